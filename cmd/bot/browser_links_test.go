package main

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserLinks goes to addresses: of a message, a thread, a seat; loads again
// and goes back; and to one of a world that does not run.
func TestBrowserLinks(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.requested(t, ordersKey)
	room := v.room(t, "bob")
	first := "m-" + v.post(t, room, "the very first of many")
	p := visit(t, v, v.seat("bob", decideRoom), desk)
	link := learn[string](p, `document.getElementById(`+quoted(first)+`).querySelector("a.time").href`)
	for range 130 {
		v.post(t, room, "one of many")
	}
	p.open(link)
	p.await(`(() => { const r = document.getElementById(`+quoted(first)+`)?.getBoundingClientRect(); return r && r.top > 0 && r.bottom < innerHeight; })()`, "the message that the address names is in sight")

	p.open(v.at("shop", "carol", decideRoom, request) + "?pane=cloud&key=" + ordersKey)
	place := func() string {
		return learn[string](p, `[document.querySelector("a.seat[aria-current]").dataset.seat, document.querySelectorAll("#list-thread article").length > 2, document.querySelector("#list-keys code").textContent].join(" ")`)
	}
	want := "carol true " + ordersKey
	if got := place(); got != want {
		t.Errorf("the address leads to %q, want %q", got, want)
	}
	p.do(chromedp.Reload())
	p.await(`document.documentElement.dataset.ready === "1"`, "the page is ready again")
	if got := place(); got != want {
		t.Errorf("loaded again it shows %q, want %q", got, want)
	}

	p.pressAt(`a[data-seat="dave"]`)
	p.sitsAs("dave")
	p.do(chromedp.Evaluate[chromedp.Void]("history.back()"))
	p.sitsAs("carol")
	if got := place(); got != want {
		t.Errorf("going back shows %q, want %q", got, want)
	}
}

// TestBrowserOtherWorld opens an address of a world that does not run: it offers
// to begin it, and begins nothing by being looked at.
func TestBrowserOtherWorld(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	p := newVisitor(t, v, desk)
	p.trouble.allow("409 (Conflict)")
	p.show(v.at("traps", "greta", decideRoom))
	p.see("traps")
	if got := v.World(); got != "shop" {
		t.Fatalf("looking at an address began the world %s", got)
	}
	p.press("Begin")
	p.sitsAs("greta")
	if got := v.World(); got != "traps" {
		t.Errorf("the world %s runs", got)
	}
}

// TestBrowserDoor knocks without the token.
func TestBrowserDoor(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	p := newVisitor(t, v, desk)
	p.trouble.allow("404 (Not Found)")
	for _, address := range []string{"/", "/TOKENOFATESu/", "/shop/bob/" + decideRoom} {
		answer, err := chromedp.Run(p.ctx, chromedp.NavigateResponse(originOf(v.address)+address))
		if err != nil {
			t.Fatal(err)
		}
		if answer.Status != http.StatusNotFound {
			t.Errorf("%s is answered with %d", address, answer.Status)
		}
	}
}

package main

import (
	"testing"
)

// TestBrowserPhone looks at every place at the width of a phone: nothing is wider
// than the window, and what is to be hit by a thumb is large enough.
func TestBrowserPhone(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.ready(t, ordersKey)
	v.act(t, "bob", opensHome)
	p := newVisitor(t, v, phone)
	for name, address := range v.places(request) {
		p.open(address)
		p.fitsPhone(name)
	}
	p.open(v.at("shop", "frank", decideRoom, request))
	p.openStatement(5)
	p.fitsPhone("a window")
	p.enter("The sentence", "something else")
	p.pressAt("dialog [data-submit]")
	p.awaitElement("dialog .bk-error")
	p.fitsPhone("a window with a mistake")
}

// places are the places of the page that look different from each other.
func (v *venue) places(request string) map[string]string {
	thread := v.at(v.World(), "bob", decideRoom, request)
	room := v.seat("bob", decideRoom)
	return map[string]string{
		"a channel":          room,
		"a thread":           thread,
		"the list of rooms":  room + "?menu=1",
		"Home":               v.seat("bob", "home"),
		"a direct message":   v.seat("bob", "dm"),
		"the cloud":          room + "?pane=cloud",
		"a key":              room + "?pane=cloud&key=" + ordersKey,
		"all calls":          room + "?pane=cloud&calls=all",
		"the clock":          room + "?pane=clock",
		"the faults":         room + "?pane=faults",
		"the worlds":         room + "?pane=worlds",
		"the tour":           thread + "?tour=1",
		"a seat of a guest":  v.seat("greta", "general"),
		"a room of others":   v.seat("oscar", decideRoom),
		"a thread of nobody": v.at(v.World(), "bob", decideRoom, "1.000001"),
	}
}

// fitsPhone measures what is on the screen. What a thumb hits is at least 44 wide
// or high in each direction, as far as it is a control of its own and not a word
// in a sentence (WCAG 2.2, 2.5.5 and its exception for inline links).
func (p *visitor) fitsPhone(where string) {
	p.t.Helper()
	if over := learn[float64](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		p.t.Errorf("%s: the page is %.0f wider than the window", where, over)
	}
	wide := `[...document.querySelectorAll("body *")].filter((e) => sight.visible(e) && !e.closest("pre, table, .bk-scroll, svg") && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 120))`
	if found := learn[[]string](p, wide); len(found) > 0 {
		p.t.Errorf("%s: %d elements stick out, among them %q", where, len(found), found[len(found)-1])
	}
	small := `[...document.querySelectorAll("button, select, summary, textarea, input:not([type=hidden]), a.seat, a.room, .top nav a, .menu-link, .leave, .replies a, .file a")]
		.filter(sight.visible).map((e) => [e.labels?.[0]?.matches(".bk-choice") ? e.labels[0] : e]).map(([e]) => [e.getBoundingClientRect(), e])
		.filter(([r]) => r.height < 43.5 || r.width < 43.5).map(([r, e]) => Math.round(r.width) + "×" + Math.round(r.height) + " " + e.outerHTML.slice(0, 100))`
	if found := learn[[]string](p, small); len(found) > 0 {
		p.t.Errorf("%s: %d targets are too small for a thumb: %q", where, len(found), found)
	}
}

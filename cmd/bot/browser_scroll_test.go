package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// What a channel of so many messages may take in the browser, in bytes.
const (
	manyMessages  = 2000
	channelMemory = 150e6
)

// TestBrowserScroll turns the wheel from the newest of 2,000 messages to the very
// first: the page loads what is missing on the way, and stays small.
func TestBrowserScroll(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	room := v.room(t, "bob")
	first := "m-" + v.post(t, room, "the very first of many")
	for n := range manyMessages - 1 {
		v.post(t, room, fmt.Sprintf("message %d, with a word or two about a key and what depends on it", n))
	}
	p := visit(t, v, v.seat("bob", decideRoom), desk)
	shown := func() float64 { return learn[float64](p, `document.querySelectorAll("#list-posts article").length`) }
	if began := shown(); began > 100 {
		t.Errorf("the page begins with %v messages, too many to load at once", began)
	}
	inSight := `(() => { const e = document.getElementById(` + quoted(first) + `), r = e?.getBoundingClientRect(); return Boolean(r) && r.top >= 0 && r.bottom <= innerHeight; })()`
	const straight = 1e-3 // the browser wants both directions, and the harness leaves out a zero
	turn := func(ctx context.Context) (bool, error) {
		up := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseWheel, X: 500, Y: 400, DeltaX: straight, DeltaY: -4000}
		if _, err := chromedp.Call(ctx, input.DispatchMouseEvent, up); err != nil {
			return false, err
		}
		return p.holds(ctx, inSight)
	}
	if err := poll(p.ctx, 2*patience, turn); err != nil {
		t.Fatalf("the wheel does not lead to the first message: %v; %v are shown", err, shown())
	}
	if got := shown(); got != manyMessages {
		t.Errorf("at the first message %v are shown, want %d", got, manyMessages)
	}
	if got := p.memory(); got > channelMemory {
		t.Errorf("the channel takes %.0f MB in the browser, more than %.0f", got/1e6, channelMemory/1e6)
	}
}

package main

import "testing"

// TestBrowserWorlds leaves one world for another by the pane, and an open page
// of the first world says so by itself.
func TestBrowserWorlds(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	v.requested(t, ordersKey)
	other := visit(t, v, v.seat("bob", decideRoom), desk)
	other.trouble.allow("409 (Conflict)") // its world ends under it
	other.trouble.allow("favicon.ico")
	p := visit(t, v, v.seat("alice", decideRoom)+"?pane=worlds", desk)
	for _, world := range v.Worlds() {
		p.seeIn("#world-"+world, v.About(world))
	}
	p.seeIn("#world-shop", "runs now")
	p.pressAt(`button[data-world="depot"]`)
	p.seeIn("#status-line .world", "depot")
	if got := v.World(); got != "depot" {
		t.Errorf("the world %s runs", got)
	}
	if n := p.count("#list-posts article"); n != 0 {
		t.Errorf("the new world begins with %d messages", n)
	}
	other.see("depot")
}

package main

import "testing"

// TestBrowserPrivate looks at what one person alone may see, from that seat and
// from another: an answer that only the asker gets, a window, a direct message.
func TestBrowserPrivate(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.requested(t, ordersKey)
	p := visit(t, v, v.seat("bob", decideRoom), desk)
	p.command("/kms pending")
	p.seeIn("#list-posts .private", "only visible to you")
	p.open(v.at("shop", "bob", decideRoom, request))
	p.openStatement(1)
	p.open(v.at("shop", "carol", decideRoom, request))
	p.seeIn("#list-thread", "Five statements")
	if n := p.count("#list-posts .private") + p.count("dialog"); n != 0 {
		t.Errorf("carol sees %d things that are bob's alone", n)
	}
	p.seeIn(`a[data-seat="bob"]`, "window open")
	p.pressAt(`a[data-seat="bob"]`)
	p.seeIn("dialog", "Statement 1 of 5")
	p.closeWindow()
	p.seeIn("#list-posts .private", "only visible to you")
}

// TestBrowserOutsiders tries from the seats of those who may not.
func TestBrowserOutsiders(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "traps")
	request := v.requested(t, "key-hzz650plain00000000")
	for name, may := range map[string]string{
		"oscar": "Wait for it to end", // he may ask, and not confirm
		"greta": "guest",
		"xaver": "another workspace",
	} {
		t.Run(name, func(t *testing.T) {
			p := visit(t, v, v.at("traps", name, decideRoom, request), desk)
			p.press("Confirm 1")
			p.seeIn("#list-thread .private", "Only those who could confirm when the request was opened may confirm it")
			if n := p.count("dialog .bk-input"); n != 0 {
				t.Errorf("@%s is asked to type something", name)
			}
			p.sit(name, decideRoom)
			p.command("/kms disable key-hzz650plain00000000 because OPS-1")
			p.seeIn("#list-posts .private:last-of-type", may)
		})
	}
	if n := v.changes("kms.ScheduleKeyDeletion"); n != 0 {
		t.Errorf("%d changes", n)
	}
}

package main

import "testing"

// TestBrowserTogether has two browsers open: what one does the other sees without
// loading anything again, from another seat and from the same.
func TestBrowserTogether(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	alice := visit(t, v, v.seat("alice", decideRoom), desk)
	bob := visit(t, v, v.seat("bob", decideRoom), desk)
	again := visit(t, v, v.seat("alice", decideRoom), desk)
	loaded := learn[float64](bob, "performance.timeOrigin")

	alice.command("/kms delete " + ordersKey + " in cn-hangzhou window 7 because OPS-4411")
	bob.seeIn("#list-posts", "Waiting for 5 of 5 statements")
	again.seeIn("#list-posts .private", "Asked: Delete key")

	bob.openThread("Delete key " + ordersKey)
	bob.confirm(1)
	for _, p := range []*visitor{alice, again} {
		p.seeIn("#list-posts", "Waiting for 4 of 5 statements")
		p.seeNot("Waiting for 5 of 5 statements")
	}
	if learn[float64](bob, "performance.timeOrigin") != loaded {
		t.Error("the page was loaded again")
	}

	// A window belongs to the seat, whichever browser it is open in.
	alice.press("Stop")
	again.awaitElement("dialog[open]")
	again.closeWindow()
	alice.awaitNone("dialog[open]")
}

// TestBrowserTyping types into a window while the page changes under it.
func TestBrowserTyping(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.requested(t, ordersKey)
	dave := visit(t, v, v.at("shop", "dave", decideRoom, request), desk)
	dave.openStatement(3)
	dave.enter("The sentence", "I understand that key del")
	v.confirmed(t, 1, 2)
	dave.seeIn("#list-thread", "confirmed by @carol")
	dave.keys("etion")
	if got, want := learn[string](dave, `document.activeElement.value`), "I understand that key deletion"; got != want {
		t.Errorf("after two changes of the page the input holds %q, want %q", got, want)
	}
}

package main

import (
	"fmt"
	"testing"
)

// TestBrowserRescue saves a key from the reminder, at the width of a phone. The
// path is short because it is walked at three in the morning.
func TestBrowserRescue(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.pending(t, ordersKey)
	if err := v.ToReminder(t.Context()); err != nil {
		t.Fatal(err)
	}
	bob := visit(t, v, v.at("shop", "bob", decideRoom, request), phone)
	bob.seeIn("#list-thread", "left: "+ordersKey)
	bob.press("Cancel deletion")
	bob.seeIn("dialog", "Cancel the deletion")
	for n, statement := range []string{"The key is the right one", "The audit is confirmed", "Deletion is permanent", "This action is approved"} {
		bob.tick(fmt.Sprintf("%d %s", n+1, statement))
	}
	bob.pressAt("dialog [data-submit]")
	bob.see("What was approved here was undone by @bob")
	t.Logf("from the reminder to the rescue: %d taps", bob.clicks)
	if most := 6; bob.clicks > most {
		t.Errorf("a rescue took %d taps; %d are enough", bob.clicks, most)
	}
	if got := v.state(ordersKey); got != "Enabled" || v.changes("kms.CancelKeyDeletion") != 1 {
		t.Errorf("the key is %s, and the cloud cancelled %d times", got, v.changes("kms.CancelKeyDeletion"))
	}
}

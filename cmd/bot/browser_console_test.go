package main

import (
	"testing"
	"time"
)

// TestBrowserConsole acts as a colleague at the cloud's console: what is new there
// makes the statements void that were given without knowing of it.
func TestBrowserConsole(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.ready(t, ordersKey)
	p := visit(t, v, v.at("shop", "frank", decideRoom, request)+"?pane=cloud&key="+ordersKey, desk)
	p.seeIn("#list-dependents", "orders-archive")
	p.choose("Let something new depend on it", "ecs disks")
	p.order(`[data-console="add"]`)
	p.seeIn("#list-dependents", "ecs disks")
	if err := v.Advance(t.Context(), 20*time.Minute); err != nil { // a younger audit is not read again
		t.Fatal(err)
	}
	p.confirm(5)
	p.seeIn("#list-thread", "open again: something new depends on the key")
	if n := len(v.calls("kms.ScheduleKeyDeletion")); n != 0 {
		t.Errorf("the deletion was called %d times", n)
	}
}

// TestBrowserConsoleVerbs does at the console what the bot then learns of by
// itself, and is refused what the cloud refuses.
func TestBrowserConsoleVerbs(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	p := visit(t, v, v.seat("bob", decideRoom)+"?pane=cloud&key="+ordersKey, desk)
	p.order(`[data-console="DisableKey"]`)
	p.seeIn("#key-"+ordersKey, "Disabled")
	p.order(`[data-console="ScheduleKeyDeletion"]`)
	p.seeIn("#key-"+ordersKey, "PendingDeletion")
	p.seeIn("#list-trail", "ScheduleKeyDeletion")
	p.trouble.allow("422 (Unprocessable")
	p.order(`[data-console="DisableKey"]`)
	p.readProblem("refused with Rejected.")
	p.pressAt(`a[data-pane="clock"]`)
	p.order(`[data-clock="1h"]`)
	p.seeIn("#list-posts", "was scheduled by user/colleague, without a request here")
	if got := v.state(ordersKey); got != "PendingDeletion" {
		t.Errorf("the key is %s", got)
	}
}

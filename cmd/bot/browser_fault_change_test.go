package main

import "testing"

// loseCall: the call is lost on its way; nothing is called again, the bot finds
// that it did not happen, and an approver has it run again.
func loseCall(t *testing.T, b *breaker) {
	b.ordered(t)
	b.p.confirm(5)
	b.p.seeIn("#list-thread", "It is not known whether")
	b.later(t)
	b.p.seeIn("#list-thread", "did not happen")
	b.wantChange(t, 0, "Enabled")
	if n := len(b.calls("kms.ScheduleKeyDeletion")); n != 1 {
		t.Errorf("the deletion was called %d times", n)
	}
	b.p.press("Run again")
	b.p.seeIn("#list-thread", "The key is scheduled for deletion.")
	b.wantChange(t, 1, "PendingDeletion")
}

// loseReply: the reply is lost; the bot says so and finds by looking that it happened.
func loseReply(t *testing.T, b *breaker) {
	b.ordered(t)
	b.p.confirm(5)
	b.p.seeIn("#list-thread", "It is not known whether")
	b.later(t)
	b.p.seeIn("#list-thread", "The key is scheduled for deletion.")
	b.wantChange(t, 1, "PendingDeletion")
}

// refuseChange: the cloud's no is final.
func refuseChange(t *testing.T, b *breaker) {
	b.ordered(t)
	b.p.confirm(5)
	b.p.seeIn("#list-thread", "Forbidden.NoPermission")
	b.later(t)
	b.wantChange(t, 0, "Enabled")
	if n := len(b.calls("kms.ScheduleKeyDeletion")); n != 1 {
		t.Errorf("the deletion was called %d times", n)
	}
}

// killBefore: the bot dies in the call, before its effect, and after a start says
// that it did not happen.
func killBefore(t *testing.T, b *breaker) {
	b.dieInCall(t)
	b.p.seeIn("#list-thread", "did not happen")
	b.wantChange(t, 0, "Enabled")
}

// killAfter: the bot dies in the call, after its effect, and after a start finds it.
func killAfter(t *testing.T, b *breaker) {
	b.dieInCall(t)
	b.p.seeIn("#list-thread", "The key is scheduled for deletion.")
	b.wantChange(t, 1, "PendingDeletion")
}

// dieInCall has the bot killed in the call that the fifth statement leads to, and
// starts it again.
func (b *breaker) dieInCall(t *testing.T) {
	t.Helper()
	b.ordered(t)
	b.p.seeIn("#armed-faults", "the bot is killed")
	b.p.openStatement(5)
	b.p.enter("The sentence", b.p.sentence())
	b.p.pressAt("dialog [data-submit]")
	b.p.seeIn("#status-line", "bot is down")
	b.p.closeWindow()
	b.p.order(`[data-bot="start"]`)
	b.p.seeIn("#status-line", "bot runs")
	b.later(t)
}

// killNow: nothing is lost that was recorded; after a start the bot goes on.
func killNow(t *testing.T, b *breaker) {
	request := b.requested(t, lostKey)
	b.confirmed(t, 1, 1)
	b.p.open(b.at(b.World(), "carol", decideRoom, request) + "?pane=faults")
	b.p.seeIn("#list-thread", "confirmed by @bob")
	before := b.p.count("#list-thread article")
	b.p.order(`#fault-kill button`)
	b.p.seeIn("#status-line", "bot is down")
	b.p.press("Open audit")
	b.p.see("the app did not answer")
	b.p.order(`#fault-start button`)
	b.p.seeIn("#status-line", "bot runs")
	b.p.confirm(2)
	b.p.seeIn("#list-thread", "confirmed by @carol")
	if after := b.p.count("#list-thread article"); after != before {
		t.Errorf("the thread had %d messages and has %d", before, after)
	}
}

package slacksim_test

import (
	"testing"

	"kmsguard/bot/slacksim"
)

// Whoever looks wakes nobody, or a page that looks at every change would wake
// itself for ever; whatever changes wakes who watches.
func TestChangedWakesForChangesAlone(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	ts := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x").text("ts")
	bob := ws.sim.As("bob")
	woken := func(changed <-chan struct{}) bool {
		select {
		case <-changed:
			return true
		default:
			return false
		}
	}
	changed := ws.sim.Changed()
	for range 2 {
		ws.sim.State()
		ws.sim.Messages("key-changes")
		ws.sim.Calls()
		ws.sim.Effects("chat.postMessage")
		ws.sim.Faults()
		ws.sim.Names("bob")
		ws.sim.Connections()
		ws.sim.Unacked()
		ws.sim.Deliveries()
		ws.sim.NextScheduled()
		ws.sim.FileContent("F0")
		ws.sim.As("carol")
		bob.Rooms()
		bob.Posts("key-changes", 10)
		bob.Thread("key-changes", ts)
		bob.Post("key-changes", ts)
		bob.Modal()
		bob.Home()
		bob.Problem()
		bob.LastError()
	}
	if woken(changed) {
		t.Fatal("a look counts as a change")
	}
	for name, change := range map[string]func(){
		"a message":        func() { ws.call("chat.postMessage", "channel", "C0KEYS", "text", "y") },
		"an edit":          func() { ws.call("chat.update", "channel", "C0KEYS", "ts", ts, "text", "z") },
		"a fault":          func() { must(t, ws.sim.SetFault(slacksim.Fault{API: "slack.auth.test"})) },
		"a word":           func() { must(t, bob.Say(t.Context(), "key-changes", "", "hello")) },
		"a problem's end":  func() { bob.Dismiss() },
		"somebody's leave": func() { must(t, ws.sim.Change("leave", "kms-approvers", "carol")) },
	} {
		changed := ws.sim.Changed()
		if change(); !woken(changed) {
			t.Errorf("%s wakes nobody", name)
		}
	}
}

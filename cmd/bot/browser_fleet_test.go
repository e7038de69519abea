package main

import "testing"

// fleetKey is a key with 100,000 snapshots under it.
const fleetKey = "key-hzz66hourly000000001"

// TestBrowserFleet audits a key with 100,000 dependents: the page of another
// person answers while the audit runs, and the thread shows what it found.
func TestBrowserFleet(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "fleet")
	p := visit(t, v, v.seat("alice", decideRoom), desk)
	other := visit(t, v, v.seat("bob", decideRoom)+"?pane=cloud", desk)
	p.command("/kms delete " + fleetKey + " in cn-hangzhou window 30 because OPS-12")
	p.openThread("Delete key " + fleetKey)
	other.see("hourly snapshots of the fleet")
	p.seeIn("#list-thread", "100041 resources depend on this key")
	p.seeIn("#list-thread", "In use now 40")
	p.show(v.seat("alice", decideRoom) + "?pane=cloud")
	p.see("hourly snapshots of the fleet")
}

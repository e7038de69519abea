package main

import "testing"

// breakOnce: the audit asks again by itself and ends complete.
func breakOnce(t *testing.T, b *breaker) {
	b.order()
	b.p.seeIn("#armed-faults", "rds.DescribeDBInstances")
	b.p.command("/kms delete " + lostKey + " window 7 because OPS-1")
	b.p.seeIn("#list-posts", "Waiting for 5 of 5 statements")
	b.p.seeIn("#armed-faults", "No fault is ordered")
	if n := len(b.calls("rds.DescribeDBInstances")); n < 3 {
		t.Errorf("the databases were read %d times; two reads were throttled", n)
	}
}

// breakAudit: the audit is incomplete and nothing can be approved, until the fault
// is removed and somebody has it read again.
func breakAudit(t *testing.T, b *breaker) {
	b.order()
	b.p.command("/kms delete " + lostKey + " window 7 because OPS-1")
	b.p.seeIn("#list-posts", "Paused")
	b.p.openThread("Delete key " + lostKey)
	b.p.seeIn("#list-thread", "Dependency audit incomplete: nothing can be approved yet")
	b.p.open(b.at(b.World(), "bob", decideRoom, b.newestRequest(t, lostKey)) + "?pane=faults")
	b.p.seeIn("#list-thread", "nothing can be approved while a list is missing")
	if n := b.p.count(`[data-label^="Confirm"]`); n != 0 {
		t.Errorf("%d statements can be confirmed", n)
	}
	b.p.order(`[data-fault="clear"]`)
	b.p.press("Audit again")
	b.p.seeIn("#list-posts", "Waiting for 5 of 5 statements")
}

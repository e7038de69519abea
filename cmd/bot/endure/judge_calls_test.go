package endure

import (
	"slices"
	"strconv"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// lookBack is how many calls that change keys are looked at again after each step.
const lookBack = 200

// judgeCalls looks at what reached the cloud: each call is the one call of an
// operation that the ledger has, and at most one of a request had an effect.
func (e *estate) judgeCalls() {
	e.Helper()
	calls := e.cloud.LatestCalls(lookBack, func(c aliyunsim.Call) bool { return c.Product == "kms" && slices.Contains(mutations, c.Action) })
	for _, c := range slices.Backward(calls) {
		if e.book.calls[c.RequestID] {
			continue
		}
		e.book.calls[c.RequestID] = true
		e.judgeOne(c)
	}
}

func (e *estate) judgeOne(c aliyunsim.Call) {
	e.Helper()
	op := e.book.operations[c.Session]
	switch {
	case op == nil:
		e.breaks("%s reached the cloud as %s, and the ledger has no such operation", c.Action, c.Principal)
	case string(op.Call) != c.Action || op.Key.ID != c.Parameters["KeyId"] || op.AccessKeyID != c.AccessKeyID:
		e.breaks("%s of %s by %s reached the cloud for %s, which is %s of %s by %s", c.Action, c.Parameters["KeyId"], c.AccessKeyID, op.ID, op.Call, op.Key.ID, op.AccessKeyID)
	case op.Call == guard.ScheduleKeyDeletion && c.Parameters["PendingWindowInDays"] != strconv.Itoa(op.WindowDays):
		e.breaks("%s was called with a window of %s days, want %d", op.ID, c.Parameters["PendingWindowInDays"], op.WindowDays)
	}
	if op.calls++; op.calls > 1 {
		e.breaks("%s was called again for %s", c.Action, op.ID)
	}
	if !c.Effect {
		return
	}
	e.book.figures.changes++
	if op.settled == guard.NotHappened || op.settled == guard.Refused {
		e.breaks("%s took effect after %s was settled as %q", c.Action, op.ID, op.settled)
	}
	if op.Restore || op.tale.plan.Action.Rescue() {
		return // a rescue may be needed again
	}
	if op.tale.changed++; op.tale.changed > 1 {
		e.breaks("%s changed its key %d times", op.tale.id, op.tale.changed)
	}
}

func (e *estate) tookSettled(ev guard.MutationSettled) {
	e.Helper()
	op := e.book.operations[ev.Operation]
	if op.settled != "" {
		e.breaks("%s was settled as %q and again as %q", op.ID, op.settled, ev.Result)
	}
	op.settled = ev.Result
}

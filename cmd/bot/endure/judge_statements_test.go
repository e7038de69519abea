package endure

import (
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard"
)

// sentence is what a statement has to say, word for word; of the second only how
// it begins, since it names what the audit found.
func (t *tale) sentence(n int) string {
	action := map[guard.Action]string{guard.Delete: "deletion", guard.Disable: "disable", guard.Rotate: "rotation", guard.Cancel: "cancellation", guard.Enable: "enable"}[t.plan.Action]
	return map[int]string{
		1: fmt.Sprintf("I confirm the key is %s in region %s in account %s.", t.key, region, account),
		2: "I have completed the CMK dependency audit and the following dependencies are confirmed: ",
		4: fmt.Sprintf("I approve this key %s action.", action),
		5: "I confirm all CMK-dependent data has been migrated or is non-critical.",
		3: fmt.Sprintf("I understand that key deletion is permanent after the %d-day deletion window and all dependent encrypted data will be irrecoverable.", t.window()),
	}[n]
}

// window is what the third statement names; where nothing is deleted, a default.
func (t *tale) window() int {
	if t.plan.WindowDays == 0 {
		return guard.DefaultWindowDays
	}
	return t.plan.WindowDays
}

func (e *estate) tookStatement(ev guard.StatementGiven) {
	e.Helper()
	t, c := e.book.tales[ev.Request], ev.Confirmation
	e.mustApprove(t, c.By, fmt.Sprintf("gave statement %d of", c.Statement))
	_, twice := t.given[c.Statement]
	ticked := c.Typed == "ticked" && t.plan.Action.Rescue()
	switch {
	case twice:
		e.breaks("statement %d of %s was given twice", c.Statement, t.id)
	case t.phase != "":
		e.breaks("statement %d of %s was given, which is %s", c.Statement, t.id, t.phase)
	case !ticked && !strings.HasPrefix(c.Typed, t.sentence(c.Statement)):
		e.breaks("statement %d of %s says %q, want %q", c.Statement, t.id, c.Typed, t.sentence(c.Statement))
	case !t.plan.Action.Rescue() && (c.By == t.requester && !e.demand(t).RequesterConfirm || slices.Contains(t.excluded, c.By)):
		e.breaks("%s asked for %s and confirmed it", nameOf(c.By), t.id)
	}
	t.given[c.Statement] = c
}

// demand is what the policy asks for a request.
func (e *estate) demand(t *tale) guard.Demand {
	if rule := e.ruleOf(t.key); rule != nil {
		return rule.Demands[t.plan.Action]
	}
	return guard.DefaultDemands()[t.plan.Action]
}

// tookIntent judges the moment from which on a change may happen: by now everything
// that the policy asks must have been said, by people who may say it now.
func (e *estate) tookIntent(op guard.Operation) {
	e.Helper()
	t := e.book.tales[op.Request]
	if t == nil || t.phase != "" || t.approved == 0 {
		e.breaks("%s is to be called for %s, which is not approved", op.Call, op.Request)
	}
	if e.book.operations[op.ID] != nil {
		e.breaks("two operations are named %s", op.ID)
	}
	e.book.operations[op.ID] = &operation{Operation: op, tale: t}
	t.underWay = true
	e.judgeCall(t, op)
	demand, people := e.demand(t), map[string]bool{}
	for _, n := range demand.Statements {
		c, ok := t.given[n]
		if !ok {
			e.breaks("%s is to be called for %s without statement %d", op.Call, t.id, n)
		}
		people[c.By] = true
		if !t.plan.Action.Rescue() && !e.mayApprove(t, c.By) && !(demand.RequesterConfirm && c.By == t.requester) {
			e.breaks("%s is to be called for %s, and %s, who gave statement %d, may not approve any more", op.Call, t.id, nameOf(c.By), n)
		}
	}
	if len(people) < demand.Approvers || demand.Approvers > 1 && t.given[2].By == t.given[4].By {
		e.breaks("%s is to be called for %s by the word of %d people: %v", op.Call, t.id, len(people), t.given)
	}
}

// judgeCall: the call is the one that was asked for.
func (e *estate) judgeCall(t *tale, op guard.Operation) {
	e.Helper()
	want := map[guard.Action][]guard.Call{
		guard.Delete: {guard.ScheduleKeyDeletion}, guard.Disable: {guard.DisableKey}, guard.Enable: {guard.EnableKey},
		guard.Cancel: {guard.CancelKeyDeletion}, guard.Rotate: {guard.CreateKeyVersion, guard.UpdateRotationPolicy},
	}[t.plan.Action]
	if t.restoring {
		want = []guard.Call{guard.DisableKey}
	}
	if !slices.Contains(want, op.Call) || op.Key.ID != t.key || op.WindowDays != t.plan.WindowDays {
		e.breaks("%s of %s, window %d, is to be called for %s: %+v", op.Call, op.Key.ID, op.WindowDays, t.id, t.plan)
	}
}

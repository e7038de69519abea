package guard

import (
	"slices"
	"time"
)

// decide says whether an approved request is carried out now. It answers with
// the intent, or with what stands in the way: an end, statements that are open
// again, an audit that is owed, or a later look.
func (c Begin) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := wellFormed(s, c.Operation)
	if r.Phase != Approved {
		why.add(because(CodeNotApproved, "This request is not approved: it is "+string(r.Phase)+".", ""))
	} else if r.expired(now) {
		why.add(stillOpen(*r, now))
	}
	switch {
	case len(why) > 0:
		return nil, why.refusal()
	case c.Halt != nil && (r.RestoreOwed || !r.Plan.Action.Rescue()):
		return []Event{r.later(now, standingStep, c.Halt.String())}, nil
	case r.RestoreOwed:
		return c.restore(s, *r, now), nil
	case r.Plan.Action.Rescue():
		return c.rescue(s, *r, now), nil
	}
	return c.change(s, *r, p, now), nil
}

// wellFormed: an operation has a name that was never used and a deadline.
func wellFormed(s State, op Operation) (why reasons) {
	if op.ID == "" || op.Deadline.IsZero() || s.Operation(op.ID) != nil {
		why.add(because(CodeBadOperation, "The operation has no name of its own or no deadline.", ""))
	}
	return why
}

// change carries out a destructive or routine request: everything that was true
// when it was approved must be true now.
func (c Begin) change(s State, r Request, p Policy, now time.Time) []Event {
	if r.Plan.Action.Destructive() && s.rescuedAfter(r) {
		return []Event{failing(r, Withdrawn, "withdrawn, since a rescue of the key was asked for after it", now)}
	}
	if s.rescueOpen() || s.unsettled() != nil {
		return []Event{r.later(now, time.Second*10, "another change of this key is not settled yet")}
	}
	if !r.auditFresh(now) {
		return []Event{AuditRequested{Request: r.ID, At: now}}
	}
	rule, why := c.impossible(s, r, p)
	if len(why) > 0 {
		return []Event{failing(r, Failed, why.refusal().String(), now)}
	}
	if wait := c.obstacles(r); wait != "" {
		return []Event{r.later(now, time.Minute, wait)}
	}
	if events := c.voids(r, rule, p, now); len(events) > 0 {
		return events
	}
	return []Event{c.intended(r, now)}
}

// impossible says why the request can never be carried out as it was approved.
func (c Begin) impossible(s State, r Request, p Policy) (Rule, reasons) {
	var why reasons
	rule, ok := r.inForce(p, c.Facts)
	if !ok {
		why.add(noRule())
		return rule, why
	}
	why.add(windowAllowed(rule, r.Plan))
	if c.Facts.State == StateUnknown {
		return rule, why // looked at again later
	}
	why.add(permit(s, r.Plan, c.Facts))
	return rule, append(why, keyKind(r.Plan, c.Facts)...)
}

// obstacles says what could not be read or is not in order yet; it may be later.
func (c Begin) obstacles(r Request) string {
	var why reasons
	if c.Facts.State == StateUnknown || c.Facts.Ref != r.Facts.Ref {
		why.add(because(CodeStateUnknown, "The state of the key could not be read.", ""))
	}
	if problem := c.Principal.Problem; problem != "" || c.Principal.Role != DestroyRole {
		why.add(because(CodeBadOperation, "The identity that makes the change is not as it should be: "+orUnchecked(problem)+".", c.Principal.Hint))
	}
	why = append(why, postable(c.Channel)...)
	for _, id := range r.Confirmers() {
		if who, ok := c.approver(id); !ok || who.Unreadable != "" {
			why.add(because(CodeUnreadable, "It could not be read whether everybody who confirmed is still an approver.", ""))
			break
		}
	}
	if len(why) == 0 {
		return ""
	}
	return why.refusal().String()
}

func orUnchecked(problem string) string {
	if problem == "" {
		return "it was not checked"
	}
	return problem
}

func (c Begin) approver(id string) (Person, bool) {
	i := slices.IndexFunc(c.Approvers, func(who Person) bool { return who.ID == id })
	if i < 0 {
		return Person{}, false
	}
	return c.Approvers[i], true
}

// voids opens statements again for what changed since they were given.
func (c Begin) voids(r Request, rule Rule, p Policy, now time.Time) []Event {
	ofKey := keyChanges(r.Audit.Key, c.Facts)
	changes := slices.Concat(ofKey, c.leavers(r, rule, p), usedSince(r, rule))
	if len(changes) > 0 {
		events := []Event{voiding(r, changes, now)}
		if len(ofKey) > 0 {
			events = append(events, AuditRequested{Request: r.ID, At: now})
		}
		return events
	}
	if !r.satisfies(rule.Demand(r.Plan.Action)) {
		return []Event{tightened(r, rule, p, now)}
	}
	return nil
}

// leavers lists the statements of people who may not approve any more; only
// theirs are open again.
func (c Begin) leavers(r Request, rule Rule, p Policy) (changes []Change) {
	for _, n := range r.given() {
		by := r.Confirmations[n].By
		who, _ := c.approver(by)
		if len(accountable(who)) > 0 || r.eligible(rule, p, who) != nil {
			changes = append(changes, Change{Kind: ChangeApprover, Person: by, What: "whoever confirmed it is not an approver of this key any more", Statements: []int{n}})
		}
	}
	return changes
}

// ChangeApprover is the kind of a change of somebody who confirmed.
const ChangeApprover = "approver"

// usedSince lists what came into production use since it was approved, where
// the rule blocks a deletion for it.
func usedSince(r Request, rule Rule) (changes []Change) {
	for _, d := range r.blockedByUse(rule) {
		changes = append(changes, Change{Kind: ChangeWorse, What: d.String(), Statements: []int{StatementApprove, StatementMigrated}})
	}
	return changes
}

// intended is the intent: what is written before anything reaches the cloud.
// Name, generation, deadline and proof of the fence come from outside.
func (c Begin) intended(r Request, now time.Time) MutationIntended {
	call, role := CallFor(r.Plan, r.RestoreOwed)
	op := Operation{
		ID: c.Operation.ID, Generation: c.Operation.Generation, Deadline: c.Operation.Deadline, FenceProven: c.Operation.FenceProven,
		Request: r.ID, Key: r.Facts.Ref, Call: call, Role: role, Intended: now, Before: c.Facts,
		WindowDays: r.Plan.WindowDays, RotationDays: r.Plan.RotationDays, Restore: r.RestoreOwed,
	}
	return MutationIntended{Operation: op}
}

// rescuedAfter reports whether a rescue of the key was asked for after a request.
// A rescue withdraws what is open; one that was made while the ledger could not be
// read did not see it.
func (s *State) rescuedAfter(r Request) bool {
	i := slices.IndexFunc(s.Requests, func(other Request) bool { return other.ID == r.ID })
	return i >= 0 && slices.ContainsFunc(s.Requests[i:], func(later Request) bool { return later.Plan.Action.Rescue() })
}

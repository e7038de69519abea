package guard

import (
	"fmt"
	"slices"
	"time"
)

// tickedBox is what a statement that was a box in a modal is recorded as.
const tickedBox = "ticked"

// rescue opens a request that gives the key back, and withdraws what stands
// against it. One that a single press may ask for is approved by that press.
func (c Open) rescue(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	rule := rescueRule(s, p, c, now)
	why := accountableForRescue(p, c.By, now)
	why.add(idTaken(s, c.Request), mayRescue(s, p, rule, c))
	why = append(why, misplaced(c.Plan)...)
	why.add(restoreProven(s, c))
	demand := rule.Demand(c.Plan.Action)
	obstacle := permit(s, c.Plan, c.Facts)
	if s.standing(c.Plan.Action) != nil || obstacle != nil && obstacle.Code == CodeNothingToDo && s.overtook(c.Plan.Action, c.Facts) {
		obstacle = nil
	}
	if obstacle != nil && obstacle.Code == CodeNothingToDo && len(why) == 0 {
		return c.nothingToRescue(s, obstacle, now)
	}
	why.add(obstacle)
	if demand.OnePress {
		why.add(allTicked(demand, c.Ticked))
	} else {
		why.add(demand.satisfiable())
		why = append(why, c.enoughRescuers(rule)...)
	}
	if len(why) > 0 {
		return nil, why.refusal()
	}
	return c.rescueEvents(s, p, rule, now), nil
}

func (c Open) rescueEvents(s State, p Policy, rule Rule, now time.Time) []Event {
	d := draft{state: s}
	d.add(withdrawals(s, c.By.ID, "withdrawn for the "+c.Plan.Action.noun()+" "+c.Request, now, func(Request) bool { return true })...)
	opened := c.opened(rule, p, now)
	if !slices.Contains(opened.Eligible, c.By.ID) {
		opened.Eligible = append(opened.Eligible, c.By.ID)
	}
	d.add(opened)
	r := d.state.Request(c.Request)
	if !r.onePress() {
		return d.events
	}
	for _, n := range r.Demand().Statements {
		d.add(StatementGiven{Request: c.Request, Confirmation: Confirmation{
			Statement: n, By: c.By.ID, At: now, Typed: tickedBox, DecisionDigest: r.DecisionDigest(), PolicyDigest: p.Digest,
		}})
	}
	d.add(RequestApproved{Request: c.Request, At: now})
	return d.events
}

// nothingToRescue withdraws open destructive requests of a key that is already
// as it should be, and says so.
func (c Open) nothingToRescue(s State, why *Reason, now time.Time) ([]Event, *Refusal) {
	events := withdrawals(s, c.By.ID, "withdrawn, since "+c.Plan.String()+" was asked for", now, func(r Request) bool {
		return r.Plan.Action.Destructive() || r.RestoreOwed
	})
	refusal := refuse(why)
	if len(events) == 0 {
		return nil, refusal
	}
	for _, e := range events {
		if end, ok := e.(RequestEnded); ok {
			refusal.Reasons[0].Text += " The open request " + end.Request + " was withdrawn."
		}
	}
	if told, ok := RefusedEvent(c, refusal, now); ok {
		events = append(events, told)
	}
	return events, nil
}

// withdrawals ends the requests of a key that have not begun to be carried out.
func withdrawals(s State, by, reason string, now time.Time, which func(Request) bool) (events []Event) {
	for _, r := range s.Requests {
		if r.beforeIntent() && which(r) {
			events = append(events, RequestEnded{Request: r.ID, Phase: Withdrawn, By: by, Reason: reason, At: now})
		}
	}
	return events
}

// beforeIntent reports whether a request is open and nothing of it is under way.
func (r Request) beforeIntent() bool {
	switch r.Phase {
	case Auditing, Blocked, Awaiting, Approved:
		return true
	case Executing, Verifying, Done, Rejected, Withdrawn, Expired, Failed, NeedsOperator:
	}
	return false
}

// mayRescue: a rescue is for the requester of what it undoes, for the approvers
// of the key's rule and for the rescuers.
func mayRescue(s State, p Policy, rule Rule, c Open) *Reason {
	undone := s.undoneBy(c.Plan.Action)
	if p.MayRescue(c.By) || rule.Approvers.Has(c.By) || undone != nil && undone.Requester == c.By.ID {
		return nil
	}
	return because(CodeNotRescuer, "You may not rescue this key.", "Ask one of its approvers, one of the rescuers, or whoever asked for what is to be undone.")
}

// undoneBy returns the request that a rescue undoes, as far as it was made here.
func (s *State) undoneBy(a Action) *Request {
	if op := s.standing(a); op != nil {
		return s.Request(op.Request)
	}
	if a == Cancel && s.Watch != nil {
		return s.Request(s.Watch.Request)
	}
	if a == Enable {
		return s.Request(s.DisabledBy)
	}
	return nil
}

// standing returns the unsettled operation that a rescue would undo. While
// there is one the rescue is accepted whatever the state shows.
func (s *State) standing(a Action) *Operation {
	undo, _ := CallFor(Plan{Action: a}, false)
	return s.findOperation(func(op Operation) bool { return op.Result == "" && op.Call == counters[undo] })
}

// overtook reports whether what a rescue would undo was settled no earlier than
// the key was read for it: the reading may show the key as it was before. What was
// undone since overtakes nothing.
func (s *State) overtook(a Action, f KeyFacts) bool {
	undo, _ := CallFor(Plan{Action: a}, false)
	return s.findOperation(func(op Operation) bool {
		return op.Call == counters[undo] && op.Result == Happened && !f.ReadAt.After(op.Settled) && !s.countered(op)
	}) != nil
}

// restoreProven: disabling a cancelled key again restores what was only where it
// is shown that the key was Disabled when its deletion was scheduled.
func restoreProven(s State, c Open) *Reason {
	if c.Plan.Action != Cancel || !c.Plan.Restore || s.DisabledBeforeSchedule || !c.DisabledAt.IsZero() {
		return nil
	}
	return because(CodeRestoreUnproven, "Nothing shows that the key was Disabled when its deletion was scheduled.", "Cancel without disabling it again; disabling it is a request of its own.")
}

// allTicked: the one press of a rescue carries every statement as a box.
func allTicked(d Demand, ticked []int) *Reason {
	open := slices.DeleteFunc(slices.Clone(d.Statements), func(n int) bool { return slices.Contains(ticked, n) })
	if len(open) == 0 {
		return nil
	}
	return because(CodeNotTicked, fmt.Sprintf("Every box has to be ticked; still open: %s.", numbers(open)), "Tick them and press again.")
}

// enoughRescuers counts who could confirm a rescue that needs several people. A
// group that cannot be read does not refuse it if those who are known suffice.
func (c Open) enoughRescuers(r Rule) reasons {
	d := r.Demand(c.Plan.Action)
	ids := personIDs(c.eligible(r))
	if d.RequesterConfirm && !slices.Contains(ids, c.By.ID) {
		ids = append(ids, c.By.ID)
	}
	if len(ids) >= d.Approvers {
		return nil
	}
	return c.enoughApprovers(r)
}

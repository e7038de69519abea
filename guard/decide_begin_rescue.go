package guard

import "time"

// standingStep is how often the state is read at most while a rescue waits for
// an unsettled operation.
const standingStep = 10 * time.Second

// rescue carries out a rescue as soon as the state shows that it must. It needs
// no audit, and nothing but the key itself stands in its way.
func (c Begin) rescue(s State, r Request, now time.Time) []Event {
	undo, _ := CallFor(r.Plan, false)
	switch {
	case c.Facts.State == StateUnknown:
		return []Event{r.later(now, standingStep, "the state of the key could not be read")}
	case s.unsettledRescue() != nil:
		return []Event{r.later(now, standingStep, "another rescue of this key is not settled yet")}
	case asksFor(undo, c.Facts):
		return []Event{c.intended(r, now)}
	}
	if op := s.standing(r.Plan.Action); op != nil {
		return []Event{r.until(*op, now)}
	}
	if s.justHappened(r.Plan.Action, now) || s.overtook(r.Plan.Action, c.Facts) {
		return []Event{r.later(now, standingStep, "the state of the key does not show yet what was done")}
	}
	return []Event{nothingLeft(s, r, c.Facts, now)}
}

// nothingLeft ends a rescue that the key does not ask for.
func nothingLeft(s State, r Request, f KeyFacts, now time.Time) RequestEnded {
	why := permit(s, r.Plan, f)
	if why == nil || why.Code == CodeNothingToDo || why.Code == CodePendingImport {
		return failing(r, Done, "nothing to undo: the key is "+string(f.State), now)
	}
	return failing(r, Failed, why.String(), now)
}

// until looks again in a while, and in any case when an earlier call can no
// longer take effect.
func (r Request) until(op Operation, now time.Time) ExecutionDeferred {
	e := r.later(now, standingStep, "it is not known yet whether "+string(op.Call)+" takes effect; this is carried out as soon as the state shows that it must")
	if fence := op.Fence(); fence.After(now) && fence.Before(e.LookAt) {
		e.LookAt = fence
	}
	return e
}

// restore disables a cancelled key again, as it was before its deletion was
// scheduled.
func (c Begin) restore(s State, r Request, now time.Time) []Event {
	switch {
	case c.Facts.State == StateUnknown:
		return []Event{r.later(now, standingStep, "the state of the key could not be read")}
	case s.unsettled() != nil:
		return []Event{r.later(now, standingStep, "another change of this key is not settled yet")}
	case asksFor(DisableKey, c.Facts):
		return []Event{c.intended(r, now)}
	case c.Facts.State == StateDisabled:
		return []Event{failing(r, Done, "the key is Disabled again", now)}
	}
	return []Event{failing(r, Failed, "the deletion was cancelled, but the key could not be disabled again: it is "+string(c.Facts.State), now)}
}

// later defers an approved request. The longer it waits, the rarer it is looked
// at: a quarter of the time since its approval, an hour at most.
func (r Request) later(now time.Time, least time.Duration, why string) ExecutionDeferred {
	most := time.Hour
	if r.Plan.Action.Rescue() {
		most = time.Minute
	}
	wait := min(max(now.Sub(r.ApprovedAt)/4, least), most)
	return ExecutionDeferred{Request: r.ID, Why: why, LookAt: now.Add(wait), At: now}
}

// failing ends a request by itself, for a reason.
func failing(r Request, phase Phase, why string, now time.Time) RequestEnded {
	return RequestEnded{Request: r.ID, Phase: phase, Reason: why, At: now}
}

// unsettled returns an operation of which the outcome is not known yet, or nil.
func (s *State) unsettled() *Operation {
	return s.findOperation(func(op Operation) bool { return op.Result == "" })
}

// unsettledRescue returns a rescue of which the outcome is not known yet, or nil.
func (s *State) unsettledRescue() *Operation {
	return s.findOperation(func(op Operation) bool { return op.Result == "" && op.Role == RescueRole })
}

// justHappened reports whether what a rescue would undo was done less than a
// minute ago, so that a reading may not show it yet.
func (s *State) justHappened(a Action, now time.Time) bool {
	undo, _ := CallFor(Plan{Action: a}, false)
	return s.findOperation(func(op Operation) bool {
		return op.Call == counters[undo] && op.Result == Happened && now.Sub(op.Settled) < time.Minute
	}) != nil
}

func (s *State) findOperation(is func(Operation) bool) *Operation {
	for i := range s.Operations {
		if is(s.Operations[i]) {
			return &s.Operations[i]
		}
	}
	return nil
}

// rescueOpen reports whether a rescue of the key is about to be, or being, carried out.
func (s *State) rescueOpen() bool {
	for _, r := range s.Requests {
		if r.Plan.Action.Rescue() && !r.RestoreOwed && (r.Phase == Approved || r.Phase == Executing) {
			return true
		}
	}
	return false
}

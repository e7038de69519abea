package guard

import (
	"slices"
	"time"
)

func (e MutationIntended) apply(s *State) {
	s.Operations = append(slices.Clip(s.Operations), e.Operation)
	s.read(&e.Operation.Before)
	r := s.editRequest(e.Operation.Request)
	if r == nil {
		return
	}
	r.Phase, r.Deferred = Executing, ""
	r.Operations = append(slices.Clip(r.Operations), e.Operation.ID)
}

func (e SessionOpened) apply(s *State) {
	if op := s.editOperation(e.Operation); op != nil {
		op.AccessKeyID, op.SessionExpires = e.AccessKeyID, e.Expires
	}
}

func (e ReplyLost) apply(s *State) {
	if op := s.editOperation(e.Operation); op != nil {
		op.Lost, op.LookAt = true, e.LookAt
		op.Looks++
	}
}

func (e MutationSettled) apply(s *State) {
	s.read(e.Facts)
	op := s.editOperation(e.Operation)
	if op == nil {
		return
	}
	op.Result, op.Outcome, op.Settled = e.Result, e.Outcome, e.At
	s.wakeRescues(e.At)
	if e.Result != Happened {
		return
	}
	r := s.editRequest(op.Request)
	if r == nil {
		return
	}
	r.Phase = Verifying
	r.RestoreOwed = r.RestoreOwed && !op.Restore
	s.remember(*op, *r, e)
}

// wakeRescues lets what waits for an unsettled operation look at once.
func (s *State) wakeRescues(at time.Time) {
	s.Requests = slices.Clone(s.Requests)
	for i := range s.Requests {
		r := &s.Requests[i]
		if r.Phase == Approved && r.Plan.Action.Rescue() && r.LookAgain.After(at) {
			r.LookAgain = at
		}
	}
}

// remember keeps what later decisions need of a change that was made. A change
// that was undone before it was settled leaves nothing to remember.
func (s *State) remember(op Operation, r Request, e MutationSettled) {
	if s.undone(op, e.Facts) {
		return
	}
	switch op.Call {
	case DisableKey:
		if !op.Restore || s.DisabledAt.IsZero() {
			s.DisabledAt, s.DisabledBy, s.Contained = e.At, r.ID, r.Plan.Contained
		}
	case EnableKey:
		s.forgetDisable()
	case ScheduleKeyDeletion:
		s.DisabledBeforeSchedule = op.Before.State == StateDisabled
	case CancelKeyDeletion:
		s.DisabledBeforeSchedule = false
		if !r.Plan.Restore {
			s.forgetDisable()
		}
	case CreateKeyVersion, UpdateRotationPolicy:
	}
}

func (s *State) forgetDisable() {
	s.DisabledAt, s.DisabledBy, s.Contained = time.Time{}, "", false
}

// undone reports whether a destructive change is no longer in force when it is
// settled: a rescue, or somebody outside, was faster. A reading tells, and
// without one the rescues made here.
func (s *State) undone(op Operation, f *KeyFacts) bool {
	if f != nil && f.State != StateUnknown {
		switch op.Call {
		case DisableKey:
			return f.State == StateEnabled
		case ScheduleKeyDeletion:
			return f.State == StateEnabled || f.State == StateDisabled
		case EnableKey, CancelKeyDeletion, CreateKeyVersion, UpdateRotationPolicy:
		}
		return false
	}
	return s.countered(op)
}

// countered reports whether a rescue made here undid an operation.
func (s *State) countered(op Operation) bool { return s.counter(op) == Happened }

// counter says what came of the rescues made here that undo an operation, the
// result that tells most: Happened, then empty (not known yet), then CannotTell;
// NotHappened where there was none. A rescue is only made of a key whose state asks
// for it, so that what it undid had happened; while nobody knows whether it was
// made, the key as it is now tells nothing about what it may have undone.
func (s *State) counter(op Operation) Result {
	for _, r := range []Result{Happened, "", CannotTell} {
		if s.findOperation(func(other Operation) bool {
			return other.Result == r && counters[other.Call] == op.Call && !other.Intended.Before(op.Intended)
		}) != nil {
			return r
		}
	}
	return NotHappened
}

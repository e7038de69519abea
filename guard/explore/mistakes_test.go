package explore

import (
	"slices"
	"time"

	"kmsguard/guard"
)

// drops leaves one kind of event out of every decision.
func drops[E guard.Event](s *System) {
	decide := s.Decide
	s.Decide = func(st guard.State, c guard.Command, p guard.Policy, now time.Time) ([]guard.Event, *guard.Refusal) {
		events, refusal := decide(st, c, p, now)
		return slices.DeleteFunc(events, isA[E]), refusal
	}
}

// unwritten keeps one kind of event in memory alone.
func unwritten[E guard.Event](s *System) {
	s.Record = func(events []guard.Event) []guard.Event { return slices.DeleteFunc(slices.Clone(events), isA[E]) }
}

// ignores lets one kind of event change nothing.
func ignores[E guard.Event](s *System) {
	evolve := s.Evolve
	s.Evolve = func(st guard.State, e guard.Event) guard.State {
		if isA[E](e) {
			return st
		}
		return evolve(st, e)
	}
}

func isA[E guard.Event](e guard.Event) bool { _, ok := e.(E); return ok }

// forgets never owes some work.
func forgets(which func(guard.Work) bool) func(*System) {
	return func(s *System) {
		due := s.Due
		s.Due = func(st guard.State, now time.Time) ([]guard.Work, time.Time) {
			owed, next := due(st, now)
			return slices.DeleteFunc(owed, which), next
		}
	}
}

// before changes what one kind of command is decided on.
func before[C guard.Command](s *System, edit func(guard.State, C, time.Time) (guard.State, C, time.Time)) {
	decide := s.Decide
	s.Decide = func(st guard.State, c guard.Command, p guard.Policy, now time.Time) ([]guard.Event, *guard.Refusal) {
		if mine, ok := c.(C); ok {
			st, mine, now = edit(st, mine, now)
			c = mine
		}
		return decide(st, c, p, now)
	}
}

// instead answers one kind of command; nil leaves it to the domain.
func instead[C guard.Command](s *System, answer func(guard.State, C, time.Time) ([]guard.Event, *guard.Refusal)) {
	decide := s.Decide
	s.Decide = func(st guard.State, c guard.Command, p guard.Policy, now time.Time) ([]guard.Event, *guard.Refusal) {
		if mine, ok := c.(C); ok {
			if events, refusal := answer(st, mine, now); events != nil || refusal != nil {
				return events, refusal
			}
		}
		return decide(st, c, p, now)
	}
}

func membersForEver(s *System) {
	before(s, func(st guard.State, c guard.Begin, now time.Time) (guard.State, guard.Begin, time.Time) {
		c.Approvers = slices.Clone(c.Approvers)
		for i := range c.Approvers {
			c.Approvers[i].Groups = []string{approvers}
		}
		return st, c, now
	})
}

func noFence(s *System) {
	before(s, func(st guard.State, c guard.Settle, now time.Time) (guard.State, guard.Settle, time.Time) {
		st.Operations = slices.Clone(st.Operations)
		for i := range st.Operations {
			st.Operations[i].Deadline = st.Operations[i].Intended
		}
		return st, c, now
	})
}

func lostIsFailed(s *System) {
	instead(s, func(st guard.State, c guard.Settle, now time.Time) ([]guard.Event, *guard.Refusal) {
		if c.Result != "" {
			return nil, nil
		}
		return []guard.Event{
			guard.MutationSettled{Operation: c.Operation, Result: guard.NotHappened, At: now},
			guard.RequestEnded{Request: st.Operation(c.Operation).Request, Phase: guard.Failed, At: now},
		}, nil
	})
}

// callsAgain does so after a look that shows nothing, which is made too early.
func callsAgain(s *System) {
	noFence(s)
	instead(s, func(st guard.State, c guard.Settle, now time.Time) ([]guard.Event, *guard.Refusal) {
		if c.Result != guard.NotHappened {
			return nil, nil
		}
		return []guard.Event{
			guard.MutationSettled{Operation: c.Operation, Result: guard.NotHappened, At: now},
			guard.ExecutionDeferred{Request: st.Operation(c.Operation).Request, LookAt: now, At: now},
		}, nil
	})
}

func rescueWaits(s *System) {
	instead(s, func(st guard.State, c guard.Open, _ time.Time) ([]guard.Event, *guard.Refusal) {
		busy := slices.ContainsFunc(st.Operations, func(op guard.Operation) bool { return op.Result == "" })
		if !c.Plan.Action.Rescue() || !busy {
			return nil, nil
		}
		return nil, &guard.Refusal{Reasons: []guard.Reason{{Code: guard.CodeUnderWay}}}
	})
}

func expiryForgotten(s *System) {
	before(s, func(st guard.State, c guard.Begin, now time.Time) (guard.State, guard.Begin, time.Time) {
		return st, c, st.Request(c.Request).Opened
	})
}

func oneWord(s *System) {
	instead(s, func(_ guard.State, c guard.CloseByWord, now time.Time) ([]guard.Event, *guard.Refusal) {
		return []guard.Event{
			guard.WordGiven{Request: c.Request, By: c.By.ID, Word: c.Word, At: now},
			guard.RequestEnded{Request: c.Request, Phase: guard.Done, By: c.By.ID, At: now},
		}, nil
	})
}

package guard

import (
	"testing"
	"time"
)

// What a rescue would undo may be done between the reading of the key for it and
// the decision: then the reading is no reason to say that there is nothing to do.
func TestARescueOnAnOvertakenReading(t *testing.T) {
	read := func(name string) (*history, Open) {
		h := executing(t, deletion, StateEnabled)
		asked := rescueBy(name, "r-2", cancellation, StateEnabled)
		h.now = h.now.Add(time.Second)
		h.do(Settle{Operation: "op-1", Result: Happened, Facts: pointer(facts(StatePendingDeletion))})
		return h, asked
	}
	t.Run("it is taken", func(t *testing.T) {
		h, asked := read("gina")
		h.do(asked)
		h.wantPhase("r-2", Approved)
		wantKinds(t, h.look(StatePendingDeletion), "MutationIntended")
	})
	t.Run("a later reading counts", func(t *testing.T) {
		h, asked := read("gina")
		asked.Facts.ReadAt = h.now.Add(time.Second)
		h.refused(asked)
	})
	t.Run("what was undone since does not count", func(t *testing.T) {
		h, asked := read("gina")
		h.do(asked)
		h.look(StatePendingDeletion)
		h.do(h.session("op-2"))
		h.do(Settle{Operation: "op-2", Result: Happened, Facts: pointer(facts(StateEnabled))})
		asked.Request = "r-3"
		h.refused(asked)
	})
}

// The same between the reading of the key for its execution and the decision, in
// however long a sleep.
func TestAStandingRescueOnAnOvertakenReading(t *testing.T) {
	h := standing(t)
	read := h.beginning("r-2", "op-2", facts(StateDisabled))
	h.now = h.now.Add(2 * time.Minute)
	h.do(Settle{Operation: "op-1", Result: Happened, Facts: pointer(facts(StatePendingDeletion))})
	h.now = h.now.Add(time.Hour)
	wantKinds(t, h.do(read), "ExecutionDeferred")
	h.now = h.request("r-2").LookAgain
	wantKinds(t, h.look(StatePendingDeletion), "MutationIntended")
}

// While it is not known what came of the rescue, the key as it is now does not show
// that what it would undo never happened.
func TestADeletionIsNotSettledBeforeItsUnsettledRescue(t *testing.T) {
	gone := Settle{Operation: "op-1", Result: NotHappened, Facts: pointer(facts(StateEnabled))}
	begun := func(t *testing.T) *history {
		h := standing(t)
		h.look(StatePendingDeletion)
		h.do(h.session("op-2"))
		h.now = h.now.Add(20 * time.Minute)
		wantKinds(t, h.do(gone), "ReplyLost")
		return h
	}
	t.Run("the rescue happened", func(t *testing.T) {
		h := begun(t)
		h.do(Settle{Operation: "op-2", Result: Happened, Facts: pointer(facts(StateEnabled))})
		h.do(gone)
		h.wantPhase("r-1", Done)
	})
	t.Run("nobody can tell", func(t *testing.T) {
		h := begun(t)
		h.now = h.now.Add(time.Hour)
		h.do(Settle{Operation: "op-2", Result: CannotTell})
		h.do(gone)
		h.wantPhase("r-1", NeedsOperator)
	})
	t.Run("the rescue was refused", func(t *testing.T) {
		h := begun(t)
		h.do(Settle{Operation: "op-2", Result: Refused, Outcome: Outcome{Code: "Forbidden"}})
		h.do(gone)
		h.wantPhase("r-1", Failed)
	})
}

// A rescue that was asked for in one press waits for the key alone: a process that
// slept through its time carries it out.
func TestAnApprovedRescueIsCarriedOutHoweverLate(t *testing.T) {
	h := done(t, deletion, StateDisabled, StatePendingDeletion)
	h.do(rescueBy("gina", "r-2", cancellation, StatePendingDeletion))
	h.now = h.request("r-2").Expires.Add(time.Hour)
	wantKinds(t, h.do(Expire{Request: "r-2"}))
	wantKinds(t, h.look(StateUnknown), "ExecutionDeferred")
	h.now = h.request("r-2").LookAgain
	wantKinds(t, h.look(StatePendingDeletion), "MutationIntended")
}

// A process that slept while it carried a rescue out finds its session over, or
// the time for another attempt: it tries once more all the same.
func TestARescueThatWasSleptThroughIsMadeAgain(t *testing.T) {
	tests := []struct {
		name string
		then func(*history)
	}{
		{"no session can be opened", func(h *history) { h.do(Settle{Operation: "op-2", Result: NotHappened}) }},
		{"its session has ended", func(h *history) {
			h.do(h.session("op-2"))
			h.do(Settle{Operation: "op-2", Result: Refused, Outcome: Outcome{Code: "Forbidden.NoPermission"}})
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := done(t, deletion, StateDisabled, StatePendingDeletion)
			h.do(rescueBy("gina", "r-2", cancellation, StatePendingDeletion))
			h.look(StatePendingDeletion)
			h.now = h.now.Add(time.Hour)
			tt.then(h)
			h.wantPhase("r-2", Approved)
			c := h.beginning("r-2", "op-3", facts(StatePendingDeletion))
			wantKinds(t, h.do(c), "MutationIntended")
			h.now = h.now.Add(time.Hour)
			h.do(Settle{Operation: "op-3", Result: NotHappened})
			h.wantPhase("r-2", Failed)
		})
	}
}

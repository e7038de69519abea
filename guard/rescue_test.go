package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A rescue is carried out at once: no audit, whatever role, people or channel
// look like.
func TestARescueIsCarriedOutAtOnce(t *testing.T) {
	h := done(t, deletion, StateDisabled, StatePendingDeletion)
	h.do(rescueBy("gina", "r-2", cancellation, StatePendingDeletion))
	h.wantOwed("Execute execute/r-2")
	c := Begin{Request: "r-2", Operation: Operation{ID: "op-2", Deadline: h.now.Add(time.Minute)}, Facts: facts(StatePendingDeletion)}
	wantKinds(t, h.do(c), "MutationIntended")
	h.do(h.session("op-2"))
	wantKinds(t, h.do(Settle{Operation: "op-2", Result: Happened, Facts: pointer(facts(StateEnabled))}),
		"MutationSettled", "WatchEnded", "RequestEnded", "VerificationRead")
	h.wantPhase("r-1", Done)
	h.wantPhase("r-2", Verifying)
	if h.state.Watch != nil || h.state.Facts.State != StateEnabled {
		t.Errorf("watch %+v, state %s; want none, Enabled", h.state.Watch, h.state.Facts.State)
	}
	told := map[NoticeKind]string{}
	for _, n := range h.state.Notices {
		told[n.Kind] = n.Request
	}
	if told[NoticeRescued] != "r-1" {
		t.Errorf("those who approved r-1 are not told: %v", told)
	}
	if _, twice := told[NoticeWatchEnded]; twice {
		t.Error("the end of the watch is told beside the result")
	}
}

// standing is an unsettled deletion, with a rescue that was asked for meanwhile.
func standing(t *testing.T) *history {
	h := executing(t, deletion, StateDisabled)
	h.do(Settle{Operation: "op-1", Why: "time-out"})
	h.do(rescueBy("gina", "r-2", cancellation, StateDisabled))
	h.wantPhase("r-2", Approved)
	h.wantOwed("Execute execute/r-2")
	return h
}

func (h *history) look(state KeyState) []Event {
	h.t.Helper()
	return h.do(h.beginning("r-2", "op-2", facts(state)))
}

// While it is not known whether the deletion happened, the rescue looks again
// and again, acts as soon as it must, and looks once more at the fence.
func TestAStandingRescueActsAsSoonAsItMust(t *testing.T) {
	h := standing(t)
	wantKinds(t, h.look(StateDisabled), "ExecutionDeferred")
	h.wantOwed()
	h.now = h.request("r-2").LookAgain
	h.wantOwed("Execute execute/r-2")
	wantKinds(t, h.look(StatePendingDeletion), "MutationIntended")
	h.do(h.session("op-2"))
	wantKinds(t, h.do(Settle{Operation: "op-2", Result: Happened, Facts: pointer(facts(StateEnabled))}), "MutationSettled", "VerificationRead")
	h.now = testTime.Add(2 * time.Minute)
	wantKinds(t, h.do(Settle{Operation: "op-1", Result: Happened, Facts: pointer(facts(StateEnabled))}), "MutationSettled", "RequestEnded")
	h.wantPhase("r-1", Done)
	if h.state.Watch != nil {
		t.Error("a deletion that was cancelled is watched")
	}
}

// A deletion that is settled after its cancellation is not watched, even where
// the key cannot be read at that moment.
func TestADeletionSettledAfterItsCancellation(t *testing.T) {
	h := standing(t)
	h.look(StatePendingDeletion)
	h.do(h.session("op-2"))
	h.do(Settle{Operation: "op-2", Result: Happened})
	h.now = testTime.Add(2 * time.Minute)
	h.do(Settle{Operation: "op-1", Result: Happened, Facts: pointer(facts(StateUnknown))})
	h.wantPhase("r-1", Done)
	if h.state.Watch != nil {
		t.Error("a deletion that was cancelled is watched")
	}
}

func TestAStandingRescueLooksAtTheFence(t *testing.T) {
	h := standing(t)
	var last time.Time
	for h.now.Before(testTime.Add(2 * time.Minute)) {
		wantKinds(t, h.look(StateDisabled), "ExecutionDeferred")
		last = h.request("r-2").LookAgain
		if !last.After(h.now) {
			t.Fatalf("looks again at %s, which is not later than %s", last, h.now)
		}
		h.now = last
	}
	if !last.Equal(testTime.Add(2 * time.Minute)) {
		t.Errorf("the last look is at %s, want the fence", last)
	}
}

func TestAStandingRescueWithNothingToUndo(t *testing.T) {
	h := standing(t)
	h.look(StateDisabled)
	h.now = testTime.Add(2 * time.Minute)
	h.do(Settle{Operation: "op-1", Result: NotHappened, Facts: pointer(facts(StateDisabled))})
	h.wantPhase("r-1", Failed)
	h.wantOwed("Execute execute/r-2")
	wantKinds(t, h.look(StateDisabled), "RequestEnded")
	h.wantPhase("r-2", Done)
	if got := h.request("r-2").EndReason; got != "nothing to undo: the key is Disabled" {
		t.Errorf("ended with %q", got)
	}
}

// A deletion that is settled as made wakes the rescue, even where a reading is
// behind.
func TestASettlementWakesTheRescue(t *testing.T) {
	h := standing(t)
	h.look(StateDisabled)
	h.now = h.now.Add(time.Second)
	h.do(Settle{Operation: "op-1", Result: Happened, Facts: pointer(facts(StatePendingDeletion))})
	h.wantOwed("Execute execute/r-2")
	wantKinds(t, h.look(StateDisabled), "ExecutionDeferred")
	h.now = h.now.Add(time.Minute)
	wantKinds(t, h.look(StatePendingDeletion), "MutationIntended")
}

func TestWhatARescueMeetsWhenItIsCarriedOut(t *testing.T) {
	tests := []struct {
		name  string
		read  KeyState
		kind  string
		phase Phase
	}{
		{"it is pending", StatePendingDeletion, "MutationIntended", Executing},
		{"somebody was faster", StateEnabled, "RequestEnded", Done},
		{"it has no material", StatePendingImport, "RequestEnded", Done},
		{"it cannot be read", StateUnknown, "ExecutionDeferred", Approved},
		{"it is gone", StateNotFound, "RequestEnded", Failed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := begin(t)
			h.do(rescueBy("gina", "r-2", cancellation, StatePendingDeletion))
			wantKinds(t, h.look(tt.read), tt.kind)
			h.wantPhase("r-2", tt.phase)
		})
	}
}

// rescueLost is a cancellation that was called, with no reply yet.
func rescueLost(t *testing.T) *history {
	h := begin(t)
	h.do(rescueBy("gina", "r-2", cancellation, StatePendingDeletion))
	h.look(StatePendingDeletion)
	h.do(h.session("op-2"))
	wantKinds(t, h.do(Settle{Operation: "op-2", Why: "time-out"}), "ReplyLost")
	h.wantOwed("Observe execute/r-2")
	return h
}

func TestARescueWithALostReply(t *testing.T) {
	enabled, pending, unknown := facts(StateEnabled), facts(StatePendingDeletion), facts(StateUnknown)
	tests := []struct {
		name  string
		when  Settle
		kinds []string
		owed  []string
	}{
		{"it shows", Settle{Result: Happened, Facts: &enabled}, []string{"MutationSettled", "VerificationRead"}, nil},
		{"the state alone shows it", Settle{Facts: &enabled}, []string{"MutationSettled", "VerificationRead"}, nil},
		{"it is still needed", Settle{Facts: &pending}, []string{"MutationSettled", "ExecutionDeferred"}, []string{"Execute execute/r-2"}},
		{"it is shown not to have happened", Settle{Result: NotHappened, Facts: &pending}, []string{"MutationSettled", "ExecutionDeferred"}, []string{"Execute execute/r-2"}},
		{"the key cannot be read", Settle{Facts: &unknown}, []string{"ReplyLost"}, nil},
		{"somebody disabled it meanwhile", Settle{Result: CannotTell, Facts: pointer(facts(StateDisabled))}, []string{"MutationSettled", "VerificationRead"}, nil},
		{"it was throttled", Settle{Result: Refused, Outcome: Outcome{Code: "Throttling.User"}}, []string{"MutationSettled", "ExecutionDeferred"}, []string{"Execute execute/r-2"}},
		{"it was refused", Settle{Result: Refused, Outcome: Outcome{Code: "Forbidden"}}, []string{"MutationSettled", "RequestEnded"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := rescueLost(t)
			tt.when.Operation = "op-2"
			wantKinds(t, h.do(tt.when), tt.kinds...)
			h.wantOwed(tt.owed...)
		})
	}
}

// A rescue is made again for a minute and then waits for its fence, so that a
// cloud that never answers is not called for ever.
func TestARescueIsNotMadeForEver(t *testing.T) {
	h := begin(t)
	h.do(rescueBy("gina", "r-2", cancellation, StatePendingDeletion))
	pending := facts(StatePendingDeletion)
	tries := 0
	for h.request("r-2").Phase == Approved && tries < 20 {
		tries++
		op := string(rune('a'-1+tries)) + "-op"
		h.do(h.beginning("r-2", op, pending))
		h.do(h.session(op))
		h.do(Settle{Operation: op, Result: NotHappened, Facts: &pending})
		if next := h.request("r-2").LookAgain; next.After(h.now) {
			h.now = next
		}
	}
	h.wantPhase("r-2", Executing)
	if tries != rescueRetries {
		t.Errorf("called %d times, want %d", tries, rescueRetries)
	}
	op := h.state.Operations[len(h.state.Operations)-1]
	h.now = op.Fence()
	h.wantOwed("Observe execute/r-2")
	h.do(Settle{Operation: op.ID, Result: NotHappened, Facts: &pending})
	h.wantPhase("r-2", Failed)
	h.do(RunAgain{Request: "r-2", By: person("hana")})
	h.wantOwed("Execute execute/r-2")
}

// Nor after a minute, however few the attempts were.
func TestARescueIsMadeAgainForAMinute(t *testing.T) {
	for after, want := range map[time.Duration]string{59 * time.Second: "MutationSettled", time.Minute: "ReplyLost"} {
		h := rescueLost(t)
		h.do(Settle{Operation: "op-2", Result: NotHappened, Facts: pointer(facts(StatePendingDeletion))})
		h.do(h.beginning("r-2", "op-3", facts(StatePendingDeletion)))
		h.do(h.session("op-3"))
		h.now = h.now.Add(after)
		if got := kindsOf(h.do(Settle{Operation: "op-3", Result: NotHappened, Facts: pointer(facts(StatePendingDeletion))}))[0]; got != want {
			t.Errorf("after %s: %s, want %s", after, got, want)
		}
	}
}

// A key that was Disabled before its deletion was scheduled is disabled again
// right after the cancellation, as its own intent.
func TestRestoreAfterCancel(t *testing.T) {
	h := done(t, deletion, StateDisabled, StatePendingDeletion)
	h.do(rescueBy("gina", "r-2", Plan{Action: Cancel, Restore: true}, StatePendingDeletion))
	h.look(StatePendingDeletion)
	h.do(h.session("op-2"))
	wantKinds(t, h.do(Settle{Operation: "op-2", Result: Happened, Facts: pointer(facts(StateEnabled))}),
		"MutationSettled", "WatchEnded", "RequestEnded", "RestoreOwed")
	if diff := cmp.Diff([]Work{Execute{Request: "r-2", Restore: true}}, h.works()); diff != "" {
		t.Errorf("owed (-want +got):\n%s", diff)
	}
	h.now = h.now.Add(48 * time.Hour) // a crash, and a long one: it does not expire
	h.wantOwed("Execute execute/r-2")
	h.do(h.beginning("r-2", "op-3", facts(StateEnabled)))
	op := h.state.Operation("op-3")
	if op.Call != DisableKey || op.Role != RescueRole || !op.Restore {
		t.Errorf("the operation is %s by %s, restore %v", op.Call, op.Role, op.Restore)
	}
	h.do(h.session("op-3"))
	h.do(Settle{Operation: "op-3", Result: Happened, Facts: pointer(facts(StateDisabled))})
	h.wantPhase("r-2", Verifying)
}

// A restore puts back an old disable; it is not a new one that one person may
// undo for another 7 days.
func TestARestoreKeepsTheDateOfTheDisable(t *testing.T) {
	h := done(t, deletion, StateDisabled, StatePendingDeletion)
	h.state.DisabledAt, h.state.DisabledBy = testTime.AddDate(0, -2, 0), "r-0"
	h.do(rescueBy("gina", "r-2", Plan{Action: Cancel, Restore: true}, StatePendingDeletion))
	h.look(StatePendingDeletion)
	h.do(h.session("op-2"))
	h.do(Settle{Operation: "op-2", Result: Happened})
	h.do(h.beginning("r-2", "op-3", facts(StateEnabled)))
	h.do(h.session("op-3"))
	h.do(Settle{Operation: "op-3", Result: Happened})
	if got := h.state.DisabledAt; !got.Equal(testTime.AddDate(0, -2, 0)) {
		t.Errorf("disabled at %s, want two months ago", got)
	}
}

func TestWhatARestoreMeets(t *testing.T) {
	tests := []struct {
		read  KeyState
		kind  string
		phase Phase
	}{
		{StateEnabled, "MutationIntended", Executing},
		{StateDisabled, "RequestEnded", Done},
		{StateUnknown, "ExecutionDeferred", Approved},
		{StatePendingDeletion, "RequestEnded", Failed},
	}
	for _, tt := range tests {
		t.Run(string(tt.read), func(t *testing.T) {
			h := begin(t)
			c := rescueBy("gina", "r-2", Plan{Action: Cancel, Restore: true}, StatePendingDeletion)
			c.DisabledAt = testTime.Add(-time.Hour)
			h.do(c)
			h.look(StatePendingDeletion)
			h.do(h.session("op-2"))
			h.do(Settle{Operation: "op-2", Result: Happened})
			wantKinds(t, h.do(h.beginning("r-2", "op-3", facts(tt.read))), tt.kind)
			h.wantPhase("r-2", tt.phase)
		})
	}
}

// works returns what is owed now, without messages.
func (h *history) works() []Work {
	owed, _ := Due(h.state, h.now)
	var works []Work
	for _, w := range owed {
		if _, message := w.(PostNotice); !message {
			works = append(works, w)
		}
	}
	return works
}

func TestAnEnableForgetsTheDisable(t *testing.T) {
	h := done(t, Plan{Action: Disable}, StateEnabled, StateDisabled)
	h.do(rescueBy("alice", "r-2", enabling, StateDisabled))
	h.look(StateDisabled)
	h.do(h.session("op-2"))
	h.do(Settle{Operation: "op-2", Result: Happened, Facts: pointer(facts(StateEnabled))})
	h.wantPhase("r-1", Done)
	if !h.state.DisabledAt.IsZero() || h.state.DisabledBy != "" {
		t.Errorf("still disabled at %s by %s", h.state.DisabledAt, h.state.DisabledBy)
	}
}

// A deletion whose reply was lost and that a rescue undid did happen, whatever
// the state shows at the fence; and it is never run again.
func TestWhatARescueUndidDidHappen(t *testing.T) {
	h := executing(t, deletion, StateDisabled)
	h.do(Settle{Operation: "op-1", Why: "reset"})
	h.do(rescueBy("gina", "r-2", cancellation, StatePendingDeletion))
	h.do(h.beginning("r-2", "op-2", facts(StatePendingDeletion)))
	h.do(h.session("op-2"))
	enabled := facts(StateEnabled)
	h.do(Settle{Operation: "op-2", Result: Happened, Facts: &enabled})
	h.now = h.now.Add(3 * time.Minute)
	h.do(Settle{Operation: "op-1", Result: NotHappened, Facts: &enabled})
	if got := h.state.Operation("op-1").Result; got != Happened {
		t.Errorf("the deletion is said to have %q", got)
	}
	h.wantPhase("r-1", Done)
	if h.state.Watch != nil {
		t.Error("a deletion that was cancelled is watched")
	}
}

// A rescue that found nothing to undo still forbids to run the deletion again.
func TestARescueForbidsToRunAgain(t *testing.T) {
	h := executing(t, deletion, StateDisabled)
	h.do(Settle{Operation: "op-1", Why: "reset"})
	h.do(rescueBy("gina", "r-2", cancellation, StateDisabled))
	h.now = h.now.Add(3 * time.Minute)
	h.do(Settle{Operation: "op-1", Result: NotHappened})
	h.do(h.beginning("r-2", "op-2", facts(StateDisabled)))
	h.wantPhase("r-2", Done)
	_, refusal := Decide(h.state, RunAgain{Request: "r-1", Input: "i", By: person("bob")}, h.policy, h.now)
	if !refusal.Has(CodeRescueStands) {
		t.Errorf("run again after a rescue is answered with %v", refusal)
	}
}

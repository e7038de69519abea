package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// How a deletion is settled, by when and by what was seen.
func TestSettlingADeletion(t *testing.T) {
	pending, disabled := facts(StatePendingDeletion), facts(StateDisabled)
	tests := []struct {
		name  string
		after time.Duration
		when  Settle
		kinds []string
		phase Phase
		owed  []string
	}{
		{"answered", 0, Settle{Result: Happened, Facts: &pending}, []string{"MutationSettled", "WatchStarted", "VerificationRead"}, Verifying, nil},
		{"answered, but not read back", 0, Settle{Result: Happened}, []string{"MutationSettled", "WatchStarted", "VerificationRead"}, Verifying, []string{"LookAfter verify/r-1"}},
		{"refused by the cloud", 0, Settle{Result: Refused, Outcome: Outcome{Code: "Forbidden.X"}}, []string{"MutationSettled", "RequestEnded"}, Failed, nil},
		{"the reply was lost", 0, Settle{Why: "time-out"}, []string{"ReplyLost"}, Executing, nil},
		{"nothing seen before the fence", time.Minute, Settle{Result: NotHappened, Facts: &disabled}, []string{"ReplyLost"}, Executing, nil},
		{"nothing seen at the fence", 2 * time.Minute, Settle{Result: NotHappened, Facts: &disabled}, []string{"MutationSettled", "RequestEnded"}, Failed, nil},
		{"seen at the fence", 2 * time.Minute, Settle{Result: Happened, Facts: &pending}, []string{"MutationSettled", "WatchStarted", "VerificationRead"}, Verifying, nil},
		{"seen to have been undone", 2 * time.Minute, Settle{Result: Happened, Facts: pointer(facts(StateEnabled))}, []string{"MutationSettled", "RequestEnded"}, Done, nil},
		{"cannot be told before the trail shows it", 3 * time.Minute, Settle{Result: CannotTell}, []string{"ReplyLost"}, Executing, nil},
		{"cannot be told", 15 * time.Minute, Settle{Result: CannotTell}, []string{"MutationSettled", "RequestEnded"}, NeedsOperator, nil},
		{"given up when it is late already", 40 * time.Minute, Settle{}, []string{"ReplyLost"}, Executing, []string{"Observe execute/r-1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := executing(t, deletion, StateDisabled)
			h.now = h.now.Add(tt.after)
			tt.when.Operation = "op-1"
			wantKinds(t, h.do(tt.when), tt.kinds...)
			h.wantPhase("r-1", tt.phase)
			h.wantOwed(tt.owed...)
			if tt.phase != Executing {
				wantKinds(t, h.do(tt.when)) // a second answer is nothing
			}
		})
	}
}

// A process that was asleep for a day has not looked yet, so that it does not know
// yet that nothing can be told.
func TestALostReplyIsLookedForOnceHoweverLate(t *testing.T) {
	pending := facts(StatePendingDeletion)
	tests := []struct {
		name  string
		look  Settle
		phase Phase
	}{
		{"the look shows it", Settle{Result: Happened, Facts: &pending}, Verifying},
		{"the look shows nothing", Settle{}, NeedsOperator},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := executing(t, deletion, StateDisabled)
			h.now = h.now.Add(24 * time.Hour)
			wantKinds(t, h.do(Settle{Operation: "op-1", Why: "time-out"}), "ReplyLost")
			h.wantOwed("Observe execute/r-1")
			tt.look.Operation = "op-1"
			h.do(tt.look)
			h.wantPhase("r-1", tt.phase)
		})
	}
}

// When an operation of which nothing was heard is looked at.
func TestWhenAnOperationIsObserved(t *testing.T) {
	fence, session := testTime.Add(2*time.Minute), testTime.Add(15*time.Minute)
	op := Operation{ID: "op-1", Request: "r-1", Role: DestroyRole, Intended: testTime, Deadline: fence, FenceProven: true, AccessKeyID: "STS.1", SessionExpires: session}
	tests := []struct {
		name  string
		alter func(*Operation)
		want  time.Time
	}{
		{"its end is enforced", func(*Operation) {}, fence},
		{"its end is not enforced", func(op *Operation) { op.FenceProven = false }, session.Add(time.Minute)},
		{"it has no session", func(op *Operation) { op.AccessKeyID = "" }, testTime},
		{"it is a rescue", func(op *Operation) { op.Role = RescueRole }, testTime},
		{"its reply was lost", func(op *Operation) { op.Lost, op.LookAt = true, testTime.Add(time.Hour) }, testTime.Add(time.Hour)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			op := op
			tt.alter(&op)
			s := State{Operations: []Operation{op}}
			if owed, next := Due(s, tt.want.Add(-1)); len(owed) != 0 || !next.Equal(tt.want) {
				t.Errorf("before %s: owed %v, next %s", tt.want, owed, next)
			}
			owed, _ := Due(s, tt.want)
			if diff := cmp.Diff([]Work{Observe{Operation: "op-1", Request: "r-1"}}, owed); diff != "" {
				t.Errorf("owed (-want +got):\n%s", diff)
			}
		})
	}
}

// A call before which no session was recorded was never made.
func TestWithoutASessionNothingHappened(t *testing.T) {
	h := approved(t, deletion, StateDisabled)
	h.do(h.beginning("r-1", "op-1", facts(StateDisabled)))
	h.wantOwed("Observe execute/r-1")
	wantKinds(t, h.do(Settle{Operation: "op-1"}), "MutationSettled", "RequestEnded")
	h.wantPhase("r-1", Failed)
}

func TestALostReplyIsToldOnce(t *testing.T) {
	h := executing(t, deletion, StateDisabled)
	h.do(Settle{Operation: "op-1", Why: "time-out"})
	if got := h.state.Operation("op-1").LookAt; !got.Equal(testTime.Add(2 * time.Minute)) {
		t.Errorf("looked at %s, want at the fence", got)
	}
	h.now = h.now.Add(2 * time.Minute)
	h.wantOwed("Observe execute/r-1")
	h.do(Settle{Operation: "op-1", Why: "the key could not be read"})
	h.wantOwed()
	lost := 0
	for _, n := range h.state.Notices {
		if n.Kind == NoticeLost {
			lost++
		}
	}
	if lost != 1 {
		t.Errorf("told %d times, want once", lost)
	}
}

// The watch begins with the date of the cloud, or with what was asked for.
func TestTheWatchOfADeletion(t *testing.T) {
	h := done(t, deletion, StateDisabled, StatePendingDeletion)
	end := testTime.AddDate(0, 0, 7)
	want := &PendingWatch{
		Request: "r-1", Started: testTime, DeleteDate: end, Channel: "C0KEYS", Escalation: "C0ESCALATE", Notify: testRule().Approvers,
		Reminders: []time.Time{
			testTime.Add(84 * time.Hour), end.Add(-72 * time.Hour), end.Add(-24 * time.Hour), end.Add(-4 * time.Hour), end.Add(-time.Hour),
		},
	}
	if diff := cmp.Diff(want, h.state.Watch); diff != "" {
		t.Errorf("watch (-want +got):\n%s", diff)
	}
	if !h.state.DisabledBeforeSchedule {
		t.Error("it is not known that the key was Disabled before")
	}
	h = executing(t, Plan{Action: Delete, WindowDays: 9}, StateEnabled)
	h.do(Settle{Operation: "op-1", Result: Happened})
	if got := h.state.Watch.DeleteDate; !got.Equal(testTime.AddDate(0, 0, 9)) {
		t.Errorf("watched until %s, want 9 days", got)
	}
}

func TestADisableIsRemembered(t *testing.T) {
	h := done(t, Plan{Action: Disable, Contained: true}, StateEnabled, StateDisabled)
	got := []any{h.state.DisabledAt, h.state.DisabledBy, h.state.Contained}
	if diff := cmp.Diff([]any{testTime, "r-1", true}, got); diff != "" {
		t.Errorf("remembered (-want +got):\n%s", diff)
	}
}

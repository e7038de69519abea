package guard

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What each action meets in each state, cell by cell. "" proceeds.
func TestEveryActionInEveryState(t *testing.T) {
	states := []KeyState{
		StateEnabled, StateDisabled, StatePendingDeletion, StatePendingImport, StateDeleted, StateNotFound, StateUnknown, "Strange",
	}
	want := map[Action][]string{
		Disable: {"", CodeAlreadyDisabled, CodeCancelFirst, CodePendingImport, CodeGone, CodeNotFound, CodeStateUnknown, CodeStateUnknown},
		Delete:  {"", "", CodeAlreadyScheduled, CodePendingImport, CodeGone, CodeNotFound, CodeStateUnknown, CodeStateUnknown},
		Enable:  {CodeNothingToDo, "", CodeCancelFirst, CodePendingImport, CodeGone, CodeNotFound, CodeStateUnknown, CodeStateUnknown},
		Cancel:  {CodeNothingToDo, CodeNothingToDo, "", CodePendingImport, CodeTooLate, CodeNotFound, CodeStateUnknown, CodeStateUnknown},
		Rotate:  {"", CodeNotEnabled, CodeNotEnabled, CodePendingImport, CodeGone, CodeNotFound, CodeStateUnknown, CodeStateUnknown},
	}
	for _, action := range Actions() {
		for i, state := range states {
			t.Run(string(action)+" when "+string(state), func(t *testing.T) {
				got := ""
				if why := permit(State{}, Plan{Action: action}, facts(state)); why != nil {
					got = why.Code
					checkWording(t, *why)
				}
				if diff := cmp.Diff(want[action][i], got); diff != "" {
					t.Errorf("permit (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// A cell that proceeds opens a request, any other does not.
func TestOpenFollowsThePermits(t *testing.T) {
	plans := map[Action]Plan{
		Disable: {Action: Disable}, Delete: {Action: Delete}, Enable: {Action: Enable}, Cancel: {Action: Cancel},
		Rotate: {Action: Rotate, Rotation: RotateNow},
	}
	for action, row := range permits {
		for state, meets := range row {
			t.Run(string(action)+" when "+string(state), func(t *testing.T) {
				c := rescueBy("gina", "r-1", plans[action], state)
				if !action.Rescue() {
					c = open("r-1", plans[action], state)
				}
				c.DisabledAt = testTime
				h := begin(t)
				_, refusal := h.try(c)
				why := meets(facts(state))
				if (why == nil) != (refusal == nil) || why != nil && !refusal.Has(why.Code) {
					t.Errorf("refused with %v, want %v", refusal, why)
				}
			})
		}
	}
}

// The ledger tells a key that is gone from one that was never there, and knows
// what a rescue is needed for when the cloud cannot be read.
func TestWhatTheLedgerKnows(t *testing.T) {
	watched := State{Watch: &PendingWatch{}}
	tests := []struct {
		name   string
		state  State
		action Action
		read   KeyState
		want   string
	}{
		{"disable a key that is gone", State{Gone: true}, Disable, StateNotFound, CodeGone},
		{"cancel for a key that is gone", State{Gone: true}, Cancel, StateNotFound, CodeTooLate},
		{"cancel for a pending key that is not there any more", watched, Cancel, StateNotFound, CodeTooLate},
		{"cancel for a pending key that cannot be read", watched, Cancel, StateUnknown, ""},
		{"enable for a pending key that cannot be read", watched, Enable, StateUnknown, CodeStateUnknown},
		{"enable for a disabled key that cannot be read", State{DisabledAt: testTime}, Enable, StateUnknown, ""},
		{"delete for a pending key that cannot be read", watched, Delete, StateUnknown, CodeStateUnknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if why := permit(tt.state, Plan{Action: tt.action}, facts(tt.read)); why != nil {
				got = why.Code
			}
			if got != tt.want {
				t.Errorf("permit = %q, want %q", got, tt.want)
			}
		})
	}
}

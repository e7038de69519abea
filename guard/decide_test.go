package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The main job, from the wish to the key that is gone.
func TestADeletionFromWishToEnd(t *testing.T) {
	h := begin(t)
	h.do(open("r-1", Plan{Action: Delete, WindowDays: 7}, StateDisabled))
	h.wantOwed("RunAudit audit/r-1")
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now, dependency("d-1", AtRest))})
	h.wantOwed()
	h.do(Dispose{Request: "r-1", Input: "i", By: person("alice"), Kind: Migrated, Keys: []string{"ecs-disk/1234567890123456/cn-hangzhou/d-1"}, Why: "copied"})
	for i, n := range []int{1, 2, 3, 4, 5} {
		h.wantPhase("r-1", Awaiting)
		h.do(h.confirm(crowd[i], n))
	}
	h.wantPhase("r-1", Approved)
	h.wantOwed("Execute execute/r-1")
	wantKinds(t, h.do(h.beginning("r-1", "op-1", facts(StateDisabled))), "MutationIntended")
	h.do(h.session("op-1"))
	h.wantOwed()
	wantKinds(t, h.do(Settle{Operation: "op-1", Result: Happened, Facts: pointer(facts(StatePendingDeletion))}),
		"MutationSettled", "WatchStarted", "VerificationRead")
	h.wantPhase("r-1", Verifying)
	h.now = h.now.Add(time.Minute)
	h.wantOwed("LookAfter verify/r-1")
	h.do(Verify{Request: "r-1", Verification: Verification{
		Trail: Check{Result: CheckSeen}, Metrics: Check{Result: CheckSeen}, Refusals: Check{Result: CheckNone},
	}})
	h.wantPhase("r-1", Done)
	h.now = testTime.AddDate(0, 0, 7).Add(-24 * time.Hour)
	h.wantOwed("ReadWatch watch")
	wantKinds(t, h.do(Watch{Facts: facts(StatePendingDeletion), Reminder: "rem-1"}), "ReminderGiven")
	h.now = testTime.AddDate(0, 0, 7)
	wantKinds(t, h.do(Watch{Facts: facts(StateNotFound)}), "WatchEnded")
	if !h.state.Gone {
		t.Error("the key is not known to be gone")
	}
	h.wantOwed()
}

// Every message of a deletion, in the order in which it is owed.
func TestMessagesOfADeletion(t *testing.T) {
	h := done(t, Plan{Action: Delete}, StateEnabled, StatePendingDeletion)
	var ids []string
	for _, n := range h.state.Notices {
		ids = append(ids, n.ID)
	}
	want := []string{
		"r-1/parent/1", "r-1/opened-reply/1", "r-1/audit/1", "r-1/checklist/1", "r-1/statements/1",
		"r-1/executing/1", "r-1/result/1", "r-1/verified/1", "r-1/witness/1",
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

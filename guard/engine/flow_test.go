package engine_test

import (
	"testing"
	"time"

	"kmsguard/guard"
)

var (
	deletion = guard.Plan{Action: guard.Delete, WindowDays: 7}
	disable  = guard.Plan{Action: guard.Disable}
)

// A deletion from the wish to the day on which the key is gone.
func TestADeletionToItsEnd(t *testing.T) {
	h := newHouse(t, inState("Disabled"))
	h.ask("alice", deletion)
	h.confirmAll("r-1")
	h.advance(time.Minute)
	h.wantCloud(guard.StatePendingDeletion)
	h.wantEffects(guard.ScheduleKeyDeletion, 1)
	h.advance(20 * time.Minute)
	h.wantPhase("r-1", guard.Done)
	h.advance(8 * 24 * time.Hour)
	h.wantCloud(guard.StateDeleted)
	h.wantPosted(guard.NoticeReminder, 5)
	h.wantPosted(guard.NoticeEscalation, 2)
	h.wantPosted(guard.NoticeWatchEnded, 1)
}

package view_test

import (
	"testing"
	"time"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

func changesMade(t testing.TB, w words) map[string]view.Message {
	c := scene(made.Add(2 * time.Minute))
	through := func(p guard.Plan, after guard.KeyState) *story {
		return tell(t, w).opened(p).audited().confirmed(1, 2, 3, 4).approved().begun().happened(after)
	}
	rescue := func(a guard.Action) *story {
		return tell(t, w).opened(guard.Plan{Action: a}).ticked().approved().begun().happened(guard.StateEnabled)
	}
	return map[string]view.Message{
		"executing":        tell(t, w).opened(deletion()).audited().approved().begun().last(guard.NoticeExecuting, c),
		"result_delete":    tell(t, w).scheduled().last(guard.NoticeResult, c),
		"result_cancelled": tell(t, w).scheduled().cancelled().last(guard.NoticeResult, c),
		"result_disable":   through(guard.Plan{Action: guard.Disable}, guard.StateDisabled).last(guard.NoticeResult, c),
		"result_rotate":    through(guard.Plan{Action: guard.Rotate, Rotation: guard.RotateNow}, guard.StateEnabled).last(guard.NoticeResult, c),
		"result_cancel":    rescue(guard.Cancel).last(guard.NoticeResult, c),
		"result_enable":    rescue(guard.Enable).last(guard.NoticeResult, c),
		"verified":         tell(t, w).scheduled().last(guard.NoticeVerified, c),
		"rescued":          rescuedStory(t, w).last(guard.NoticeRescued, c),
	}
}

// rescuedStory schedules a deletion and cancels it by a second request.
func rescuedStory(t testing.TB, w words) *story {
	st := tell(t, w).scheduled()
	at := made.Add(48 * time.Hour)
	st.add(guard.RequestOpened{
		Request: "r-2", Plan: guard.Plan{Action: guard.Cancel}, Requester: "U0BOB", Facts: st.s.Facts, Rule: rule(), Channel: "C0KEYS", At: at, Expires: at.Add(24 * time.Hour),
	})
	f := st.s.Facts
	f.State, f.DeleteDate, f.ReadAt = guard.StateEnabled, time.Time{}, at
	return st.add(
		guard.MutationIntended{Operation: guard.Operation{ID: "op-2", Request: "r-2", Key: key, Call: guard.CancelKeyDeletion, Role: guard.RescueRole, Intended: at, Before: st.s.Facts}},
		guard.MutationSettled{Operation: "op-2", Result: guard.Happened, Facts: &f, At: at},
	)
}

func changesNotMade(t testing.TB, w words) map[string]view.Message {
	c := scene(made.Add(2 * time.Minute))
	begun := func() *story {
		return tell(t, w).opened(deletion()).audited().confirmed(1, 2, 3, 4, 5).approved().begun()
	}
	refused := guard.Outcome{Code: "Forbidden.DeletionProtection", Message: w.end, RequestID: "8F2C-11", Evidence: "The cloud refused the call: deletion protection is on."}
	operator := func() *story {
		return begun().lost().settled(guard.CannotTell, guard.Outcome{Evidence: "the key is PendingImport"}, guard.NeedsOperator)
	}
	said := guard.WordGiven{Request: first, By: "U0BOB", Word: w.settled, At: made.Add(time.Hour)}
	return map[string]view.Message{
		"lost":         begun().lost().last(guard.NoticeLost, c),
		"lost_settled": begun().lost().happened(guard.StatePendingDeletion).last(guard.NoticeLost, c),
		"failed":       begun().lost().settled(guard.NotHappened, guard.Outcome{Evidence: "the key is Enabled"}, guard.Failed).last(guard.NoticeFailed, c),
		"failed_final": begun().settled(guard.Refused, refused, guard.Failed).last(guard.NoticeFailed, c),
		"operator":     operator().last(guard.NoticeOperator, c),
		"word":         operator().add(said).last(guard.NoticeWord, c),
		"deferred":     tell(t, w).opened(deletion()).audited().approved().add(guard.ExecutionDeferred{Request: first, Why: w.end, LookAt: made, At: start}).last(guard.NoticeDeferred, c),
		"resumed":      begun().add(guard.WorkResumed{Request: first, Left: guard.Leftovers{Outcome: true, Messages: 2}, At: made}).last(guard.NoticeResumed, c),
		"rejected":     tell(t, w).opened(deletion()).ended(guard.Rejected, "U0BOB").last(guard.NoticeEnded, c),
		"withdrawn":    tell(t, w).opened(deletion()).ended(guard.Withdrawn, alice).last(guard.NoticeEnded, c),
		"expired":      tell(t, w).opened(deletion()).ended(guard.Expired, "").last(guard.NoticeEnded, c),
	}
}

func watches(t testing.TB, w words) map[string]view.Message {
	c := scene(made.AddDate(0, 0, 6))
	find := func() *story {
		f := tell(t, w).facts()
		f.State, f.DeleteDate = guard.StatePendingDeletion, start.AddDate(0, 0, 9)
		return tell(t, w).add(guard.WatchStarted{DeleteDate: f.DeleteDate, Facts: f, Channel: "C0KEYS", Escalation: "C0INCIDENT", Actor: w.use, Notify: rule().Approvers, At: start})
	}
	unread := tell(t, w).scheduled()
	unread.add(guard.ReminderGiven{Reminder: guard.Reminder{
		ID: "rem-2", DeleteDate: unread.s.Watch.DeleteDate, Dependents: -1, Problem: w.why, At: unread.s.Watch.DeleteDate.Add(-84 * time.Hour),
	}})
	return map[string]view.Message{
		"reminder":             tell(t, w).scheduled().reminded().last(guard.NoticeReminder, c),
		"reminder_unread":      unread.last(guard.NoticeReminder, c),
		"reminder_cancelled":   tell(t, w).scheduled().reminded().cancelled().last(guard.NoticeReminder, c),
		"escalation":           tell(t, w).scheduled().reminded().last(guard.NoticeEscalation, c),
		"watch_found":          find().last(guard.NoticeWatchFound, c),
		"watch_moved":          find().add(guard.WatchRead{DeleteDate: start.AddDate(0, 0, 12), At: start.Add(time.Hour)}).last(guard.NoticeWatchMoved, c),
		"watch_ended":          find().add(guard.WatchEnded{State: guard.StateEnabled, At: start.Add(time.Hour)}).last(guard.NoticeWatchEnded, c),
		"watch_ended_deletion": find().add(guard.WatchEnded{State: guard.StateDeleted, At: start.AddDate(0, 0, 9)}).last(guard.NoticeWatchEnded, c),
	}
}

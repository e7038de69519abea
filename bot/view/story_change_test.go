package view_test

import (
	"time"

	"kmsguard/guard"
)

const operation = "op-7Q4X2M9K"

// made is when the one call of a story is made.
var made = start.Add(19 * time.Minute)

func (st *story) begun() *story {
	r := st.s.Request(first)
	op := guard.Operation{
		ID: operation, Request: first, Key: key, WindowDays: r.Plan.WindowDays, RotationDays: r.Plan.RotationDays, Intended: made,
		Deadline: made.Add(15 * time.Minute), FenceProven: true, Before: st.s.Facts,
	}
	op.Call, op.Role = guard.CallFor(r.Plan, false)
	return st.add(guard.MutationIntended{Operation: op}, guard.SessionOpened{
		Operation: operation, AccessKeyID: "STS.NExample", Expires: made.Add(15 * time.Minute), At: made,
	})
}

// happened settles the call: the key is read back in the state that follows.
func (st *story) happened(state guard.KeyState) *story {
	f := st.s.Facts
	f.State, f.ReadAt = state, made.Add(7*time.Second)
	e := guard.MutationSettled{Operation: operation, Result: guard.Happened, Outcome: guard.Outcome{RequestID: "8F2C-11"}, Facts: &f, At: made.Add(5 * time.Second)}
	if state != guard.StatePendingDeletion {
		return st.add(e)
	}
	f.DeleteDate = made.AddDate(0, 0, st.s.Request(first).Plan.WindowDays)
	return st.add(e, guard.WatchStarted{
		Request: first, DeleteDate: f.DeleteDate, Facts: f, Channel: "C0KEYS", Escalation: "C0INCIDENT", Notify: rule().Approvers, At: e.At,
		Reminders: []time.Time{f.DeleteDate.Add(-24 * time.Hour), f.DeleteDate.Add(-4 * time.Hour)},
	})
}

func (st *story) looked() *story {
	at := made.Add(time.Minute)
	return st.add(guard.VerificationRead{Request: first, At: at, Verification: guard.Verification{
		State:    guard.Check{Result: guard.CheckSeen, Detail: "PendingDeletion", At: at},
		Trail:    guard.Check{Result: guard.CheckWaiting, Detail: "events are up to 10 minutes late", At: at},
		Refusals: guard.Check{Result: guard.CheckAlarm, Detail: "2 refused, last Decrypt by " + st.w.use, At: at},
		Metrics:  guard.Check{Result: guard.CheckUnreadable, Detail: st.w.why, At: at},
		Due:      at.Add(2 * time.Minute), Deadline: at.Add(15 * time.Minute),
	}})
}

// lost leaves the call without a reply.
func (st *story) lost() *story {
	return st.add(guard.ReplyLost{Operation: operation, Why: "the connection was reset.", LookAt: made.Add(15 * time.Minute), At: made.Add(10 * time.Second)})
}

func (st *story) settled(result guard.Result, o guard.Outcome, phase guard.Phase) *story {
	at := made.Add(16 * time.Minute)
	return st.add(
		guard.MutationSettled{Operation: operation, Result: result, Outcome: o, At: at},
		guard.RequestEnded{Request: first, Phase: phase, Reason: o.Evidence, At: at},
	)
}

func (st *story) ended(phase guard.Phase, by string) *story {
	return st.add(guard.RequestEnded{Request: first, Phase: phase, By: by, Reason: st.w.end, At: start.Add(time.Hour)})
}

// reminded gives the reminder of a day before the end.
func (st *story) reminded() *story {
	due := st.s.Watch.DeleteDate.Add(-24 * time.Hour)
	uses := []guard.Use{
		{At: due.Add(-9 * time.Hour), Event: "Decrypt", By: st.w.use, From: "10.0.3.7", Refused: true, Code: "Rejected.Disabled"},
		{At: due.Add(-8 * time.Hour), Event: "Decrypt", By: st.w.use, From: "10.0.3.7", Refused: true, Code: "Rejected.Disabled"},
	}
	return st.add(guard.ReminderGiven{Reminder: guard.Reminder{
		ID: "rem-1", Due: due, DeleteDate: st.s.Watch.DeleteDate, Left: guard.Offset{Before: 24 * time.Hour}, Mention: true, Escalate: true,
		Dependents: 2, Changes: []guard.Change{{Kind: guard.ChangeNew, What: "ecs-disk " + st.w.resource + ", " + st.w.detail}}, More: 3, Uses: uses, UsesKnown: true, At: due,
	}})
}

// scheduled tells a whole deletion up to its pending window.
func (st *story) scheduled() *story {
	return st.opened(deletion()).audited().disposed().confirmed(1, 2, 3, 4, 5).approved().begun().happened(guard.StatePendingDeletion).looked()
}

// cancelled ends the pending window by a rescue made here.
func (st *story) cancelled() *story {
	at := made.Add(48 * time.Hour)
	st.add(guard.WatchEnded{State: guard.StateEnabled, By: "U0BOB", Request: "r-2", At: at})
	st.s.Facts.ReadAt = at
	return st
}

package view_test

import (
	"testing"
	"time"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

func replies(t testing.TB, w words) map[string]view.Message {
	c := scene(made.Add(2 * time.Minute))
	no := guard.Refusal{Reasons: []guard.Reason{
		{Code: guard.CodeOwnRequest, Text: "You asked for this deletion, so you may not confirm it.", Hint: "You can withdraw it."},
		{Code: guard.CodeWrongText, Text: w.end, Hint: ""},
	}}
	refused := guard.ActionRefused{By: alice, Input: "in-1", Request: first, Wish: "confirm statement 3", Refusal: no, Reply: guard.ReplyTo{User: alice}, At: start}
	open := tell(t, w).opened(deletion()).audited()
	pending := tell(t, w).scheduled()
	listed := view.Open{Key: key, Facts: open.s.Facts, Request: *open.s.Request(first)}
	return map[string]view.Message{
		"opened_reply":   open.last(guard.NoticeOpenedReply, c),
		"reply":          tell(t, w).opened(deletion()).add(refused).last(guard.NoticeReply, c),
		"refusal":        view.Refusal(no),
		"refusal_silent": view.Refusal(guard.Refusal{}),
		"status":         view.Status(open.s, c),
		"status_pending": view.Status(pending.s, c),
		"status_unknown": view.Status(guard.State{}, c),
		"pending":        view.Pending([]guard.State{pending.s}, c),
		"pending_none":   view.Pending(nil, c),
		"requests":       view.Requests([]view.Open{listed}, c),
		"requests_none":  view.Requests(nil, c),
		"log":            view.Log(key, record(t, w), c),
		"log_none":       view.Log(key, nil, c),
		"help":           view.Help(c),
		"sweep_reply":    view.SweepReply(swept(t, w), c),
		"continue":       view.Continue(open.s, first, c),
		"seen":           view.Seen(pending.s, "U0BOB", c),
	}
}

// swept is a sweep of two keys that share a bucket; of the second not everything could be read.
func swept(t testing.TB, w words) []guard.Audit {
	one := tell(t, w).audit(deletion())
	two := pausedAudit(tell(t, w)).Audit
	two.Key.Ref.ID, two.Dependencies = "key-hzz650other", two.Dependencies[:1]
	return []guard.Audit{one, two}
}

// record holds one event of each kind.
func record(t testing.TB, w words) []guard.Record {
	st := tell(t, w)
	a := st.audit(deletion())
	events := []guard.Event{
		guard.RequestOpened{Request: first, Plan: deletion(), Requester: alice, Reason: w.reason},
		guard.AuditRequested{Request: first, By: "U0BOB"}, guard.AuditPaused{Request: first, Audit: a, RetryAt: start},
		guard.AuditRecorded{Request: first, Audit: a, DecisionDigest: "3f9a61c0b7d24455"}, guard.AuditViewed{Request: first, By: "U0BOB"},
		guard.DispositionGiven{Request: first, Dispositions: []guard.Disposition{{}}},
		guard.StatementGiven{Request: first, Confirmation: guard.Confirmation{Statement: 3, By: "U0BOB"}},
		guard.StatementsVoided{Request: first, Statements: []int{2, 4}, Changes: []guard.Change{{Kind: "new", What: w.resource}, {}}},
		guard.RequestApproved{Request: first}, guard.ExecutionDeferred{Request: first, Why: w.end}, guard.WordGiven{Request: first, By: "U0BOB", Word: w.settled},
		guard.WorkResumed{Request: first, Left: guard.Leftovers{Audit: true}},
		guard.RequestExtended{Request: first, By: "U0BOB", Expires: start}, guard.RequestEnded{Request: first, Phase: guard.Rejected, By: "U0BOB", Reason: w.end},
		guard.MutationIntended{Operation: guard.Operation{ID: operation, Call: guard.ScheduleKeyDeletion}}, guard.SessionOpened{Operation: operation, AccessKeyID: "STS.NExample"},
		guard.ReplyLost{Operation: operation}, guard.MutationSettled{Operation: operation, Result: guard.Refused, Outcome: guard.Outcome{Code: "Forbidden"}},
		guard.RestoreOwed{Request: first}, guard.VerificationRead{Request: first, Verification: guard.Verification{State: guard.Check{Result: guard.CheckSeen}}},
		guard.WatchStarted{DeleteDate: start.AddDate(0, 0, 7)}, guard.WatchRead{DeleteDate: start.AddDate(0, 0, 7)},
		guard.ReminderGiven{Reminder: guard.Reminder{DeleteDate: start.AddDate(0, 0, 1), At: start}}, guard.WatchEnded{State: guard.StateEnabled, By: w.use},
		guard.ActionRefused{By: alice, Wish: w.reason, Refusal: guard.Refusal{Reasons: []guard.Reason{{Code: guard.CodeWindow}}}},
		guard.NoticeIntended{}, guard.NoticePosted{},
	}
	var records []guard.Record
	for i, e := range events {
		records = append(records, guard.Record{Seq: uint64(i + 1), Stream: key.Stream(), Version: uint64(i + 1), At: start.Add(time.Duration(i) * time.Minute), Event: e})
	}
	return records
}

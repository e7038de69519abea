package view_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// messages renders every kind of message, in the states in which it reads differently, with the texts of w.
func messages(t testing.TB, w words) map[string]view.Message {
	all := map[string]view.Message{}
	for _, more := range []map[string]view.Message{parents(t, w), audits(t, w), statementMessages(t, w), changesMade(t, w), changesNotMade(t, w), watches(t, w), replies(t, w), ofTheLedger(t, w)} {
		maps.Copy(all, more)
	}
	return all
}

func parents(t testing.TB, w words) map[string]view.Message {
	c := scene(start.Add(time.Minute))
	busy := c
	busy.Progress = &guard.Step{
		Done: 9, Total: 14, What: "ecs-disk in " + w.detail, Calls: 341, Throttled: 7, Left: 40 * time.Second,
		Categories: []guard.CategoryStep{
			{Category: guard.OSS, Done: 2, Total: 2, Calls: 12, Found: 1}, {Category: guard.ECSDisk, Done: 3, Total: 5, Calls: 300, Throttled: 7},
			{Category: guard.RDS, Total: 2}, {Category: guard.Secret, Done: 1, Total: 1, Calls: 3},
		},
	}
	parent := func(st *story, c view.Scene) view.Message { return st.last(guard.NoticeParent, c) }
	asked := func() *story { return tell(t, w).opened(deletion()) }
	return map[string]view.Message{
		"parent_auditing":   parent(asked(), busy),
		"parent_again":      parent(asked().audited().add(guard.AuditRequested{Request: first, By: "U0BOB", At: start}), busy),
		"parent_paused":     parent(asked().add(pausedAudit(tell(t, w))), c),
		"parent_outdated":   parent(asked().add(outdatedAudit(tell(t, w))), c),
		"parent_waiting":    parent(asked().audited().disposed().confirmed(1, 2), c),
		"parent_approved":   parent(asked().audited().disposed().confirmed(1, 2, 3, 4, 5).approved(), c),
		"parent_deferred":   parent(asked().audited().approved().add(guard.ExecutionDeferred{Request: first, Why: "The channel could not be read.", LookAt: made, At: start}), c),
		"parent_executing":  parent(asked().audited().approved().begun(), c),
		"parent_lost":       parent(asked().audited().approved().begun().lost(), c),
		"parent_scheduled":  parent(tell(t, w).scheduled(), c),
		"parent_cancelled":  parent(tell(t, w).scheduled().cancelled(), c),
		"parent_destroyed":  parent(tell(t, w).scheduled().add(guard.WatchEnded{State: guard.StateDeleted, At: made.AddDate(0, 0, 7)}), c),
		"parent_rejected":   parent(asked().audited().ended(guard.Rejected, "U0BOB"), c),
		"parent_withdrawn":  parent(asked().ended(guard.Withdrawn, alice), c),
		"parent_expired":    parent(asked().ended(guard.Expired, ""), c),
		"parent_failed":     parent(asked().audited().approved().begun().lost().settled(guard.NotHappened, guard.Outcome{Evidence: "the key is Enabled"}, guard.Failed), c),
		"parent_operator":   parent(asked().audited().approved().begun().lost().settled(guard.CannotTell, guard.Outcome{Evidence: "the key is PendingImport"}, guard.NeedsOperator), c),
		"parent_disabled":   parent(tell(t, w).opened(guard.Plan{Action: guard.Disable}).audited().approved().begun().happened(guard.StateDisabled), c),
		"parent_rotating":   parent(tell(t, w).opened(guard.Plan{Action: guard.Rotate, Rotation: guard.RotateEvery, RotationDays: 90}).audited(), c),
		"parent_cancelling": parent(tell(t, w).opened(guard.Plan{Action: guard.Cancel}).ticked().approved(), c),
	}
}

// pausedAudit is an audit in which RDS could not be read.
func pausedAudit(st *story) guard.AuditPaused {
	a := st.audit(deletion())
	for i := range a.Coverage {
		if a.Coverage[i].Category == guard.RDS {
			a.Coverage[i].Status, a.Coverage[i].Reason, a.Coverage[i].Code = guard.StatusIncomplete, "no permission", "Forbidden.RAM"
		}
	}
	return guard.AuditPaused{Request: first, Audit: a, RetryAt: start.Add(28 * time.Minute), At: start.Add(2 * time.Minute)}
}

// outdatedAudit is an audit that lacks nothing and took longer than it may be old.
func outdatedAudit(st *story) guard.AuditPaused {
	a := st.audit(deletion())
	a.Started, a.Finished = start, start.Add(16*time.Minute)
	return guard.AuditPaused{Request: first, Audit: a, RetryAt: start.Add(28 * time.Minute), At: start.Add(16 * time.Minute)}
}

func audits(t testing.TB, w words) map[string]view.Message {
	c := scene(start.Add(3 * time.Minute))
	st := tell(t, w)
	empty := st.audit(deletion())
	empty.Dependencies, empty.NotCovered, empty.Key.State = nil, nil, guard.StateDisabled
	empty.Coverage = empty.Coverage[1:]
	empty.LastUse = guard.LastUse{Known: true, Horizon: start.AddDate(0, 0, -90)}
	asked := func() *story { return tell(t, w).opened(deletion()) }
	gone := guard.AuditRecorded{
		Request: first, Audit: empty, DecisionDigest: "3f9a61c0b7d2", At: start.Add(time.Hour),
		Gone: []guard.Change{{Kind: guard.ChangeGone, What: "oss " + w.resource + ", at rest"}},
	}
	before := st.audit(guard.Plan{Action: guard.Disable})
	return map[string]view.Message{
		"audit":         asked().audited().last(guard.NoticeAudit, c),
		"audit_ended":   asked().audited().ended(guard.Withdrawn, alice).last(guard.NoticeAudit, c),
		"audit_empty":   asked().auditedWith(empty).last(guard.NoticeAudit, c),
		"audit_disable": tell(t, w).opened(guard.Plan{Action: guard.Disable}).audited().last(guard.NoticeAudit, c),
		"audit_scanned": asked().auditedWith(scanned(st, 25)).last(guard.NoticeAudit, c),
		"audit_reply":   view.AuditReply(before, c),
		"paused":        asked().add(pausedAudit(st)).last(guard.NoticePaused, c),
		"outdated":      asked().add(outdatedAudit(st)).last(guard.NoticePaused, c),
		"gone":          asked().audited().add(gone).last(guard.NoticeGone, c),
		"checklist":     asked().audited().last(guard.NoticeChecklist, c),
		"disposition":   asked().audited().disposed().last(guard.NoticeDisposition, c),
	}
}

// scanned is an audit after a closer look at what cannot be determined, with so many things to look at.
func scanned(st *story, items int) guard.Audit {
	a := st.audit(deletion())
	a.Coverage = slices.Clone(a.Coverage)
	i := slices.IndexFunc(a.Coverage, func(c guard.Coverage) bool { return c.Status == guard.StatusUnknowable })
	a.Coverage[i].Evidence = "10,000 objects in 14 buckets looked at, 1 under the key: " + st.w.unknown
	a.Purpose.ScanObjects, a.Coverage[i].Items = 10_000, []string{st.w.unknown}
	a.Key.Origin, a.Key.MaterialExpires = "EXTERNAL", start.AddDate(0, 1, 0)
	a.LastUse.Callers = []guard.Caller{
		{By: st.w.use, Service: "rds.aliyuncs.com", Region: "cn-hangzhou", Events: []string{"Decrypt"}, Count: 12, Refused: 3, Last: start.Add(-80 * time.Hour)},
	}
	for n := range items - 1 {
		a.Coverage[i].Items = append(a.Coverage[i].Items, fmt.Sprintf("bucket-%02d", n+2))
	}
	return a
}

func statementMessages(t testing.TB, w words) map[string]view.Message {
	c := scene(start.Add(20 * time.Minute))
	asked := func() *story { return tell(t, w).opened(deletion()).audited() }
	used := tell(t, w).audit(deletion())
	used.Dependencies[0].Severity = guard.InUse
	void := guard.StatementsVoided{Request: first, Statements: []int{2, 4}, At: start.Add(30 * time.Minute), Changes: []guard.Change{
		{Kind: guard.ChangeNew, What: "ecs-disk " + w.resource + ", data disk of i-bp7, in use now", Statements: []int{2, 4, 5}},
	}}
	return map[string]view.Message{
		"statements":         asked().last(guard.NoticeStatements, c),
		"statements_some":    asked().disposed().confirmed(1, 2).last(guard.NoticeStatements, c),
		"statements_given":   asked().disposed().confirmed(1, 2, 3, 4, 5).approved().last(guard.NoticeStatements, c),
		"statements_in_use":  tell(t, w).opened(deletion()).auditedWith(used).last(guard.NoticeStatements, c),
		"statements_over":    asked().confirmed(1).ended(guard.Rejected, "U0BOB").last(guard.NoticeStatements, c),
		"statements_paused":  asked().confirmed(1).add(pausedAudit(tell(t, w))).last(guard.NoticeStatements, c),
		"statements_disable": tell(t, w).opened(guard.Plan{Action: guard.Disable}).audited().confirmed(1).last(guard.NoticeStatements, c),
		"void":               asked().confirmed(1, 2, 3, 4).add(void).last(guard.NoticeVoid, c),
	}
}

package view_test

import (
	"testing"
	"time"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// views renders every modal, and the Home tab, with the texts of w.
func views(t testing.TB, w words) map[string]any {
	c := scene(start.Add(10 * time.Minute))
	open := tell(t, w).opened(deletion()).audited()
	ready := tell(t, w).opened(deletion()).audited().disposed()
	ready.add(guard.AuditViewed{Request: first, By: "U0CAROL", DecisionDigest: ready.s.Request(first).DecisionDigest(), At: start.Add(6 * time.Minute)})
	pending := tell(t, w).scheduled()
	restore := tell(t, w).scheduled()
	restore.s.DisabledBeforeSchedule = true
	paused := tell(t, w).opened(deletion()).add(pausedAudit(tell(t, w)))
	listed := view.Open{Key: key, Facts: open.s.Facts, Request: *open.s.Request(first)}
	closer := tell(t, w).opened(deletion())
	closer.auditedWith(scanned(closer, 25)).disposed()
	closer.add(guard.AuditViewed{Request: first, By: "U0CAROL", DecisionDigest: closer.s.Request(first).DecisionDigest(), At: start.Add(6 * time.Minute)})
	all := map[string]any{
		"modal_statement_2_scanned": statementModal(t, closer, 2, "U0CAROL", c),
		"modal_audit_scanned":       view.AuditModal(closer.s, first, 0, c),
		"modal_audit_first":         statementModal(t, ready, 2, "U0BOB", c),
		"modal_rescue":              view.RescueModal(pending.s, pending.s.Facts, guard.Cancel, c),
		"modal_restore":             view.RescueModal(restore.s, restore.s.Facts, guard.Cancel, c),
		"modal_enable":              view.RescueModal(disabled(t, w, made), disabled(t, w, made).Facts, guard.Enable, c),
		"modal_enable_late":         view.RescueModal(disabled(t, w, made.AddDate(0, 0, -30)), disabled(t, w, made).Facts, guard.Enable, c),
		"modal_audit":               view.AuditModal(open.s, first, 0, c),
		"modal_audit_paused":        view.AuditModal(paused.s, first, 0, c),
		"modal_audit_none":          view.AuditModal(tell(t, w).opened(deletion()).s, first, 0, c),
		"modal_disposition":         view.DispositionModal(open.s, first, c),
		"modal_scan":                view.ScanModal(open.s, first, c),
		"modal_scan_again":          view.ScanModal(asked(t, w, guard.AuditRequested{Request: first, Scan: 50000, At: start}), first, c),
		"modal_reject":              view.RejectModal(open.s, first, c),
		"modal_stop":                view.StopModal(open.s, first, c),
		"modal_close":               view.CloseModal(open.s, first, c),
		"modal_accept":              view.AcceptModal(doubting(t, w, 2).s, c),
		"modal_accept_over":         view.AcceptModal(guard.State{}, c),
		"modal_open":                view.OpenModal(c),
		"modal_working":             view.WorkingModal("Statement 3 of 5", "Recorded. Checking your membership; the thread shows the result."),
		"home":                      view.Home("U0BOB", []view.Open{listed}, []guard.State{pending.s}, c),
		"home_requester":            view.Home(alice, []view.Open{listed}, nil, c),
		"home_halted":               view.Home("U0BOB", nil, nil, halted(c)),
		"home_empty":                view.Home("U0BOB", nil, nil, c),
		"modal_disable_three":       statementModal(t, tell(t, w).opened(guard.Plan{Action: guard.Disable}).audited(), 3, "U0BOB", c),
	}
	for n, name := range []string{"modal_statement_1", "modal_statement_2", "modal_statement_3", "modal_statement_4", "modal_statement_5"} {
		all[name] = statementModal(t, ready, n+1, "U0CAROL", c)
	}
	return all
}

// halted is a scene in which nothing but rescues is carried out.
func halted(c view.Scene) view.Scene {
	c.Halt = (&guard.State{Doubt: &guard.Doubt{}}).Halt()
	return c
}

// asked is a deletion that was audited, and what happened after that.
func asked(t testing.TB, w words, events ...guard.Event) guard.State {
	t.Helper()
	return tell(t, w).opened(deletion()).audited().add(events...).s
}

func statementModal(t testing.TB, st *story, n int, user string, c view.Scene) any {
	t.Helper()
	m, why := view.StatementModal(st.s, first, n, user, c)
	if why != nil {
		t.Fatalf("statement %d by %s: %s", n, user, why)
	}
	return m
}

// disabled is a key that was disabled here at some time.
func disabled(t testing.TB, w words, at time.Time) guard.State {
	st := tell(t, w).opened(guard.Plan{Action: guard.Disable}).audited().confirmed(1, 2, 3, 4).approved().begun().happened(guard.StateDisabled)
	st.s.DisabledAt = at.Add(-time.Hour)
	return st.s
}

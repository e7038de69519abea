package explore

import (
	"slices"
	"strings"
	"time"

	"kmsguard/guard"
)

// defect is one mistake, put in the place of what is right, and the promise that
// the search finds broken by it.
type defect struct {
	name  string
	in    Scenario
	make  func(*System)
	finds Property
}

// defects are what the search must find.
func defects() []defect {
	statements := asked("a disable by anybody", disable, Budget{Opens: 1, Vain: 1})
	crashed := approvedDelete("a crash and a rescue", Budget{Rescues: 1, Crashes: 1, Again: 1})
	lossy := approvedDelete("a lost reply", Budget{Losses: 1})
	return []defect{
		{"one person counts as many", asked("statements", deletion, Budget{Opens: 1}), forgives(guard.CodeAnotherPerson, counted), AllStatements},
		{"the requester counts", statements, forgives(guard.CodeOwnRequest, counted), AllStatements},
		{"a statement given twice counts for another", statements, forgives(guard.CodeAlreadyGiven, countedForNext), CountedOnce},
		{"what was shown is not compared", with(asked("stale", disable, Budget{Opens: 1, Changes: 1, Again: 1}), both(assignedToAll, inQueue)), forgives(guard.CodeAuditChanged, counted), CountedOnce},
		{"a worse audit opens no statement", with(asked("worse", disable, Budget{Opens: 1, Changes: 1, Again: 1}), assignedToAll), drops[guard.StatementsVoided], CountedOnce},
		{"who left the approvers counts", approvedDelete("leaver", Budget{Changes: 1}), membersForEver, AllStatements},
		{"the intent is not written", approvedDelete("calm", Budget{}), unwritten[guard.MutationIntended], IntentFirst},
		{"the session is not written", approvedDelete("calm", Budget{}), unwritten[guard.SessionOpened], IntentFirst},
		{"an event is applied and not written", approvedDelete("calm", Budget{}), unwritten[guard.VerificationRead], FoldIsState},
		{"the fence is not waited for", lossy, noFence, EndIsTrue},
		{"a lost reply is a failure", lossy, lostIsFailed, EndIsTrue},
		{"a lost reply is a reason to call again", lossy, callsAgain, NothingRepeated},
		{"a standing rescue stops nothing", crashed, forgives(guard.CodeRescueStands, sessionAllTheSame), NotAfterEnd},
		{"what a rescue undid is run again", crashed, forgives(guard.CodeRescueStands, runAllTheSame), RescueForbids},
		{"a rescue waits for the other request", crashed, rescueWaits, RescueTaken},
		{"two deletions at once", approvedDelete("twice", Budget{Opens: 1, Vain: 1}), forgives(guard.CodeOpenRequest, openedAllTheSame), OneDestructive},
		{"a withdrawal changes nothing", approvedDelete("withdrawn", Budget{Ends: 1}), ignores[guard.RequestEnded], NotAfterEnd},
		{"an expired request is carried out", approvedDelete("expired", Budget{Ticks: 1}), expiryForgotten, NotAfterEnd},
		{"one word closes a request", approvedDelete("operator", Budget{Losses: 2, Ticks: 1}), oneWord, WordOnly},
		{"a message is not remembered as begun", approvedDelete("messages", Budget{Posts: 2, Losses: 1}), ignores[guard.NoticeIntended], PostedOnce},
		{"a message is not remembered as posted", approvedDelete("calm", Budget{}), ignores[guard.NoticePosted], Comes},
		{"a result is never posted", approvedDelete("calm", Budget{}), forgets(func(w guard.Work) bool { return strings.Contains(w.Key(), "/result/") }), AllPosted},
		{"a lost reply is never looked for", lossy, forgets(func(w guard.Work) bool { _, ok := w.(guard.Observe); return ok }), AllEnd},
		{"a rescue is forgotten", crashed, forgets(func(w guard.Work) bool { return w.Key() == "execute/r2" }), AllEnd},
		{"a delivery counts twice", approvedDelete("twice", Budget{Ends: 1, Duplicates: 1, Vain: 1}), func(s *System) { s.Fresh = func(bool) bool { return true } }, OnceEach},
	}
}

func both(a, b func(*Scenario)) func(*Scenario) { return func(s *Scenario) { a(s); b(s) } }

// decision is the form of guard.Decide, and answer what a mistake gives instead.
type (
	decision = func(guard.State, guard.Command, guard.Policy, time.Time) ([]guard.Event, *guard.Refusal)
	answer   = func(guard.State, guard.Command, guard.Policy, time.Time) []guard.Event
)

func deciding(wrap func(decision) decision) func(*System) {
	return func(s *System) { s.Decide = wrap(s.Decide) }
}

// forgives gives an answer where a refusal has one reason alone.
func forgives(code string, instead answer) func(*System) {
	return deciding(func(decide decision) decision {
		return func(s guard.State, c guard.Command, p guard.Policy, now time.Time) ([]guard.Event, *guard.Refusal) {
			events, refusal := decide(s, c, p, now)
			if refusal != nil && !slices.ContainsFunc(refusal.Reasons, func(r guard.Reason) bool { return r.Code != code }) {
				if given := instead(s, c, p, now); given != nil {
					return given, nil
				}
			}
			return events, refusal
		}
	})
}

func counted(s guard.State, c guard.Command, _ guard.Policy, now time.Time) []guard.Event {
	confirm, ok := c.(guard.Confirm)
	if !ok {
		return nil
	}
	return countedAs(s, confirm, confirm.Statement, now)
}

func countedForNext(s guard.State, c guard.Command, _ guard.Policy, now time.Time) []guard.Event {
	confirm, ok := c.(guard.Confirm)
	if !ok {
		return nil
	}
	return countedAs(s, confirm, s.Request(confirm.Request).OpenStatements()[0], now)
}

func countedAs(s guard.State, c guard.Confirm, n int, now time.Time) []guard.Event {
	r := s.Request(c.Request)
	events := []guard.Event{guard.StatementGiven{Request: r.ID, Confirmation: guard.Confirmation{Statement: n, By: c.By.ID, At: now, Typed: c.Typed, DecisionDigest: r.DecisionDigest()}}}
	if len(r.OpenStatements()) == 1 {
		events = append(events, guard.RequestApproved{Request: r.ID, At: now})
	}
	return events
}

func sessionAllTheSame(_ guard.State, c guard.Command, _ guard.Policy, now time.Time) []guard.Event {
	if open, ok := c.(guard.OpenSession); ok {
		return []guard.Event{guard.SessionOpened{Operation: open.Operation, AccessKeyID: open.Session.AccessKeyID, Expires: open.Session.Expires, At: now}}
	}
	return nil
}

func runAllTheSame(_ guard.State, c guard.Command, _ guard.Policy, now time.Time) []guard.Event {
	if again, ok := c.(guard.RunAgain); ok {
		return []guard.Event{guard.RequestApproved{Request: again.Request, By: again.By.ID, At: now}}
	}
	return nil
}

func openedAllTheSame(s guard.State, c guard.Command, p guard.Policy, now time.Time) []guard.Event {
	events, _ := guard.Decide(guard.State{Key: s.Key, Facts: s.Facts}, c, p, now)
	return events
}

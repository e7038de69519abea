package view

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// statements is the living message with the buttons: who may confirm, what was confirmed by whom, what is open.
func statements(s guard.State, r guard.Request) Message {
	var p page
	p.say(bold(asking(r)))
	for _, n := range r.Demand().Statements {
		statementLine(&p, s, r, n)
	}
	if used := r.BlockedByUse(); len(used) > 0 && beforeIntent(r.Phase) {
		p.say("In use now blocks a deletion: " + report.Count(len(used), "resource") + " must be moved to another key first, then press Audit again; or withdraw.")
	}
	about := refTo(s, r)
	open := beforeIntent(r.Phase) && !r.RestoreOwed
	p.act(
		when(open && disposable(r) && r.Phase != guard.Approved, button(ActionDispose, "Give a disposition", about)),
		when(open && r.Audit != nil, button(ActionAuditAgain, "Audit again", about)),
		when(open && r.Audit != nil && r.Audit.Scannable(), button(ActionScan, "Scan objects", about)),
		when(open, button(ActionReject, "Reject", about)),
	)
	return p.message()
}

// asking says how many statements by how many people of whom, and what the requester may do.
func asking(r guard.Request) string {
	d := r.Demand()
	who := groups(r.Rule.Approvers.Groups)
	if who == "" {
		who = "the approvers"
	}
	s := fmt.Sprintf("%s by %s of %s; %s asked and may ", capital(report.Number(len(d.Statements)))+statementNoun(len(d.Statements)), atLeast(d), who, person(r.Requester))
	if d.RequesterConfirm {
		return s + "confirm too."
	}
	return s + "not confirm."
}

func statementNoun(n int) string {
	if n == 1 {
		return " statement"
	}
	return " statements"
}

func atLeast(d guard.Demand) string {
	people := "people"
	if d.Approvers == 1 {
		people = "person"
	}
	if d.Approvers == len(d.Statements) {
		return report.Number(d.Approvers) + " " + people
	}
	return "at least " + report.Number(d.Approvers) + " " + people
}

// statementLine shows one statement: who confirmed it, or its sentence for copying with the button to confirm it.
func statementLine(p *page, s guard.State, r guard.Request, n int) {
	title := fmt.Sprintf("%d %s", n, guard.StatementTitle(n))
	if c, ok := r.Confirmations[n]; ok {
		p.say(title + " — confirmed by " + person(c.By) + ", " + date(c.At) + settledWords(c))
		return
	}
	if r.Phase != guard.Awaiting {
		p.say(title + " — " + closedWhy(r))
		return
	}
	opens := dispositionsLeft(r, n)
	if opens != "" {
		p.say(title + " — " + opens)
		return
	}
	ref := refTo(s, r)
	ref.Statement = n
	p.offer(button(ActionConfirm, fmt.Sprintf("Confirm %d", n), ref), title, copied(r.Sentence(n)))
}

// maxCopied is the longest sentence that the thread shows for copying; its modal shows one of any length.
const maxCopied = 1500

// copied is a sentence as a block of code.
func copied(sentence string) string {
	if utf8.RuneCountInString(sentence) > maxCopied {
		return "Its sentence is long; the button shows it."
	}
	return fence(sentence)
}

// closedWhy says why a statement that nobody gave cannot be given now.
func closedWhy(r guard.Request) string {
	switch r.Phase {
	case guard.Auditing, guard.Blocked:
		return "opens when the audit is complete"
	case guard.Awaiting, guard.Approved, guard.Executing, guard.Verifying, guard.Done, guard.Rejected, guard.Withdrawn,
		guard.Expired, guard.Failed, guard.NeedsOperator:
	}
	return "not given"
}

// dispositionsLeft says what statement 5 waits for; empty where it waits for nothing.
func dispositionsLeft(r guard.Request, n int) string {
	missing := r.CountMissingDispositions()
	if n != guard.StatementMigrated || missing == 0 {
		return ""
	}
	total := len(r.DispositionGroups())
	return fmt.Sprintf("opens when every dependency has a disposition (%d of %d have)", total-missing, total)
}

// settledWords are how the one who confirmed the audit settled what cannot be determined.
func settledWords(c guard.Confirmation) string {
	if len(c.Settled) == 0 {
		return ""
	}
	const shown = 5
	var words []string
	for _, k := range slices.Sorted(maps.Keys(c.Settled)) {
		words = append(words, Escape(clip(c.Settled[k], maxBrief)))
	}
	words = slices.Compact(words)
	if more := len(words) - shown; more > 0 {
		words = append(words[:shown], fmt.Sprintf("and %d more", more))
	}
	return "; settled: " + strings.Join(words, ", ")
}

// disposable reports whether there is something of which people say what becomes of it.
func disposable(r guard.Request) bool {
	return r.Plan.Action == guard.Delete && r.Audit != nil && len(r.Audit.Dependencies) > 0
}

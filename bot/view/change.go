package view

import (
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// shownChanges is how many differences a message lists; the rest is counted.
const shownChanges = 10

// voided says which statements are open again, for what, and which stand.
func voided(s guard.State, r guard.Request, n guard.Notice) Message {
	var p page
	p.say(bold(reopened(n)))
	p.say(changeLines(n.Changes)...)
	var more []string
	if stand := standingStatements(r, n); len(stand) > 0 {
		more = append(more, plural(len(stand), "Statement", "Statements")+" "+report.Numbers(stand)+" "+plural(len(stand), "stands", "stand")+".")
	}
	if len(n.Statements) > 0 {
		more = append(more, "The same people may confirm again.")
	}
	if used := r.BlockedByUse(); len(used) > 0 {
		more = append(more, "In use now blocks a deletion: move what is in use to another key first, then press Audit again, or withdraw.")
	}
	if len(more) > 0 {
		p.say(more...)
	}
	open := beforeIntent(r.Phase)
	p.act(when(open && r.Audit != nil, primary(button(ActionOpenAudit, "Open audit", refTo(s, r)))))
	return p.message()
}

func reopened(n guard.Notice) string {
	if len(n.Statements) == 0 {
		return "Something changed that people decide on; no statement had been given that depends on it."
	}
	why := "what they depend on has changed."
	if hasChange(n.Changes, guard.ChangeNew) {
		why = "something new depends on the key."
	}
	return fmt.Sprintf("%s %s %s open again: %s", plural(len(n.Statements), "Statement", "Statements"), report.Numbers(n.Statements), plural(len(n.Statements), "is", "are"), why)
}

func hasChange(list []guard.Change, kind string) bool {
	for _, c := range list {
		if c.Kind == kind {
			return true
		}
	}
	return false
}

func standingStatements(r guard.Request, n guard.Notice) []int {
	var stand []int
	for _, k := range r.Demand().Statements {
		if c, ok := r.Confirmations[k]; ok && c.At.Before(n.At) {
			stand = append(stand, k)
		}
	}
	return stand
}

// gone says what no longer depends on the key. It voids nothing.
func gone(s guard.State, n guard.Notice) Message {
	var p page
	p.say(bold(capital(report.Count(len(n.Changes), "dependency")) + " of " + Code(s.Key.ID) + " " + plural(len(n.Changes), "is", "are") + " gone; nothing is void."))
	p.say(changeLines(n.Changes)...)
	if n.Audit != nil {
		p.files = auditFiles(*n.Audit, n.Digest)
	}
	return p.message()
}

func changeLines(list []guard.Change) []string {
	var lines []string
	for _, c := range list[:min(shownChanges, len(list))] {
		lines = append(lines, Escape(c.Kind)+": "+Escape(clip(c.What, 400)))
	}
	if more := len(list) - shownChanges; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return lines
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

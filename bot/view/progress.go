package view

import (
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// progressing says in one line how far an audit has come.
func progressing(what string, s guard.Step) string {
	line := fmt.Sprintf("%s: %d of %d lists read", what, s.Done, s.Total)
	if s.What != "" {
		line += ", now " + brief(s.What)
	}
	var parts []string
	if s.Calls > 0 {
		parts = append(parts, callsMade(s.Calls, s.Throttled))
	}
	if s.Left > 0 {
		parts = append(parts, "about "+report.Span(s.Left)+" left")
	}
	return joined(append([]string{line}, parts...)...)
}

// categoryLines say how far each category has come that is under way, or of which there is something to say.
func categoryLines(s guard.Step) []string {
	var lines []string
	for _, c := range s.Categories {
		underWay := c.Done < c.Total && (c.Done > 0 || c.Calls > 0)
		if underWay || c.Found > 0 || c.Throttled > 0 {
			lines = append(lines, "• "+categoryLine(c))
		}
	}
	return lines
}

func categoryLine(c guard.CategoryStep) string {
	parts := []string{fmt.Sprintf("%s: %d of %d lists", Escape(string(c.Category)), c.Done, c.Total)}
	if c.Calls > 0 {
		parts = append(parts, callsMade(c.Calls, c.Throttled))
	}
	if c.Found > 0 {
		parts = append(parts, fmt.Sprintf("%d found", c.Found))
	}
	return joined(parts...)
}

func callsMade(calls, throttled int) string {
	s := report.Count(calls, "call")
	if throttled > 0 {
		s += fmt.Sprintf(" (%d throttled and made again)", throttled)
	}
	return s
}

// audits reports whether an audit that is running is one of this request.
func audits(r guard.Request) bool {
	switch r.Phase {
	case guard.Auditing, guard.Blocked, guard.Awaiting:
		return r.AuditOwed
	case guard.Approved:
		return !r.Plan.Action.Rescue() && !r.RestoreOwed
	case guard.Executing, guard.Verifying, guard.Done, guard.Rejected, guard.Withdrawn, guard.Expired, guard.Failed, guard.NeedsOperator:
	}
	return false
}

// progressLines are what the parent message shows below where the request stands, while an audit runs.
func progressLines(r guard.Request, c Scene) []string {
	if c.Progress == nil || !audits(r) {
		return nil
	}
	var lines []string
	if r.Phase != guard.Auditing { // there the line above says it
		lines = append(lines, progressing("Auditing again", *c.Progress))
	}
	return append(lines, categoryLines(*c.Progress)...)
}

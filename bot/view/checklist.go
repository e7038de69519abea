package view

import (
	"fmt"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// check is one line of the checklist: its mark, with the word that stands for the mark where there is no layout,
// and its evidence.
type check struct {
	mark, word string
	text       string
}

func done(text string) check      { return check{"✓", "done", text} }
func attention(text string) check { return check{"!", "attention", text} }
func later(text string) check     { return check{"…", "checked before the call", text} }

// checklist is posted before the first statement: what was looked at, each with its evidence, what is still to be
// looked at before the call, and how the change is undone, with bot and Slack or without them.
func checklist(s guard.State, r guard.Request, n guard.Notice) Message {
	var p page
	shown := []string{bold("Pre-flight checklist: " + report.Wish(r.Plan) + " " + Code(r.Facts.Ref.ID))}
	spoken := []string{shown[0]}
	for i, c := range checks(s, r, n) {
		shown = append(shown, fmt.Sprintf("%d %s %s", i+1, c.mark, c.text))
		spoken = append(spoken, fmt.Sprintf("%d %s: %s", i+1, c.word, c.text))
	}
	call := "The one call: " + Code(report.PlanCommand(r.Plan, r.Facts.Ref))
	p.sayAs(append(shown, call), append(spoken, call))
	return p.message()
}

func checks(s guard.State, r guard.Request, n guard.Notice) []check {
	return []check{
		identityCheck(r), principalCheck(r), auditCheck(r), stateCheck(r), adviceCheck(r), windowCheck(r, n),
		done("rollback: " + style().Rollback(r.Plan, r.Facts.Ref, s)),
	}
}

func identityCheck(r guard.Request) check {
	f := auditedFacts(r)
	text := "key identity: exact ID, read by DescribeKey at " + date(f.ReadAt)
	if len(f.Aliases) > 0 {
		text += ", " + Escape(f.Aliases[0]) + " resolves to it"
	}
	return done(text)
}

func principalCheck(r guard.Request) check {
	_, role := guard.CallFor(r.Plan, false)
	return later(fmt.Sprintf("principal: the %s role, by an STS session for this one call on this one key; AliyunKMSFullAccess attached, all else denied. Both policies and the session are checked before the call", role))
}

func auditCheck(r guard.Request) check {
	switch {
	case r.Audit == nil:
		return attention("audit: none, this is a rescue")
	case !r.Audit.Complete():
		return attention("audit incomplete")
	}
	return done("audit complete, read at " + date(r.Audit.Finished))
}

func stateCheck(r guard.Request) check {
	f := auditedFacts(r)
	text := "state " + string(f.State) + ", protection "
	if f.Protected {
		return attention(text + "on")
	}
	return done(text + "off")
}

// adviceCheck says whether to disable or to delete, and why.
func adviceCheck(r guard.Request) check {
	if r.Audit == nil {
		return done("rescue: it gives the key back to its users")
	}
	verdict, why := report.Assessment(*r.Audit)
	if r.Plan.Action == guard.Delete && report.Advise(*r.Audit).DisableFirst {
		return attention("recommended: " + verdict + ". " + why)
	}
	return done(verdict + ". " + why)
}

func windowCheck(r guard.Request, n guard.Notice) check {
	if r.Plan.Action != guard.Delete {
		return done("window: none, nothing is scheduled")
	}
	return done(fmt.Sprintf("window %s · destroyed on or after %s if approved now", report.Count(r.Plan.WindowDays, "day"), date(n.At.AddDate(0, 0, r.Plan.WindowDays))))
}

// auditedFacts are the facts that people decide on.
func auditedFacts(r guard.Request) guard.KeyFacts {
	if r.Audit != nil {
		return r.Audit.Key
	}
	return r.Facts
}

// fence is text as a block of code, for copying.
func fence(text string) string { return "```" + strings.Trim(Code(text), "`") + "```" }

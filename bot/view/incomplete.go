package view

import (
	"kmsguard/guard"
	"kmsguard/guard/report"
)

// incomplete is the message of an audit that could not be completed: which list, which code, what that means,
// what to do, when it is tried again.
func incomplete(s guard.State, r guard.Request, n guard.Notice) Message {
	var p page
	a := *n.Audit
	p.say(bold(report.Headline(a)) + " · " + named(s.Key))
	p.say(listed("Not read", style().Missing(a))...)
	next := "Nothing is void, and nothing can be approved while a list is missing. Give the bot's reading identity what it lacks, or wait."
	if r.Phase == guard.Blocked {
		next += " It is tried again at " + date(r.RetryAt) + "."
	}
	p.say(next)
	about := refTo(s, r)
	p.act(
		when(r.Phase == guard.Blocked, primary(button(ActionAuditAgain, "Audit again", about))),
		when(r.Phase == guard.Blocked && a.Scannable(), button(ActionScan, "Scan objects", about)),
		when(r.Phase == guard.Blocked, button(ActionStop, "Stop", about)),
	)
	p.files = auditFiles(a, "")
	return p.message()
}

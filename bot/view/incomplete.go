package view

import (
	"kmsguard/guard"
	"kmsguard/guard/report"
)

// incomplete is the message of an audit on which nothing can rest: which list is missing, which code, what that
// means, what to do, when it is tried again. One that lacks nothing was too old when it ended.
func incomplete(s guard.State, r guard.Request, n guard.Notice) Message {
	var p page
	a := *n.Audit
	headline, next := report.Headline(a), "Nothing is void, and nothing can be approved while a list is missing. Give the bot's reading identity what it lacks, or wait."
	if a.Complete() {
		headline = "Dependency audit outdated: nothing can be approved yet"
		next = "Every list was read, the oldest at " + date(a.AsOf()) + ", and an audit may be " + report.Span(r.AuditAge) + " old. Nothing is void. " +
			"If it is so each time, whoever runs the bot can give audits a larger share of the cloud's quotas, or more connections."
	}
	p.say(bold(headline) + " · " + named(s.Key))
	p.say(listed("Not read", style().Missing(a))...)
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

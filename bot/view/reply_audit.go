package view

import (
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// AuditReply renders an audit that was made before an operation, with its attachments.
func AuditReply(a guard.Audit, c Scene) Message {
	var p page
	action := a.Purpose.Plan.Action
	p.say(bold(report.Headline(a)) + fmt.Sprintf(" · %s, before %s · read at %s (%s)", named(a.Key.Ref), report.Noun(action), date(a.Finished), report.Effort(a)))
	if missing := style().Missing(a); len(missing) > 0 {
		p.say(listed("Not read", missing)...)
	}
	auditBody(&p, a)
	verdict, why := report.Assessment(a)
	p.say(bold("Assessment: "+verdict+".")+" "+why, "Nothing was asked or changed by this. To ask: "+Code(fmt.Sprintf("%s %s %s in %s", c.command(), action, a.Key.Ref.ID, a.Key.Ref.Region)))
	p.files = auditFiles(a, "")
	return p.message()
}

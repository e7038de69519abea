package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// shownInModal is how many rows of a list the summary shows; the attachments have all.
const shownInModal = 30

// pageDependencies is how many dependencies a page of the audit shows.
const pageDependencies = 20

// AuditModal shows the audit of a request, one page of it; page counts from 0 and is brought into range. The
// last incomplete audit is shown where there is no complete one.
func AuditModal(s guard.State, request string, page int, c Scene) slack.ModalViewRequest {
	var sh sheet
	ref := requestRef(s, request, c)
	r := s.Request(request)
	a := auditOf(r)
	if a == nil {
		sh.say(named(s.Key), "There is no audit of this key yet; the thread shows how far it is.")
		return sh.modal(ModalAudit, "Dependency audit", ref)
	}
	pages := max(1, (len(a.Dependencies)+pageDependencies-1)/pageDependencies)
	ref.Page = max(0, min(page, pages-1))
	sh.say(subject(*r), bold(report.Headline(*a))+" · read at "+date(a.Finished)+" ("+report.Effort(*a)+")")
	if ref.Page == 0 {
		sh.summary(*a)
	}
	sh.dependencies(*a, ref.Page, pages)
	sh.turn(ref, pages)
	if ref.Digest != "" {
		sh.say("Decision digest " + Code(shortDigest(ref.Digest)))
	}
	return sh.modal(ModalAudit, "Dependency audit", ref)
}

func auditOf(r *guard.Request) *guard.Audit {
	switch {
	case r == nil:
		return nil
	case r.Audit != nil:
		return r.Audit
	}
	return r.Paused
}

// summary is everything of an audit but its dependencies.
func (sh *sheet) summary(a guard.Audit) {
	st := style()
	sh.list("Not read", st.Missing(a))
	if empty := report.Empty(a); len(empty) > 0 {
		sh.say(bold("Read and empty:") + " " + report.List(empty))
	}
	sh.say(undetermined(a, shownInModal, report.ShownItems)...)
	sh.list("Not covered", st.NotCovered(a))
	verdict, why := report.Assessment(a)
	sh.say(report.SelfEncrypted)
	sh.say(useLines(a, shownInModal)...)
	sh.say(bold("Assessment: "+verdict+".") + " " + why)
}

// list shows more of a long list than a message has room for, and counts the rest.
func (sh *sheet) list(name string, rows []string) {
	const shown = shownInModal
	if len(rows) == 0 {
		return
	}
	out := []string{bold(name + ":")}
	for _, row := range rows[:min(shown, len(rows))] {
		out = append(out, "• "+row)
	}
	if more := len(rows) - shown; more > 0 {
		out = append(out, fmt.Sprintf("and %d more; audit.json in the thread has all of them", more))
	}
	sh.say(out...)
}

func (sh *sheet) dependencies(a guard.Audit, page, pages int) {
	if len(a.Dependencies) == 0 {
		return
	}
	from := page * pageDependencies
	to := min(from+pageDependencies, len(a.Dependencies))
	out := []string{bold("Dependencies") + " · " + report.Severities(a)}
	if pages > 1 {
		out = append(out, fmt.Sprintf("%d to %d of %d, page %d of %d; audit.csv in the thread lists every one", from+1, to, len(a.Dependencies), page+1, pages))
	}
	for _, d := range a.Dependencies[from:to] {
		out = append(out, "• "+style().Dependency(d))
	}
	sh.say(out...)
}

// turn offers the pages after and before, in a row each: an action ID is unique within its block.
func (sh *sheet) turn(ref Ref, pages int) {
	at := func(page int) Ref { r := ref; r.Page = page; return r }
	if ref.Page < pages-1 {
		sh.add(slack.NewActionBlock("", button(ActionAuditPage, "Next page", at(ref.Page+1))))
	}
	if ref.Page > 0 {
		sh.add(slack.NewActionBlock("", button(ActionAuditPage, "Previous page", at(ref.Page-1))))
	}
}

package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// StatementModal asks one person for one statement. It is rendered from local state alone: the refusal says why
// it cannot be confirmed whatever the directory would tell of this person, and the rest is checked after it was
// submitted. Who has not opened the audit yet gets a modal that opens it.
func StatementModal(s guard.State, request string, statement int, user string, c Scene) (slack.ModalViewRequest, *guard.Refusal) {
	why := refusedAnyway(s, request, statement, user, c)
	r := s.Request(request)
	switch {
	case why != nil && len(why.Reasons) == 1 && why.Has(guard.CodeAuditNotOpened):
		return auditFirst(s, *r, statement, c), nil
	case why != nil:
		return slack.ModalViewRequest{}, why
	}
	ref := refTo(s, *r)
	ref.Statement, ref.Reply = statement, c.Reply
	var sh sheet
	sh.say(subject(*r))
	sh.say(meaning(*r, statement)...)
	if statement == guard.StatementAudit && r.Audit != nil {
		for _, u := range unknowables(*r.Audit) {
			if known := toLookAt(u.rows); known != "" {
				sh.add(slack.NewSectionBlock(mrkdwn(known), nil, nil))
			}
			sh.add(lines(u.block, u.ask, "For example who looked at it, when, and what they saw."))
		}
	}
	sh.say("Type this sentence:")
	sh.add(slack.NewSectionBlock(mrkdwn(Code(r.Sentence(statement))), nil, nil, slack.SectionBlockOptionBlockID(BlockSentence)))
	sh.add(lines(BlockStatement, "The sentence", "Case counts. Quotes and dashes may be typographic."))
	return sh.form(ModalStatement, statementTitle(*r, statement), "Confirm", ref), nil
}

// refusedAnyway asks the domain about a confirmation in which everything that is not known here is as good as it
// can be: a member of every group, the right sentence, every unknowable settled. What it refuses even then will
// be refused.
func refusedAnyway(s guard.State, request string, statement int, user string, c Scene) *guard.Refusal {
	try := guard.Confirm{Request: request, Input: "view", Statement: statement, By: guard.Person{ID: user, Groups: c.Policy.GroupIDs()}}
	if r := s.Request(request); r != nil {
		try.By.Groups = slices.Concat(try.By.Groups, r.Rule.Approvers.Groups)
		try.Typed, try.Shown = r.Sentence(statement), r.DecisionDigest()
		try.Settled = map[string]string{}
		if r.Audit != nil {
			for _, row := range r.Audit.UnknowableRows() {
				try.Settled[guard.CoverageKey(row)] = "settled"
			}
		}
	}
	_, why := guard.Decide(s, try, c.Policy, c.Now)
	return why
}

// auditFirst leads to the audit, which is opened before it is confirmed.
func auditFirst(s guard.State, r guard.Request, statement int, c Scene) slack.ModalViewRequest {
	ref := refTo(s, r)
	ref.Statement, ref.Reply = statement, c.Reply
	var sh sheet
	sh.say(subject(r))
	sh.say("Statement 2 confirms the audit, and you have not opened it as it is now. Open it, then press Confirm 2 again.")
	sh.add(slack.NewActionBlock("", primary(button(ActionOpenAudit, "Open audit", ref))))
	return sh.modal(ModalWorking, statementTitle(r, statement), ref)
}

func statementTitle(r guard.Request, n int) string {
	all := r.Demand().Statements
	if len(all) != all[len(all)-1] {
		return fmt.Sprintf("Statement %d", n)
	}
	return fmt.Sprintf("Statement %d of %d", n, len(all))
}

// subject is what every modal of a request begins with.
func subject(r guard.Request) string {
	s := bold(report.Wish(r.Plan)) + " " + Code(r.Facts.Ref.ID)
	if name := r.Facts.Name(); name != "" {
		s += " (" + Escape(clip(name, 300)) + ")"
	}
	return s + ", " + r.Facts.Ref.Region + ", account " + r.Facts.Ref.Account
}

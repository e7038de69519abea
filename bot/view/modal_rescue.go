package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// RescueModal asks for a cancel or an enable: four boxes and one press where one person may do it, else a reason
// alone, since the statements then follow in the thread. The box that restores is shown, ticked, only where it is
// proven that the key was Disabled when its deletion was scheduled.
func RescueModal(s guard.State, facts guard.KeyFacts, action guard.Action, c Scene) slack.ModalViewRequest {
	plan := guard.Plan{Action: action}
	demand := guard.DemandFor(s, guard.Open{Plan: plan, Facts: facts, DisabledAt: s.DisabledAt, Contained: s.Contained}, c.Policy, c.Now)
	var sh sheet
	sh.say(rescueSubject(facts, plan))
	sh.say(rescueEffect(facts, action)...)
	sh.say(lastAudit(s))
	if demand.OnePress {
		sh.say(boxSentences(facts, plan, demand)...)
		sh.add(boxes(demand))
	} else {
		sh.say(fmt.Sprintf("This needs %s: the request is opened, and its statements are confirmed in its thread.", report.Count(demand.Approvers, "person")))
	}
	if action == guard.Cancel && s.DisabledBeforeSchedule {
		sh.add(restoreBox())
	}
	sh.add(lines(BlockReason, "Reason", "May be left empty.").WithOptional(true))
	title, submit := "Cancel the deletion", "Cancel deletion"
	if action == guard.Enable {
		title, submit = "Enable the key", "Enable"
	}
	m := sh.form(ModalRescue, title, submit, Ref{Stream: facts.Ref.Stream(), Action: action, Reply: c.Reply})
	m.Close = label("Back", maxTitle) // "Cancel" would be read as the action
	return m
}

func rescueSubject(f guard.KeyFacts, p guard.Plan) string {
	return subject(guard.Request{Plan: p, Facts: f})
}

// rescueEffect says what the key is now and what it becomes.
func rescueEffect(f guard.KeyFacts, a guard.Action) []string {
	now := "The key is " + string(f.State) + "."
	if f.State == guard.StatePendingDeletion && !f.DeleteDate.IsZero() {
		now = "The key is destroyed on " + fullDate(f.DeleteDate) + " unless its deletion is cancelled."
	}
	if a == guard.Cancel {
		return []string{now, "After the cancellation it is Enabled, even if it was Disabled before."}
	}
	return []string{now, "After this it is Enabled, and everything encrypted under it can be read again."}
}

// lastAudit says what is known from an earlier audit. The rescue itself is not audited.
func lastAudit(s guard.State) string {
	for i := len(s.Requests) - 1; i >= 0; i-- {
		if a := s.Requests[i].Audit; a != nil {
			return "The last audit is of " + date(a.Finished) + ": " + report.Short(*a) + ". A rescue does not wait for another one."
		}
	}
	return "The key was never audited here. A rescue does not wait for that."
}

func boxSentences(f guard.KeyFacts, p guard.Plan, d guard.Demand) []string {
	// A rescue is not audited, and its second statement says so.
	lines := []string{"With the press of the button below you say:"}
	for _, n := range d.Statements {
		lines = append(lines, fmt.Sprintf("%d %s", n, Code(guard.Sentence(n, p, f.Ref, nil, ""))))
	}
	return lines
}

// boxes are the statements of a rescue. Slack takes 75 characters in an option, so that the sentences stand above.
func boxes(d guard.Demand) *slack.InputBlock {
	var options []*slack.OptionBlockObject
	for _, n := range d.Statements {
		options = append(options, option(fmt.Sprint(n), fmt.Sprintf("%d %s", n, guard.StatementTitle(n))))
	}
	e := slack.NewCheckboxGroupsBlockElement(ActionInput, options...)
	return slack.NewInputBlock(BlockBoxes, label("Tick each statement", maxLabel), nil, e)
}

func restoreBox() *slack.InputBlock {
	o := option(RestoreValue, "Disable it again right after, as it was before")
	e := slack.NewCheckboxGroupsBlockElement(ActionInput, o)
	e.InitialOptions = []*slack.OptionBlockObject{o}
	return slack.NewInputBlock(BlockRestore, label("Restore", maxLabel), label("The key was Disabled when its deletion was scheduled.", maxLabel), e).WithOptional(true)
}

package view

import (
	"github.com/slack-go/slack"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// begun says that the one call is made now.
func begun(r guard.Request, op guard.Operation) Message {
	var p page
	what := capital(report.Doing(r.Plan.Action))
	if op.Restore {
		what = "Disabling again, as it was before,"
	}
	p.say(what + " of " + named(op.Key) + " as operation " + Code(op.ID) + ": one call of " + Code(string(op.Call)) + ", one key, over by " + date(op.Deadline) + ".")
	return p.message()
}

// resumed says that the bot ended in the middle of what a request owed and goes on with it.
func resumed(r guard.Request, n guard.Notice) Message {
	var p page
	p.say(bold("The bot ended in the middle of its work on "+named(r.Facts.Ref)+" and has resumed.")+" "+told(n.Text),
		"Everything that was recorded stands. Whoever was told that something was not recorded does it again; nobody else has to.")
	return p.message()
}

// lost says that it is not known whether the change was made, what happens by itself, and what can be done now.
func lost(s guard.State, r guard.Request, op guard.Operation, n guard.Notice) Message {
	var p page
	p.say(bold("It is not known whether "+named(op.Key)+" was "+passive(op.Call)+": the reply was lost.") + " Nothing destructive is tried again by itself.")
	if n.Text != "" {
		p.say(told(n.Text))
	}
	switch {
	case op.Result != "":
		p.say("Since then: " + resultWords(op) + ".")
	default:
		p.say("The state is read again at " + date(op.LookAt) + ", when an earlier call can no longer take effect. A rescue asked for now is carried out as soon as the state shows that it is needed.")
	}
	p.act(when(op.Result == "", primary(rescueButton(s, r))))
	return p.message()
}

func resultWords(op guard.Operation) string {
	switch op.Result {
	case guard.Happened:
		return "it was made" + evidence(op)
	case guard.NotHappened:
		return "it was not made" + evidence(op)
	case guard.Refused:
		return "it was refused" + evidence(op)
	case guard.CannotTell:
	}
	return "it cannot be told" + evidence(op)
}

func evidence(op guard.Operation) string {
	if op.Outcome.Evidence == "" {
		return ""
	}
	return "; " + brief(op.Outcome.Evidence)
}

// passive is what a call does to a key, after "was".
func passive(c guard.Call) string {
	switch c {
	case guard.DisableKey:
		return "disabled"
	case guard.EnableKey:
		return "enabled"
	case guard.ScheduleKeyDeletion:
		return "scheduled for deletion"
	case guard.CancelKeyDeletion:
		return "saved from its deletion"
	case guard.CreateKeyVersion:
		return "given a new version"
	case guard.UpdateRotationPolicy:
		return "given another rotation policy"
	}
	return "changed"
}

// rescueButton leads to the rescue that undoes a request, while the key may need it; nil where there is none.
func rescueButton(s guard.State, r guard.Request) *slack.ButtonBlockElement {
	ref := Ref{Stream: s.Key.Stream(), Request: r.ID}
	switch r.Plan.Action {
	case guard.Delete:
		ref.Action = guard.Cancel
		return button(ActionCancel, "Cancel deletion", ref)
	case guard.Disable:
		ref.Action = guard.Enable
		return button(ActionEnable, "Enable again", ref)
	case guard.Enable, guard.Cancel, guard.Rotate:
	}
	return nil
}

// undoable reports whether what a request did to the key is still in force and can be undone by one press.
func undoable(s guard.State, r guard.Request) bool {
	switch r.Plan.Action {
	case guard.Delete:
		return s.Watch != nil && s.Watch.Request == r.ID
	case guard.Disable:
		return s.DisabledBy == r.ID && !s.Gone && s.Watch == nil
	case guard.Enable, guard.Cancel, guard.Rotate:
	}
	return false
}

// result is the final message, in its fixed shape.
func result(s guard.State, r guard.Request, op guard.Operation) Message {
	var p page
	p.say(bold("The key is " + finalWords(r, op) + "."))
	var lines []string
	for _, l := range style().Final(s, r, op) {
		lines = append(lines, bold(l.Label+":")+" "+l.Text)
	}
	p.say(lines...)
	if op.Outcome.RequestID != "" {
		p.note("Operation " + Code(op.ID) + requestID(op))
	}
	p.act(when(undoable(s, r), primary(rescueButton(s, r))))
	return p.message()
}

func finalWords(r guard.Request, op guard.Operation) string {
	if op.Restore {
		return "disabled again, as it was before its deletion was scheduled"
	}
	return report.Done(r.Plan)
}

// verified is the verification list, each line ticked when it was seen.
func verified(r guard.Request, op guard.Operation) Message {
	var p page
	head := bold("Verification of " + Code(string(op.Call)) + " on " + named(op.Key))
	shown, spoken := []string{head}, []string{head}
	for i, c := range []guard.Check{r.Verification.State, r.Verification.Trail, r.Verification.Refusals, r.Verification.Metrics} {
		l := style().Checks(r.Verification)[i]
		mark, said := verifiedMark(c)
		shown = append(shown, mark+" "+capital(l.Label)+": "+l.Text)
		spoken = append(spoken, said+": "+capital(l.Label)+": "+l.Text)
	}
	p.sayAs(shown, spoken)
	if !r.Verification.Due.IsZero() {
		p.note("Looking again at " + date(r.Verification.Due) + ", until " + date(r.Verification.Deadline) + ".")
	}
	return p.message()
}

func verifiedMark(c guard.Check) (mark, word string) {
	switch c.Result {
	case guard.CheckSeen, guard.CheckNone:
		return "✓", "done"
	case guard.CheckAlarm, guard.CheckUnreadable, guard.CheckNotSeen:
		return "!", "attention"
	}
	return "…", "waiting"
}

// rescued tells those who approved a change that it was undone.
func rescued(r guard.Request, op guard.Operation, n guard.Notice) Message {
	var p page
	p.say(bold("What was approved here was undone by "+person(n.Person)+".")+" "+named(op.Key)+" was "+passive(op.Call)+" on "+date(n.At)+".",
		"To "+string(r.Plan.Action)+" it again is a request of its own, with statements of its own.")
	return p.message()
}

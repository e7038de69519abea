package view

import (
	"kmsguard/guard"
	"kmsguard/guard/report"
)

// over says that a request ended without a change: rejected, withdrawn, expired, or with nothing to do.
func over(r guard.Request, n guard.Notice) Message {
	var p page
	about := wishOf(r)
	by := ""
	if n.Person != "" {
		by = " by " + person(n.Person)
	}
	switch r.Phase {
	case guard.Rejected:
		p.say(bold("Rejected"+by+".")+" "+about, quoted(n.Text), "Nothing was changed. It can be asked for again.")
	case guard.Withdrawn:
		p.say(bold("Withdrawn"+by+".")+" "+about, quoted(n.Text), "Nothing was changed.")
	case guard.Expired:
		p.say(bold("Expired.")+" "+about, "Its time was over before every statement was given. Nothing was changed; ask again if the change is still wanted.")
	case guard.Auditing, guard.Blocked, guard.Awaiting, guard.Approved, guard.Executing, guard.Verifying, guard.Done, guard.Failed, guard.NeedsOperator:
		p.say(bold("Ended"+by+".")+" "+about, told(n.Text))
	}
	return p.message()
}

// wishOf is what a request asks, of which key, inside a sentence.
func wishOf(r guard.Request) string {
	return report.Wish(r.Plan) + " " + named(r.Facts.Ref)
}

// deferred says why an approved request is not carried out yet, and when that is looked at again.
func deferred(r guard.Request, n guard.Notice) Message {
	var p page
	line := "Every statement stands."
	if r.Phase == guard.Approved && !r.LookAgain.IsZero() {
		line += " It is looked at again at " + date(r.LookAgain) + "."
	}
	p.say(bold("Approved, not carried out yet:")+" "+wishOf(r), told(n.Text), line)
	return p.message()
}

// failed says that the change certainly was not made, and why.
func failed(s guard.State, r guard.Request, n guard.Notice) Message {
	var p page
	op := lastOperation(s, r)
	p.say(bold("Not done: the key was not changed.")+" "+wishOf(r), told(n.Text))
	if op != nil && op.Outcome.Code != "" {
		p.say("The cloud refused it with " + Code(op.Outcome.Code) + requestID(*op) + ". That is final for this request; ask again once its cause is gone.")
	}
	again := r.Phase == guard.Failed && op != nil && op.Result == guard.NotHappened
	if again {
		p.say("Everything that was approved still stands. An approver may run it again while that holds.")
	}
	b := button(ActionRunAgain, "Run again", refTo(s, r))
	if r.Plan.Action.Destructive() {
		b = destroys(b)
	}
	p.act(when(again, b))
	return p.message()
}

func requestID(op guard.Operation) string {
	if op.Outcome.RequestID == "" {
		return ""
	}
	return " (request " + Code(op.Outcome.RequestID) + ")"
}

// needsOperator says exactly what a person has to look at where nothing can be told.
func needsOperator(s guard.State, r guard.Request, n guard.Notice) Message {
	var p page
	p.say(bold("It cannot be told whether the key was changed; a person has to look.")+" "+wishOf(r), told(n.Text))
	look := []string{
		"1 Look at the key's state: " + Code("aliyun kms DescribeKey --region "+s.Key.Region+" --KeyId "+s.Key.ID),
	}
	if op := lastOperation(s, r); op != nil {
		look = append(look,
			"2 Look in ActionTrail for "+Code(string(op.Call))+" by the session "+Code(op.ID)+accessKey(*op)+", from "+date(op.Intended)+" on",
			"3 Then say here what you saw: the word of two approvers closes this. Nothing is called by it.")
	}
	p.say(look...)
	p.say("Until then new disables and deletions of this key are refused. Rescues are not.")
	about := refTo(s, r)
	waiting := r.Phase == guard.NeedsOperator
	p.act(when(waiting, primary(rescueButton(s, r))), when(waiting, button(ActionCloseByWord, "Close by word", about)))
	return p.message()
}

func accessKey(op guard.Operation) string {
	if op.AccessKeyID == "" {
		return ""
	}
	return " (access key " + Code(op.AccessKeyID) + ")"
}

// word is what an approver says of what cannot be told.
func word(s guard.State, r guard.Request, n guard.Notice) Message {
	var p page
	p.say(bold("The word of "+person(n.Person)+" on "+named(s.Key)+":"), quoted(n.Text))
	if r.Phase == guard.NeedsOperator {
		p.say("One more approver has to give theirs; then this is closed.")
	} else {
		p.say("This is recorded as a word, not as something that was seen by the bot.")
	}
	return p.message()
}

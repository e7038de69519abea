package view

import (
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// shownRecords is how many entries the log of a key shows.
const shownRecords = 30

// Log renders what the ledger has of a key, the newest last; older entries are cut with their number.
func Log(key guard.KeyRef, records []guard.Record, c Scene) Message {
	var p page
	var told []string
	for _, rec := range records {
		if text := happenedWords(rec.Event); text != "" {
			told = append(told, fmt.Sprintf("%d %s %s", rec.Seq, date(rec.At), text))
		}
	}
	if len(told) == 0 {
		p.say(bold("The ledger has nothing of "+Code(key.ID)+".") + " " + place(key))
		return p.message()
	}
	p.say(bold("The record of "+Code(key.ID)+": "+report.Count(len(told), "entry")) + " · " + place(key))
	if cut := len(told) - shownRecords; cut > 0 {
		p.say(fmt.Sprintf("%d older entries are left out; the ledger's export has all of them", cut))
		told = told[cut:]
	}
	p.say(told...)
	return p.message()
}

// happenedWords is an event in a line; empty for what concerns messages alone.
func happenedWords(e guard.Event) string {
	switch e := e.(type) {
	case guard.RequestOpened:
		return "request " + Code(e.Request) + " by " + person(e.Requester) + ": " + report.Wish(e.Plan)
	case guard.RequestApproved:
		return "request " + Code(e.Request) + " approved"
	case guard.RequestExtended:
		return "request " + Code(e.Request) + " extended by " + person(e.By) + " until " + date(e.Expires)
	case guard.RequestEnded:
		return because("request "+Code(e.Request)+" "+string(e.Phase)+byWhom(e.By), clip(e.Reason, 200))
	case guard.ActionRefused:
		return "refused to " + person(e.By) + ": " + Escape(clip(e.Wish, 100)) + refusedCodes(e.Refusal)
	case guard.NoticeIntended, guard.NoticePosted,
		guard.LedgerDoubted, guard.LedgerWordGiven, guard.LedgerAccepted, guard.LedgerUnwritable, guard.LedgerWritable: // of no key
		return ""
	case guard.AuditRecorded, guard.AuditPaused, guard.AuditRequested, guard.AuditViewed, guard.DispositionGiven,
		guard.StatementGiven, guard.StatementsVoided, guard.ExecutionDeferred, guard.WorkResumed, guard.WordGiven:
		return decidedWords(e)
	case guard.MutationIntended, guard.SessionOpened, guard.ReplyLost, guard.MutationSettled, guard.RestoreOwed,
		guard.VerificationRead, guard.WatchStarted, guard.WatchRead, guard.ReminderGiven, guard.WatchEnded:
		return changedWords(e)
	}
	return ""
}

// decidedWords is an event between the opening of a request and its approval.
func decidedWords(e guard.Event) string {
	switch e := e.(type) {
	case guard.AuditRecorded:
		return report.Short(e.Audit) + ", decision digest " + Code(shortDigest(e.DecisionDigest))
	case guard.AuditPaused:
		return "audit incomplete, tried again at " + date(e.RetryAt)
	case guard.AuditRequested:
		return "a new audit was asked for" + byWhom(e.By) + scanWords(e.Scan)
	case guard.AuditViewed:
		return "audit opened by " + person(e.By)
	case guard.DispositionGiven:
		return report.Count(len(e.Dispositions), "disposition") + " given"
	case guard.StatementGiven:
		return fmt.Sprintf("statement %d confirmed by %s", e.Confirmation.Statement, person(e.Confirmation.By))
	case guard.StatementsVoided:
		return because("statements "+report.Numbers(e.Statements)+" void", firstChange(e.Changes))
	case guard.ExecutionDeferred:
		return because("not carried out yet", clip(e.Why, 200))
	case guard.WorkResumed:
		return "resumed after the bot ended in the middle of request " + Code(e.Request)
	case guard.WordGiven:
		return because("word of "+person(e.By), clip(e.Word, 200))
	default:
		return ""
	}
}

func scanWords(objects int) string {
	if objects == 0 {
		return ""
	}
	return fmt.Sprintf(", with up to %d objects of OSS looked at", objects)
}

// changedWords is an event of a change and of what follows it.
func changedWords(e guard.Event) string {
	switch e := e.(type) {
	case guard.MutationIntended:
		return string(e.Operation.Call) + " intended, operation " + Code(e.Operation.ID)
	case guard.SessionOpened:
		return "session of operation " + Code(e.Operation) + ", access key " + Code(e.AccessKeyID)
	case guard.ReplyLost:
		return "reply of operation " + Code(e.Operation) + " lost"
	case guard.MutationSettled:
		return "operation " + Code(e.Operation) + " " + string(e.Result) + codeWords(e.Outcome)
	case guard.RestoreOwed:
		return "the key is to be disabled again, as it was"
	case guard.VerificationRead:
		return because("looked after the change", e.Verification.State.Result)
	case guard.WatchStarted:
		return "deletion pending until " + date(e.DeleteDate)
	case guard.WatchRead:
		return "pending deletion read again: " + date(e.DeleteDate)
	case guard.ReminderGiven:
		return "reminder: " + report.Span(e.Reminder.DeleteDate.Sub(e.Reminder.At)) + " left"
	case guard.WatchEnded:
		return "pending deletion over: the key is " + string(e.State) + byWhom(e.By)
	default:
		return ""
	}
}

func byWhom(id string) string {
	if id == "" {
		return ""
	}
	return " by " + person(id)
}

func codeWords(o guard.Outcome) string {
	if o.Code == "" {
		return ""
	}
	return " with " + Code(o.Code)
}

func refusedCodes(r guard.Refusal) string {
	var codes []string
	for _, why := range r.Reasons {
		codes = append(codes, Escape(why.Code))
	}
	if len(codes) == 0 {
		return ""
	}
	return " (" + report.List(codes) + ")"
}

func firstChange(list []guard.Change) string {
	if len(list) == 0 {
		return ""
	}
	text := clip(list[0].What, 200)
	if more := len(list) - 1; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

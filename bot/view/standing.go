package view

import (
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// standing says in one line where a request stands.
func standing(s guard.State, r guard.Request, c Scene) string {
	switch r.Phase {
	case guard.Auditing:
		if c.Progress != nil {
			return progressing("Auditing", *c.Progress)
		}
		return "Auditing: reading what depends on the key"
	case guard.Blocked:
		return paused(r)
	case guard.Awaiting:
		total := len(r.Demand().Statements)
		return fmt.Sprintf("Waiting for %d of %s", len(r.OpenStatements()), report.Count(total, "statement"))
	case guard.Approved:
		return approved(r)
	case guard.Executing:
		return executing(s, r)
	case guard.Verifying, guard.Done:
		return made(s, r)
	case guard.Rejected, guard.Withdrawn, guard.Expired, guard.Failed, guard.NeedsOperator:
	}
	return ended(r)
}

func paused(r guard.Request) string {
	what := "the audit could not be completed"
	if r.Paused != nil {
		if rows := r.Paused.IncompleteRows(); len(rows) > 0 {
			what = "the audit could not read " + report.Name(rows[0].Category)
			if rows[0].Region != "" {
				what += " in " + Escape(rows[0].Region)
			}
			if rows[0].Reason != "" {
				what += " (" + brief(rows[0].Reason) + ")"
			}
			if more := len(rows) - 1; more > 0 {
				what += " and " + report.Count(more, "more list")
			}
		} else {
			what = "the audit took longer than it may be old"
		}
	}
	return "Paused: " + what + "; trying again at " + date(r.RetryAt)
}

func approved(r guard.Request) string {
	switch {
	case r.RestoreOwed:
		return "The deletion is cancelled; disabling the key again, as it was before"
	case r.Deferred != "":
		return "Approved, not carried out yet: " + told(r.Deferred) + " Looking again at " + date(r.LookAgain)
	}
	return "Approved by " + report.Count(len(r.Confirmers()), "person") + "; " + report.Doing(r.Plan.Action)
}

func executing(s guard.State, r guard.Request) string {
	op := lastOperation(s, r)
	if op != nil && op.Lost && op.Result == "" {
		return "It is not known whether the change was made: the reply was lost. Looking again at " + date(op.LookAt)
	}
	return capital(report.Doing(r.Plan.Action)) + " now"
}

// made says what the key is through a change that was made, or that nothing had to be made.
func made(s guard.State, r guard.Request) string {
	if op := happened(s, r); op == nil {
		if r.EndReason != "" {
			return because("Done", r.EndReason)
		}
		return "Done: nothing had to be changed"
	}
	switch r.Plan.Action {
	case guard.Delete:
		return scheduled(s, r)
	case guard.Disable:
		if s.DisabledBy == r.ID {
			return "Disabled; enabling it again undoes this"
		}
		return "Disabled, and enabled again since"
	case guard.Enable:
		return "Enabled by " + person(r.Requester)
	case guard.Cancel:
		if r.Plan.Restore && !r.RestoreOwed {
			return "Cancelled by " + person(r.Requester) + "; the key is Disabled again, as it was before"
		}
		return "Cancelled by " + person(r.Requester) + "; the key is Enabled"
	case guard.Rotate:
	}
	return "Done: the key is " + report.Done(r.Plan)
}

func scheduled(s guard.State, r guard.Request) string {
	switch {
	case s.Watch != nil && s.Watch.Request == r.ID:
		return "Scheduled: the key is destroyed on " + fullDate(s.Watch.DeleteDate) + " unless cancelled"
	case s.Gone:
		return "The key is destroyed"
	case s.Ended != nil && s.Ended.By != "":
		return fmt.Sprintf("Cancelled by %s on %s; the key is %s", person(s.Ended.By), date(s.Ended.At), s.Ended.State)
	case s.Ended != nil:
		return fmt.Sprintf("Cancelled outside of this bot by %s; the key is %s", date(s.Ended.At), s.Ended.State)
	}
	return "Scheduled for deletion"
}

func ended(r guard.Request) string {
	by := " by " + person(r.EndedBy)
	if r.EndedBy == "" {
		by = ""
	}
	switch r.Phase {
	case guard.Rejected:
		return because("Rejected"+by, r.EndReason)
	case guard.Withdrawn:
		return because("Withdrawn"+by, r.EndReason)
	case guard.Expired:
		return "Expired on " + date(r.EndedAt) + "; nothing was changed"
	case guard.Failed:
		return because("Failed, and nothing was changed", r.EndReason)
	case guard.NeedsOperator:
		return "It cannot be told whether the change was made; a person has to look"
	case guard.Auditing, guard.Blocked, guard.Awaiting, guard.Approved, guard.Executing, guard.Verifying, guard.Done:
	}
	return capital(string(r.Phase))
}

// because adds a reason where there is one.
func because(what, reason string) string {
	if reason = brief(reason); reason == "" {
		return what
	}
	return what + ": " + reason
}

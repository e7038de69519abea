package guard

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

func (c Confirm) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := accountable(c.By)
	if open := stillOpen(*r, now); open != nil {
		why.add(open)
		return nil, why.refusal()
	}
	rule, ok := r.inForce(p, r.Facts)
	if !ok {
		why.add(noRule())
		return nil, why.refusal()
	}
	demand := rule.Demand(r.Plan.Action)
	why.add(demand.satisfiable())
	if len(why) == 0 && !r.canStillSatisfy(demand) && r.mayApprove(rule, p, c.By) == nil {
		return []Event{tightened(*r, rule, p, now)}, nil
	}
	why = append(why, c.confirmer(*r, rule, p)...)
	why = append(why, c.statement(*r, rule)...)
	why.add(awaiting(*r))
	if len(why) > 0 {
		return nil, why.refusal()
	}
	d := draft{state: s}
	d.add(c.given(*r, p, now))
	if d.state.Request(r.ID).satisfies(demand) {
		d.add(RequestApproved{Request: r.ID, At: now})
	}
	return d.events, nil
}

// tightened opens every statement again under the rule in force, because what
// was given can no longer become what that rule asks.
func tightened(r Request, rule Rule, p Policy, now time.Time) StatementsVoided {
	all := r.given()
	return StatementsVoided{
		Request: r.ID, Statements: all, At: now, Rule: &rule, PolicyDigest: p.Digest,
		Changes: []Change{{Kind: ChangeRule, What: fmt.Sprintf("the policy now asks %d people for this %s", rule.Demand(r.Plan.Action).Approvers, r.Plan.Action.noun()), Statements: all}},
	}
}

// ChangeRule is the kind of a change that comes from the policy.
const ChangeRule = "rule"

func (c Confirm) given(r Request, p Policy, now time.Time) StatementGiven {
	return StatementGiven{Request: r.ID, Confirmation: Confirmation{
		Statement: c.Statement, By: c.By.ID, At: now, Typed: c.Typed, Settled: r.withEvidence(c.Settled),
		DecisionDigest: r.DecisionDigest(), PolicyDigest: p.Digest,
	}}
}

// awaiting: statements are given while the request waits for them.
func awaiting(r Request) *Reason {
	switch r.Phase {
	case Awaiting:
		return nil
	case Auditing:
		return because(CodeNotAwaiting, "The audit of this key is still running.", "Statements open when it is complete.")
	case Blocked:
		return because(CodeNotAwaiting, "The audit of this key could not be completed.", "Statements open when it is; it is tried again by itself.")
	case Approved, Executing, Verifying, Done, Rejected, Withdrawn, Expired, Failed, NeedsOperator:
	}
	return because(CodeNotAwaiting, "Every statement of this request has been given.", "")
}

// confirmer checks who gives a statement.
func (c Confirm) confirmer(r Request, rule Rule, p Policy) (why reasons) {
	d := rule.Demand(r.Plan.Action)
	requester := c.By.ID == r.Requester
	switch {
	case requester && !d.RequesterConfirm:
		why.add(because(CodeOwnRequest, "You asked for this "+r.Plan.Action.noun()+", so you may not confirm it.", "You can withdraw it."))
	case slices.Contains(r.Excluded, c.By.ID):
		why.add(because(CodeExcluded, "This request follows from what you did, so you may not confirm it.", "Ask another approver."))
	case requester && r.Plan.Action.Rescue():
	default:
		why.add(r.eligible(rule, p, c.By))
	}
	why = append(why, c.distinct(r, d)...)
	return why
}

// eligible: whoever approves a change was an approver when it was asked for,
// and is one now. A rescue takes whoever is one now.
func (r Request) eligible(rule Rule, p Policy, who Person) *Reason {
	if why := r.mayApprove(rule, p, who); why != nil || r.Plan.Action.Rescue() || slices.Contains(r.Eligible, who.ID) {
		return why
	}
	return because(CodeJoinedLater, "Only those who could confirm when the request was opened may confirm it; you joined after that.", "Ask another approver.")
}

// distinct: each statement needs another person, or as many different people as
// the rule asks, and never the audit and the approval by the same one.
func (c Confirm) distinct(r Request, d Demand) (why reasons) {
	var gave []int
	for _, n := range r.given() {
		if r.Confirmations[n].By == c.By.ID {
			gave = append(gave, n)
		}
	}
	if len(gave) == 0 {
		return nil
	}
	open := r.openStatements(d)
	if people := len(r.Confirmers()) + len(open) - 1; people < d.Approvers {
		why.add(because(CodeAnotherPerson, fmt.Sprintf("You confirmed statement %s. This %s needs %d different people.", numbers(gave), r.Plan.Action.noun(), d.Approvers),
			"Another approver confirms what is still open: "+numbers(open)+"."))
	}
	partner := map[int]int{StatementAudit: StatementApprove, StatementApprove: StatementAudit}[c.Statement]
	if d.Approvers > 1 && slices.Contains(gave, partner) {
		why.add(because(CodeTwoAndFour, fmt.Sprintf("You confirmed statement %d; the audit and the approval are never confirmed by the same person.", partner), "Another approver confirms this one."))
	}
	return why
}

// statement checks what is confirmed.
func (c Confirm) statement(r Request, rule Rule) (why reasons) {
	d := rule.Demand(r.Plan.Action)
	if !slices.Contains(d.Statements, c.Statement) {
		why.add(because(CodeNoStatement, fmt.Sprintf("This request has no statement %d.", c.Statement), "Its statements are "+numbers(d.Statements)+"."))
		return why
	}
	if given, ok := r.Confirmations[c.Statement]; ok {
		why.add(because(CodeAlreadyGiven, fmt.Sprintf("Statement %d was confirmed on %s.", c.Statement, when(given.At)), "Still open: "+numbers(r.openStatements(d))+"."))
	}
	digest := r.DecisionDigest()
	if c.Shown != digest || digest == "" {
		why.add(because(CodeAuditChanged, "What is decided on has changed since this was opened.", "Open the statement again."))
	} else if m := MatchStatement(r.Sentence(c.Statement), c.Typed); m != nil {
		why.add(because(CodeWrongText, m.String(), "Type the sentence exactly as it is shown; case counts."))
	}
	switch c.Statement {
	case StatementAudit:
		why = append(why, c.auditKnown(r, digest)...)
	case StatementMigrated:
		why.add(allDisposed(r))
	}
	why.add(inUse(r, rule, c.Statement))
	return why
}

// auditKnown: whoever confirms the audit has opened it, and says of each thing
// that the cloud cannot tell how it was settled.
func (c Confirm) auditKnown(r Request, digest string) (why reasons) {
	if r.Audit == nil {
		return nil // a rescue, which says so in its sentence
	}
	if r.Viewed[c.By.ID] != digest {
		why.add(because(CodeAuditNotOpened, "You have not opened the audit as it is now.", "Open it first, then confirm statement 2."))
	}
	var open []string
	for _, row := range r.Audit.UnknowableRows() {
		if k := CoverageKey(row); strings.TrimSpace(c.Settled[k]) == "" && !slices.Contains(open, string(row.Category)) {
			open = append(open, string(row.Category))
		}
	}
	if len(open) > 0 {
		why.add(because(CodeUnsettled, "The cloud cannot tell what depends on the key here: "+strings.Join(open, ", ")+".", "Say for each how it was settled."))
	}
	return why
}

// allDisposed: what the audit still lists is not migrated, so statement 5 opens
// only when somebody has said of each dependency what becomes of it.
func allDisposed(r Request) *Reason {
	missing := r.MissingDispositions()
	if len(missing) == 0 {
		return nil
	}
	return because(CodeNoDisposition, fmt.Sprintf("%d dependencies have no disposition: %s.", len(missing), names(missing)), "Say for each what becomes of it; then statement 5 opens.")
}

// inUse: a deletion goes no further than the audit while anything is in
// production use and the rule blocks it.
func inUse(r Request, rule Rule, n int) *Reason {
	blocking := r.blockedByUse(rule)
	if len(blocking) == 0 || n == StatementKey || n == StatementAudit {
		return nil
	}
	return because(CodeInUse, fmt.Sprintf("%d resources are in production use with this key: %s.", len(blocking), names(blocking)),
		"Move each to another key, then press Audit again; or withdraw the request.")
}

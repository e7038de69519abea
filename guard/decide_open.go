package guard

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// How long a request stays open.
const (
	expiryOfDelete  = 72 * time.Hour // and of a rotation
	expiryOfDisable = 24 * time.Hour // and of a rescue
)

func (c Open) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	if c.Plan.Action.Rescue() {
		return c.rescue(s, p, now)
	}
	return c.propose(s, p, now)
}

// propose opens a request for an action that needs statements after an audit.
func (c Open) propose(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	why := accountable(c.By)
	why.add(c.Halt, idTaken(s, c.Request), permit(s, c.Plan, c.Facts))
	why = append(why, misplaced(c.Plan)...)
	why.add(rotationAllowed(c.Plan))
	if _, known := permits[c.Plan.Action]; !known || absentKey(c.Facts) {
		return nil, why.refusal()
	}
	why = append(why, keyKind(c.Plan, c.Facts)...)
	why = append(why, conflicts(s, c.Plan.Action)...)
	rule, ok := p.RuleFor(c.Facts)
	if !ok {
		why.add(noRule())
		return nil, why.refusal()
	}
	rule = rule.demanding(c.Plan.Action, rule.Demand(c.Plan.Action))
	if c.Plan.Action == Delete {
		c.Plan.WindowDays = cmp.Or(c.Plan.WindowDays, rule.DefaultWindow())
	}
	why.add(mayRequest(rule, c.By), windowAllowed(rule, c.Plan), rule.Demand(c.Plan.Action).satisfiable())
	why = append(why, reasonAllowed(rule, c.Plan.Action, c.Reason)...)
	why = append(why, postable(c.Channel)...)
	why = append(why, c.enoughApprovers(rule)...)
	if len(why) > 0 {
		return nil, why.refusal()
	}
	return []Event{c.opened(rule, p, now)}, nil
}

// opened records the request and what later decisions depend on.
func (c Open) opened(rule Rule, p Policy, now time.Time) RequestOpened {
	expiry := expiryOfDelete
	if c.Plan.Action == Disable || c.Plan.Action.Rescue() {
		expiry = expiryOfDisable
	}
	return RequestOpened{
		Request: c.Request, Plan: c.Plan, Requester: c.By.ID, Excluded: c.Excluded, Reason: strings.TrimSpace(c.Reason),
		Facts: c.Facts, Rule: rule, PolicyDigest: p.Digest, Eligible: personIDs(c.eligible(rule)),
		Channel: rule.Channel, At: now, Expires: now.Add(expiry),
		Audit: !c.Plan.Action.Rescue(), AuditAge: cmp.Or(p.AuditAge, DefaultAuditAge), Reply: c.Reply,
	}
}

func absentKey(f KeyFacts) bool { return f.State == StateNotFound || f.State == StateDeleted }

func idTaken(s State, id string) *Reason {
	if id != "" && s.Request(id) == nil {
		return nil
	}
	return because(CodeDuplicate, "A request with the ID "+fmt.Sprintf("%q", id)+" cannot be opened.", "Ask again.")
}

func noRule() *Reason {
	return because(CodeNoRule, "No rule of the policy matches this key, so nobody may change it; rescuers may still rescue it.", "Add a rule for the key to the policy.")
}

// mayRequest: only those whom the rule names as requesters ask for a change.
func mayRequest(r Rule, who Person) *Reason {
	if r.Requesters.Has(who) {
		return nil
	}
	return because(CodeNotRequester, "You are not one of the requesters of this key.", "Ask one of them, or have the policy name you.")
}

// reasonAllowed: a destructive request says why, in the form that the rule asks.
func reasonAllowed(r Rule, a Action, reason string) (why reasons) {
	reason = strings.TrimSpace(reason)
	if !a.Destructive() {
		return nil
	}
	if reason == "" {
		why.add(because(CodeReasonMissing, "A "+a.noun()+" needs a reason.", "Repeat the command and end it with because and the reason."))
		return why
	}
	pattern, err := regexp.Compile(r.ReasonPattern)
	if err != nil || !pattern.MatchString(reason) {
		why.add(because(CodeReasonPattern, "The reason does not have the form that the rule of this key asks: "+r.ReasonPattern, "Repeat the command with a reason of that form."))
	}
	return why
}

// enoughApprovers: a request that too few people could confirm is refused at once.
func (c Open) enoughApprovers(r Rule) (why reasons) {
	if c.Unreadable != "" {
		why.add(because(CodeApproversUnread, "It could not be read who may approve ("+c.Unreadable+").", "Try again in a moment."))
		return why
	}
	need, have := r.Demand(c.Plan.Action).Approvers, len(c.eligible(r))
	if have < need {
		why.add(because(CodeTooFewApprovers, fmt.Sprintf("%d people could confirm this and %d are needed; guests, bots, deactivated accounts and the requester do not count.", have, need),
			"Add approvers to the policy or to its groups."))
	}
	return why
}

// eligible returns those who could confirm the request.
func (c Open) eligible(r Rule) []Person {
	d := r.Demand(c.Plan.Action)
	return slices.DeleteFunc(slices.Clone(c.Candidates), func(who Person) bool {
		own := who.ID == c.By.ID && !d.RequesterConfirm
		return own || slices.Contains(c.Excluded, who.ID) || !r.Approvers.Has(who) || len(accountable(who)) > 0
	})
}

func personIDs(people []Person) []string {
	var ids []string
	for _, who := range people {
		ids = append(ids, who.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// conflicts: two open destructive requests for one key are refused, and none is
// opened while a rescue is under way or while it cannot be told what happened.
func conflicts(s State, a Action) (why reasons) {
	if !a.Destructive() {
		return nil
	}
	for _, r := range s.Requests {
		switch {
		case r.Phase == NeedsOperator:
			why.add(because(CodeNeedsOperator, "It cannot be told whether request "+r.ID+" took effect on this key.", "Two approvers may close it by their word; then ask again."))
		case r.Phase.Ended() || r.Phase == Verifying:
		case r.Plan.Action.Rescue():
			why.add(because(CodeRescueOpen, "Request "+r.ID+" gives this key back: it is not done yet.", "Wait for it to end."))
		case r.Plan.Action.Destructive():
			why.add(because(CodeOpenRequest, "Request "+r.ID+" ("+r.Plan.String()+") is open for this key.", "Wait for it to end, or withdraw it."))
		}
	}
	return why
}

package guard

import (
	"cmp"
	"time"
)

// rollbackDays is how long after a disable one person may enable the key again.
const rollbackDays = 7

// rescueRule is the rule of a rescue: the key's, or for a key that no rule
// matches one by which the rescuers may. Its demand is what the rescue needs now.
func rescueRule(s State, p Policy, c Open, now time.Time) Rule {
	rule, ok := p.RuleFor(c.Facts)
	if !ok {
		rule = Rule{Name: "rescue", Requesters: p.Rescuers, Approvers: p.Rescuers}
		rule.Channel = p.ChannelFor(s, c.Facts)
	}
	return rule.demanding(c.Plan.Action, rescueDemand(rule, s, c, now))
}

// rescueDemand: a cancel, and an enable within 7 days of the disable, need one
// press; a later enable needs two people; a key that was disabled because it
// leaked needs as many to enable as it took to disable it.
func rescueDemand(rule Rule, s State, c Open, now time.Time) Demand {
	d := rule.Demand(c.Plan.Action)
	if c.Plan.Action != Enable || s.standing(Enable) != nil {
		return d
	}
	if s.Contained || c.Contained {
		need := rule.Demand(Disable).Approvers
		return Demand{Statements: union(d.Statements, allFour), Approvers: max(need, d.Approvers)}
	}
	if rollback(s, c, now) {
		return d
	}
	return Demand{Statements: union(d.Statements, allFour), Approvers: max(2, d.Approvers), RequesterConfirm: true}
}

// rollback reports whether the key was disabled so recently that enabling it is
// undoing that. A disable that nothing dates is not recent.
func rollback(s State, c Open, now time.Time) bool {
	disabled := s.DisabledAt
	if c.DisabledAt.After(disabled) {
		disabled = c.DisabledAt
	}
	return !disabled.IsZero() && !disabled.After(now) && now.Sub(disabled) <= rollbackDays*24*time.Hour
}

// DemandFor returns what a request would need before it is carried out, for the
// modal in which it is asked for.
func DemandFor(s State, c Open, p Policy, now time.Time) Demand {
	if c.Plan.Action.Rescue() {
		return rescueRule(s, p, c, now).Demand(c.Plan.Action)
	}
	rule, _ := p.RuleFor(c.Facts)
	return rule.Demand(c.Plan.Action)
}

// ChannelFor returns the channel in which a request on the key lives: the
// rule's, or for a key that no rule matches where its watch is told, or the
// escalation channel. Where the policy names none, the channel of its first rule
// is better than silence about a key that is going to be destroyed.
func (p Policy) ChannelFor(s State, f KeyFacts) string {
	if rule, ok := p.RuleFor(f); ok {
		return rule.Channel
	}
	if s.Watch != nil && s.Watch.Channel != "" {
		return s.Watch.Channel
	}
	last := p.Escalation
	if last == "" && len(p.Rules) > 0 {
		last = p.Rules[0].Channel
	}
	if n := len(s.Requests); n > 0 {
		return cmp.Or(s.Requests[n-1].Channel, last)
	}
	return last
}

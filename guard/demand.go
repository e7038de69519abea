package guard

import (
	"fmt"
	"maps"
	"slices"
)

// Demand returns what the rule demands for an action. What a rule does not say
// is the default, and no rule goes below the floors of a destructive action:
// all its statements, two people at least, none of them the requester.
func (r Rule) Demand(a Action) Demand {
	d, ok := r.Demands[a]
	if usual := DefaultDemands()[a]; !ok || len(d.Statements) == 0 {
		usual.Approvers = max(usual.Approvers, d.Approvers)
		d = usual
	}
	d.Approvers = max(d.Approvers, 1)
	if a.Destructive() {
		d.Statements = union(d.Statements, floorStatements(a))
		d.Approvers = max(d.Approvers, minApprovers)
		d.RequesterConfirm = false
	}
	d.OnePress = d.OnePress && a.Rescue() && d.Approvers == 1
	d.RequesterConfirm = d.RequesterConfirm || d.OnePress
	return d
}

// satisfiable says why nobody can satisfy a demand: each statement is given by
// one person, so that more people than statements are never found.
func (d Demand) satisfiable() *Reason {
	if d.Approvers <= len(d.Statements) {
		return nil
	}
	return because(CodeTooFewStatements, fmt.Sprintf("The policy asks %d different people for %d statements, so this can never be approved.", d.Approvers, len(d.Statements)),
		"Correct the demand in the policy.")
}

// demanding returns the rule with the demand of one action set.
func (r Rule) demanding(a Action, d Demand) Rule {
	r.Demands = maps.Clone(r.Demands)
	if r.Demands == nil {
		r.Demands = map[Action]Demand{}
	}
	r.Demands[a] = d
	return r
}

func union(a, b []int) []int {
	u := slices.Concat(a, b)
	slices.Sort(u)
	return slices.Compact(u)
}

// Demand returns what the request needs before it is carried out, by the rule
// that was recorded for it.
func (r Request) Demand() Demand { return r.Rule.Demand(r.Plan.Action) }

// onePress reports whether the request was asked for and approved in one press.
func (r Request) onePress() bool { return r.Demand().OnePress }

// OpenStatements returns the statements that nobody has given yet, ascending.
func (r Request) OpenStatements() []int { return r.openStatements(r.Demand()) }

func (r Request) openStatements(d Demand) []int {
	return slices.DeleteFunc(slices.Clone(d.Statements), func(n int) bool {
		_, given := r.Confirmations[n]
		return given
	})
}

// Confirmers returns who gave statements, each once, sorted.
func (r Request) Confirmers() []string {
	var ids []string
	for _, c := range r.Confirmations {
		ids = append(ids, c.By)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// satisfies reports whether what was given is all that a demand asks.
func (r Request) satisfies(d Demand) bool {
	return len(r.openStatements(d)) == 0 && r.canStillSatisfy(d)
}

// twoAndFour reports whether one person gave both the statement of the audit
// and the approval, which two people share wherever two are needed.
func (r Request) twoAndFour(d Demand) bool {
	two, four := r.Confirmations[StatementAudit].By, r.Confirmations[StatementApprove].By
	return d.Approvers > 1 && two != "" && two == four
}

// canStillSatisfy reports whether the people who confirmed, and others for the
// statements that are open, can become as many as the demand asks.
func (r Request) canStillSatisfy(d Demand) bool {
	return len(r.Confirmers())+len(r.openStatements(d)) >= d.Approvers && !r.twoAndFour(d) &&
		(d.RequesterConfirm || !slices.Contains(r.Confirmers(), r.Requester))
}

// givenOf returns which of the statements were given, ascending.
func (r Request) givenOf(statements []int) []int {
	given := slices.DeleteFunc(slices.Clone(statements), func(n int) bool {
		_, ok := r.Confirmations[n]
		return !ok
	})
	slices.Sort(given)
	return slices.Compact(given)
}

// given returns every statement that was given, ascending.
func (r Request) given() []int { return slices.Sorted(maps.Keys(r.Confirmations)) }

// inForce returns the rule that a request must satisfy now: never weaker than
// the one at its opening. A rescue keeps the rule of its opening. ok is false
// where no rule matches the key any more.
func (r Request) inForce(p Policy, f KeyFacts) (rule Rule, ok bool) {
	if r.Plan.Action.Rescue() {
		return r.Rule, true
	}
	now, ok := p.RuleFor(f)
	if !ok {
		return Rule{}, false
	}
	a := r.Plan.Action
	return Stricter(r.Rule.demanding(a, r.Rule.Demand(a)), now.demanding(a, now.Demand(a))), true
}

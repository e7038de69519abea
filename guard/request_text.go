package guard

import (
	"fmt"
	"strings"
)

// DecisionDigest returns the digest that statements given now are bound to. It
// is empty while an audit is needed and there is none.
func (r Request) DecisionDigest() string {
	switch {
	case r.Audit != nil:
		return decisionOver(r.Plan, r.Audit.Key, r.sum().digest, r.Dispositions, r.Rule.Digest())
	case r.Plan.Action.Rescue():
		return DecisionDigest(r.Plan, Audit{Key: r.Facts}, nil, r.Rule.Digest())
	}
	return ""
}

// Sentence returns the exact sentence of statement n of this request.
func (r Request) Sentence(n int) string {
	return Sentence(n, r.Plan, r.Facts.Ref, r.Audit, r.DecisionDigest())
}

// BlockedByUse returns what is in production use now, where the rule refuses a
// deletion for it.
func (r Request) BlockedByUse() []Dependency { return r.blockedByUse(r.Rule) }

func (r Request) blockedByUse(rule Rule) []Dependency {
	if r.Plan.Action != Delete || !rule.BlockInUse || r.Audit == nil {
		return nil
	}
	return r.Audit.InUse()
}

// numbers joins statement numbers for a sentence: "3, 4, 5".
func numbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, ", ")
}

// names joins the IDs of the first few dependencies and counts the others.
func names(deps []Dependency) string {
	const shown = 3
	var ids []string
	for _, d := range deps[:min(shown, len(deps))] {
		ids = append(ids, string(d.Category)+" "+d.ID)
	}
	text := strings.Join(ids, ", ")
	if more := len(deps) - shown; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

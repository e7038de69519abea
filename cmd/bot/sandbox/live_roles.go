package sandbox

import (
	"slices"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/policyfile"
)

// roles are what the policy of a world gives to people.
type roles struct {
	policy guard.Policy
	groups map[string][]string // user IDs of the members by group ID
}

func rolesOf(w World) (roles, error) {
	text, err := w.policyText()
	if err != nil {
		return roles{}, invalidWorld(err)
	}
	p, err := policyfile.Parse([]byte(text))
	if err != nil {
		return roles{}, invalidWorld(err)
	}
	r := roles{policy: p, groups: map[string][]string{}}
	for _, g := range w.Slack.Groups {
		r.groups[g.ID] = w.ids(g.Users)
	}
	return r, nil
}

// of says what somebody may do to at least some keys; empty: nothing.
func (r roles) of(user string) string {
	who := guard.Person{ID: user}
	for id, members := range r.groups {
		if slices.Contains(members, user) {
			who.Groups = append(who.Groups, id)
		}
	}
	var words []string
	add := func(word string, holds bool) {
		if holds && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	for _, rule := range r.policy.Rules {
		add("approver", rule.Approvers.Has(who))
		add("requester", rule.Requesters.Has(who) && !rule.Approvers.Has(who))
		add("reader", rule.Readers.Has(who))
	}
	add("rescuer", r.policy.MayRescue(who))
	return strings.Join(words, ", ")
}

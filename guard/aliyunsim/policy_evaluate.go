package aliyunsim

import (
	"slices"
	"strings"
)

// ask is one question to a policy: may this be done to that, in this context.
type ask struct {
	action   string // ram action: kms:DescribeKey
	resource string // ARN
	context  map[string]string
	ignore   string // condition key that is not enforced; empty: all are
}

// verdict is a policy's answer; the greater one wins.
type verdict int

const (
	silent verdict = iota
	allowed
	denied
)

// evaluate returns the strongest verdict of all statements: an explicit Deny
// wins over any Allow.
func evaluate(policies []*policy, a ask) verdict {
	v := silent
	for _, p := range policies {
		for _, s := range p.statements {
			v = max(v, s.verdict(a))
		}
	}
	return v
}

func (s statement) verdict(a ask) verdict {
	if !s.coversAction(a.action) || !s.coversResource(a.resource) || !s.conditionsHold(a) {
		return silent
	}
	if s.deny {
		return denied
	}
	return allowed
}

// coversAction compares without case, as RAM does.
func (s statement) coversAction(action string) bool {
	fits := func(p string) bool { return wildcard(strings.ToLower(p), strings.ToLower(action)) }
	if len(s.notActions) > 0 {
		return !slices.ContainsFunc(s.notActions, fits)
	}
	return slices.ContainsFunc(s.actions, fits)
}

func (s statement) coversResource(resource string) bool {
	fits := func(p string) bool { return wildcard(p, resource) }
	if len(s.notResources) > 0 {
		return !slices.ContainsFunc(s.notResources, fits)
	}
	return len(s.resources) == 0 || slices.ContainsFunc(s.resources, fits)
}

// conditionsHold says whether all conditions are met. One on a key that is not
// enforced counts as met for an Allow and as never met for a Deny, which is
// what a cloud that overlooks the key would do.
func (s statement) conditionsHold(a ask) bool {
	for _, c := range s.conditions {
		if c.key == a.ignore && a.ignore != "" {
			if s.deny {
				return false
			}
			continue
		}
		if !c.holds(a.context) {
			return false
		}
	}
	return true
}

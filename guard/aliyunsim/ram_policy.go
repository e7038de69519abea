package aliyunsim

import (
	"net/http"
	"slices"
)

// findPolicy returns the policy that a call names, attached or not.
func (s *Sim) findPolicy(c *call) (*policy, *apiError) {
	name, kind := c.str("PolicyName"), c.str("PolicyType")
	if !is("System", "Custom")(kind) {
		return nil, invalidParameter("PolicyType", "must be System or Custom")
	}
	if kind == policyType(name) {
		if p := s.attached(name); p != nil {
			return p, nil
		}
		if found, err := s.resolvePolicies([]PolicyRef{{Name: name}}); err == nil {
			return found[0], nil
		}
	}
	return nil, refuse(http.StatusNotFound, "EntityNotExist.Policy", "The policy not exists: %s.", name)
}

// attached returns the policy of that name that somebody has, nil if nobody has.
func (s *Sim) attached(name string) *policy {
	var lists [][]*policy
	for _, i := range s.identities {
		if i.account == s {
			lists = append(lists, i.policies)
		}
	}
	for _, r := range s.roles {
		lists = append(lists, r.policies)
	}
	for _, p := range slices.Concat(lists...) {
		if p.name == name {
			return p
		}
	}
	return nil
}

func getPolicy(s *Sim, c *call) (any, *apiError) {
	p, err := s.findPolicy(c)
	if err != nil {
		return nil, err
	}
	row := p.row()
	row["PolicyDocument"] = p.text
	return object{"Policy": row, "DefaultPolicyVersion": p.version()}, nil
}

func getPolicyVersion(s *Sim, c *call) (any, *apiError) {
	p, err := s.findPolicy(c)
	if err != nil {
		return nil, err
	}
	if c.str("VersionId") != "v1" {
		return nil, refuse(http.StatusNotFound, "EntityNotExist.Policy.Version", "The policy version not exists: %s.", c.str("VersionId"))
	}
	return object{"PolicyVersion": p.version()}, nil
}

// version is the one version that a policy of the world has.
func (p *policy) version() object {
	return object{"VersionId": "v1", "IsDefaultVersion": true, "PolicyDocument": p.text, "CreateDate": policyDate}
}

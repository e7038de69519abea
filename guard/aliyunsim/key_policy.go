package aliyunsim

import (
	"fmt"
	"slices"
	"strings"
)

// keyPolicyOf returns the key policy that applies to a call on a key with a
// policy of its own. The default one adds nothing to RAM.
func (s *Sim) keyPolicyOf(c *call) (*policy, bool) {
	if !s.products[c.action.product].kms || c.str("KeyId") == "" {
		return nil, false
	}
	id := keyResource(s, c)
	k, ok := s.keys.byID[id[strings.LastIndexByte(id, '/')+1:]]
	if !ok || k.policy == nil {
		return nil, false
	}
	return k.policy, true
}

// verdictFor evaluates the statements that name the caller. Within the account
// an Allow there is as good as one in RAM, and a Deny wins. A statement for the
// whole account only says that RAM decides.
func (p *policy) verdictFor(who *identity, account string, a ask) verdict {
	names := []string{
		"RAM:" + fmt.Sprintf("acs:ram::%s:user/%s", account, who.user),
		"RAM:" + fmt.Sprintf("acs:ram::%s:role/%s", account, who.role),
		"RAM:" + who.arn(account),
	}
	v := silent
	for _, s := range p.statements {
		if slices.ContainsFunc(s.principals, func(n string) bool { return slices.Contains(names, n) }) {
			v = max(v, s.verdict(a))
		}
	}
	return v
}

// policyText is the key's policy as GetKeyPolicy answers it.
func (s *Sim) policyText(k *cmk) string {
	if k.policy != nil {
		return k.policy.text
	}
	return fmt.Sprintf(`{"Version":"1","Statement":[{"Sid":"kms default key policy","Effect":"Allow","Principal":{"RAM":["acs:ram::%s:*"]},"Action":["kms:*"],"Resource":["*"]}]}`, s.account)
}

package aliyunsim

import "net/http"

// maxKeyPolicy is the longest key policy. KMS: 32,768 bytes.
const maxKeyPolicy = 32768

// checkPolicyName refuses any name but default, the only one that exists.
func checkPolicyName(c *call) *apiError {
	if name := c.str("PolicyName"); name != "" && name != "default" {
		return refuse(http.StatusNotFound, "Forbidden.PolicyNotFound", "The specified policy %s is not found.", name)
	}
	return nil
}

func getKeyPolicy(s *Sim, c *call) (any, *apiError) {
	if err := checkPolicyName(c); err != nil {
		return nil, err
	}
	k, err := s.find(c)
	if err != nil {
		return nil, err
	}
	return object{"Policy": s.policyText(k)}, nil
}

func setKeyPolicy(s *Sim, c *call) (any, *apiError) {
	if err := checkPolicyName(c); err != nil {
		return nil, err
	}
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	text := c.str("Policy")
	p, failure := parsePolicy("of key "+k.ID, text)
	if failure != nil || len(text) > maxKeyPolicy {
		return nil, invalidParameter("Policy", "must be a policy document of at most 32,768 bytes")
	}
	k.policy = p
	c.changed()
	return object{}, nil
}

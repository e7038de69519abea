package aliyun

import (
	"encoding/json"
	"time"

	"kmsguard/guard"
)

// policyDocument is a RAM policy.
type policyDocument struct {
	Version   string
	Statement []policyStatement
}

type policyStatement struct {
	Effect    string
	Action    []string
	Resource  []string
	Condition map[string]map[string]string `json:",omitempty"`
}

// sessionPolicy narrows a session to reading one key and, if call is given, to
// that one call on it, until a deadline in the cloud's time (none if zero).
func sessionPolicy(key guard.KeyRef, call guard.Call, until time.Time) (string, error) {
	s := policyStatement{Effect: "Allow", Action: []string{"kms:DescribeKey"}, Resource: []string{key.ARN()}}
	if call != "" {
		s.Action = append(s.Action, "kms:"+string(call))
	}
	if !until.IsZero() {
		s.Condition = map[string]map[string]string{
			"DateLessThan": {"acs:CurrentTime": until.UTC().Format(time.RFC3339)},
		}
	}
	text, err := json.Marshal(policyDocument{Version: "1", Statement: []policyStatement{s}})
	return string(text), err
}

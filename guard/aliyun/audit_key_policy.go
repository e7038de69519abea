package aliyun

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard/aliyun/acs"
)

// readKeyPolicy looks for other accounts that the key's policy admits: what
// they encrypted with it can only be seen in their own resources.
func readKeyPolicy(ctx context.Context, r *reading) error {
	f := r.findings[0]
	reply, err := r.kms(ctx, "GetKeyPolicy", r.region, func(k acs.Keys) (acs.Reply, error) {
		return k.GetKeyPolicy(ctx, f.subject.key.Ref.ID)
	})
	if f.subject.key.Instance == "" && saysNone("kms.GetKeyPolicy", err) {
		f.without = "the key has no policy of its own"
		return nil
	}
	if err != nil {
		return err
	}
	foreign, err := foreignPrincipals(reply, r.o.Account)
	if err != nil {
		return err
	}
	f.unknowable(len(foreign), "use by "+strings.Join(foreign, ", "), foreign...)
	return nil
}

// foreignPrincipals decodes a key policy and returns whom it admits from other
// accounts, sorted, each once. A policy that is not wholly understood is incomplete.
func foreignPrincipals(reply acs.Reply, account string) ([]string, error) {
	var v struct{ Policy string }
	if err := reply.Decode(&v); err != nil {
		return nil, err
	}
	var p struct {
		Statement []struct {
			Effect    string
			Principal json.RawMessage
		}
	}
	if json.Unmarshal([]byte(v.Policy), &p) != nil || len(p.Statement) == 0 {
		return nil, incomplete("GetKeyPolicy", "the key policy cannot be read", reply.RequestID)
	}
	var foreign []string
	for _, s := range p.Statement {
		if s.Effect == "Deny" {
			continue
		}
		names, err := principals(s.Principal)
		if err != nil {
			return nil, incomplete("GetKeyPolicy", err.Error(), reply.RequestID)
		}
		for _, name := range names {
			if !within(name, account) {
				foreign = append(foreign, name)
			}
		}
	}
	slices.Sort(foreign)
	return slices.Compact(foreign), nil
}

// principals reads {"RAM": [ARN…]}, {"RAM": ARN} and "*".
func principals(raw json.RawMessage) ([]string, error) {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return []string{one}, nil
	}
	var kinds map[string]json.RawMessage
	if json.Unmarshal(raw, &kinds) != nil || len(kinds) == 0 {
		return nil, errors.New("a statement of the key policy names nobody in a form that is known")
	}
	var all []string
	for kind, value := range kinds {
		var names []string
		switch {
		case json.Unmarshal(value, &names) == nil:
		case json.Unmarshal(value, &one) == nil:
			names = []string{one}
		default:
			return nil, fmt.Errorf("the key policy names its %s principals in a form that is not known", kind)
		}
		all = append(all, names...)
	}
	return all, nil
}

// within reports whether a principal belongs to an account: its ARN
// acs:ram::ACCOUNT:…, or the bare account ID.
func within(name, account string) bool {
	return name == account || strings.HasPrefix(name, "acs:ram::"+account+":")
}

package aliyun

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// readKeyPolicy reads whom the key's policy admits beside the account itself.
// What another account encrypted with the key can only be seen in its own
// resources; those of accounts that are looked at are seen there.
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
	admitted, err := admittedBy(reply)
	if err != nil {
		return err
	}
	var unseen []string
	for _, name := range admitted {
		if itself(name, r.o.Account) {
			continue
		}
		f.grant(name, r.o.Account, reply.RequestID)
		if !within(name, r.o.Account) && !r.looksInto(name) {
			unseen = append(unseen, name)
		}
	}
	f.unknowable(len(unseen), "use by "+strings.Join(unseen, ", "), unseen...)
	return nil
}

// grant records somebody whom the key's policy admits by name.
func (f *finding) grant(name, account, requestID string) {
	d := guard.Dependency{
		ID: name, Relation: "grant", Severity: guard.AtRest, Onset: guard.AtOnce, CloudRequestID: requestID,
		Detail:    "admitted by the key policy, in this account",
		OnDisable: "its calls with the key fail at once", OnDeletion: "what it encrypted with the key is lost",
	}
	if !within(name, account) {
		d.Severity, d.Detail = guard.InUse, "admitted by the key policy, in another account"
	}
	f.depends(d)
}

// looksInto reports whether a principal is of an account whose resources are read.
func (s *sweep) looksInto(principal string) bool {
	return slices.ContainsFunc(s.accounts, func(a *account) bool { return a.err == nil && within(principal, a.id) })
}

// admittedBy decodes a key policy and returns whom it admits, sorted, each once.
// A policy that is not wholly understood is incomplete.
func admittedBy(reply acs.Reply) ([]string, error) {
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
	var all []string
	for _, s := range p.Statement {
		if s.Effect == "Deny" {
			continue
		}
		names, err := principals(s.Principal)
		if err != nil {
			return nil, incomplete("GetKeyPolicy", err.Error(), reply.RequestID)
		}
		all = append(all, names...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
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

// itself reports whether a principal is a whole account, which every policy
// admits: acs:ram::ACCOUNT:*, acs:ram::ACCOUNT:root, or the bare account ID.
func itself(name, account string) bool {
	return name == account || name == "acs:ram::"+account+":*" || name == "acs:ram::"+account+":root"
}

package aliyun

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"kmsguard/guard/aliyun/acs"
)

// accessPolicy is what applications behind a gateway may use.
type accessPolicy struct {
	KmsInstance string // "shared" where it is bound to none
	Resources   []string
	requestID   string
}

// policiesOf reads the names of an access point's policies, which are a JSON list
// inside a text.
func (g *gateway) policiesOf(ctx context.Context, p accessPoint) (names []string, requestID string, err error) {
	reply, err := g.call(ctx, acs.Request{
		Product: acs.KMS, Action: "DescribeApplicationAccessPoint", Region: g.region, Subject: p.Name, Query: present("Name", p.Name),
	})
	if err != nil {
		return nil, "", err
	}
	var v struct{ Name, Policies string }
	if err := reply.Decode(&v); err != nil {
		return nil, "", err
	}
	if v.Name != p.Name || json.Unmarshal([]byte(v.Policies), &names) != nil || names == nil {
		return nil, "", incomplete("DescribeApplicationAccessPoint", fmt.Sprintf("the policies of %s cannot be read", p.Name), reply.RequestID)
	}
	slices.Sort(names)
	return slices.Compact(names), reply.RequestID, nil
}

// policy reads a policy, once for all access points that share it.
func (g *gateway) policy(ctx context.Context, name string) (accessPolicy, error) {
	g.mu.Lock()
	read := g.policies[name]
	if read == nil {
		read = sync.OnceValues(func() (accessPolicy, error) { return g.readPolicy(ctx, name) })
		g.policies[name] = read
	}
	g.mu.Unlock()
	return read()
}

func (g *gateway) readPolicy(ctx context.Context, name string) (accessPolicy, error) {
	reply, err := g.call(ctx, acs.Request{
		Product: acs.KMS, Action: "DescribePolicy", Region: g.region, Subject: "policy " + name, Query: present("Name", name),
	})
	if err != nil {
		return accessPolicy{}, err
	}
	p := accessPolicy{requestID: reply.RequestID}
	if err := reply.Decode(&p); err != nil {
		return p, err
	}
	if p.Resources == nil {
		return p, incomplete("DescribePolicy", fmt.Sprintf("the policy %s names no resources", name), reply.RequestID)
	}
	return p, nil
}

// admits reports whether the policy lets applications use a key: it names
// key/ID, key/*, the ARN, or *. One that is bound to another instance does not. A
// form that is not known is an error: it might.
func (p accessPolicy) admits(k *subject) (bool, error) {
	if strings.HasPrefix(p.KmsInstance, "kst-") && p.KmsInstance != k.key.Instance {
		return false, nil
	}
	for _, resource := range p.Resources {
		if admits, err := k.namedBy(resource); admits || err != nil {
			return admits, err
		}
	}
	return false, nil
}

// namedBy reports whether a resource of a policy is the key, or all keys.
func (k *subject) namedBy(resource string) (bool, error) {
	local, here := resource, true
	if parts := strings.SplitN(resource, ":", 5); len(parts) == 5 && strings.HasPrefix(resource, "acs:kms:") {
		here = (parts[2] == "*" || parts[2] == k.key.Ref.Region) && (parts[3] == "*" || parts[3] == k.key.Ref.Account)
		local = parts[4]
	}
	kind, name, _ := strings.Cut(local, "/")
	switch {
	case local == "*", kind == "key" && name == "*":
		return here, nil
	case kind == "secret":
		return false, nil
	case kind != "key" || strings.ContainsAny(name, "*?"):
		return false, fmt.Errorf("the resource %q has a form that is not known", resource)
	case !here:
		return false, nil
	}
	return k.isID(name)
}

// listed writes names one after the other; "none" if there are none.
func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

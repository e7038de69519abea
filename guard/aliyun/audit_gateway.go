package aliyun

import (
	"context"
	"fmt"
	"sync"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// readGateway reads the applications that may use the key through the gateway of
// its own KMS instance. What they do there is in no trail, so that the gateway
// stays unknowable; an application whose policies admit the key depends on it.
func readGateway(ctx context.Context, r *reading) error {
	f := r.findings[0]
	instance := f.subject.key.Instance
	if instance == "" {
		f.without = "the key lies in no KMS instance"
		return nil
	}
	points, err := paged(r.caller, "application access points", acs.Request{Product: acs.KMS, Action: "ListApplicationAccessPoints", Region: r.region},
		kmsPage, shape{rows: "ApplicationAccessPoints.ApplicationAccessPoint", total: "TotalCount"}, accessPoint.id).read(ctx)
	if err != nil {
		return err
	}
	g := &gateway{reading: r, on: f, policies: map[string]func() (accessPolicy, error){}}
	if err := each(ctx, r, points, g.point); err != nil {
		return err
	}
	// The gateway itself is there to be looked at, even where no access point is.
	f.unknowable(max(len(points), 1), fmt.Sprintf("use through the gateway of %s, by %s", instance, count(len(points), "access point")), g.items...)
	return nil
}

// gateway is the gateway of a key's instance while it is read.
type gateway struct {
	*reading
	on *finding

	mu       sync.Mutex
	policies map[string]func() (accessPolicy, error) // by name, each read once
	items    []string
}

// point reads the policies of an access point, and records it if one of them
// admits the key.
func (g *gateway) point(ctx context.Context, p accessPoint) error {
	names, requestID, err := g.policiesOf(ctx, p)
	if err != nil {
		return err
	}
	var admitting []string
	for _, name := range names {
		policy, err := g.policy(ctx, name)
		if err != nil {
			return err
		}
		admits, err := policy.admits(g.on.subject)
		if err != nil {
			return incomplete("DescribePolicy", fmt.Sprintf("the policy %s: %s", name, err), policy.requestID)
		}
		if admits {
			admitting = append(admitting, name)
		}
	}
	g.note(p, names)
	if len(admitting) == 0 {
		return nil
	}
	g.on.depends(guard.Dependency{
		ID: p.Name, Name: p.Name, Relation: "access point", Severity: guard.InUse, Onset: guard.AtOnce, CloudRequestID: requestID,
		Detail:    "application that the policy admits: " + listed(admitting),
		OnDisable: "its calls with the key fail at once", OnDeletion: "what it encrypted with the key is lost",
	})
	return nil
}

// note names an access point with its policies.
func (g *gateway) note(p accessPoint, policies []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.items = append(g.items, fmt.Sprintf("access point %s, policies: %s", p.Name, listed(policies)))
}

// accessPoint is a row of ListApplicationAccessPoints.
type accessPoint struct{ Name string }

func (p accessPoint) id() string { return p.Name }

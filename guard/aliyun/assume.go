package aliyun

import (
	"context"
	"fmt"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// sessionLife is the shortest life that STS gives a session.
const sessionLife = 900 * time.Second

// role returns the options of a role.
func (c *Client) role(r guard.Role) (RoleOptions, error) {
	switch r {
	case guard.DestroyRole:
		return c.o.Roles.Destroy, nil
	case guard.RescueRole:
		return c.o.Roles.Rescue, nil
	}
	return RoleOptions{}, &guard.Error{Op: "aliyun.role", Kind: guard.Internal, Err: fmt.Errorf("%q is no role", r)}
}

func (c *Client) roleARN(name string) string { return "acs:ram::" + c.o.Account + ":role/" + name }

// Assume opens a session for one operation: named after it, for its one call on
// its one key, until its deadline. It changes nothing; repeating it makes
// another session. Kinds: Denied if the role may not be assumed, Unavailable,
// Throttled.
func (c *Client) Assume(ctx context.Context, op guard.Operation) (guard.Session, error) {
	if _, known := mutations[op.Call]; !known {
		return guard.Session{}, &guard.Error{Op: "aliyun.Assume", Subject: op.ID, Kind: guard.Invalid, Err: fmt.Errorf("%q is no call that changes a key", op.Call)}
	}
	policy, err := sessionPolicy(op.Key, op.Call, op.Deadline)
	if err != nil {
		return guard.Session{}, retold(err, "Assume", op.ID)
	}
	session, err := c.session(ctx, op.Role, op.ID, policy)
	if err != nil {
		return guard.Session{}, retold(err, "Assume", op.ID)
	}
	return guard.Session{
		AccessKeyID: session.Credentials.AccessKeyID,
		Expires:     session.Expires,
		Call: func(ctx context.Context) (guard.Outcome, error) {
			return c.mutate(ctx, op, session.Credentials)
		},
	}, nil
}

// session assumes a role with a session policy.
func (c *Client) session(ctx context.Context, r guard.Role, name, policy string) (acs.Session, error) {
	role, err := c.role(r)
	if err != nil {
		return acs.Session{}, err
	}
	a := acs.Assume{RoleARN: c.roleARN(role.Name), Session: name, Policy: policy, Life: sessionLife}
	return ask(ctx, c.caller, "sts.AssumeRole", c.o.DefaultRegion, func(as Credentials) (acs.Session, error) {
		return c.acs.AssumeRole(ctx, c.o.DefaultRegion, as, a)
	})
}

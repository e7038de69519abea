package aliyun

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// checkSession names the sessions that only look whether a role is as it should be.
const checkSession = "kmsguard-check"

// CheckPrincipal looks at a role before it is used: which policies it has, by
// the bot's own identity; and who a session of it is that may only describe the
// key. What is not as it should be is told in Problem and Hint; what could not
// be looked at is an error. It changes nothing.
func (c *Client) CheckPrincipal(ctx context.Context, r guard.Role, key guard.KeyRef) (guard.Principal, error) {
	p := guard.Principal{Role: r, At: c.o.Now()}
	role, err := c.role(r)
	if err != nil {
		return p, err
	}
	for _, look := range []func(context.Context, *guard.Principal, RoleOptions, guard.KeyRef) error{c.checkPolicies, c.checkSession} {
		if err := look(ctx, &p, role, key); err != nil {
			return p, retold(err, "CheckPrincipal", role.Name)
		}
		if p.Problem != "" {
			return p, nil
		}
	}
	return p, nil
}

// checkPolicies compares the attached policies with those that must be.
func (c *Client) checkPolicies(ctx context.Context, p *guard.Principal, role RoleOptions, _ guard.KeyRef) error {
	reply, err := c.call(ctx, acs.Request{
		Product: acs.RAM, Action: "ListPoliciesForRole", Region: c.o.DefaultRegion,
		Query: map[string]string{"RoleName": role.Name},
	})
	if acs.CodeOf(err) == "EntityNotExist.Role" {
		p.Problem = fmt.Sprintf("the role %s does not exist", role.Name)
		p.Hint = "Create the role with the policies that the deployment files give."
		return nil
	}
	if guard.KindOf(err) == guard.Denied {
		p.Problem = fmt.Sprintf("the bot may not read the policies of %s%s", role.Name, codeIn(err))
		p.Hint = "Allow ram:ListPoliciesForRole to the bot's own identity."
		return nil
	}
	if err != nil {
		return err
	}
	if p.Policies, err = policyNames(reply); err != nil {
		return err
	}
	if missing := without(role.Policies, p.Policies); len(missing) > 0 {
		p.Problem = fmt.Sprintf("the role %s does not have %s attached", role.Name, strings.Join(missing, " and "))
		p.Hint = "Attach the policy to the role: the role may then do its own calls and nothing else."
	}
	return nil
}

// policyNames decodes ListPoliciesForRole, which is not paged.
func policyNames(reply acs.Reply) ([]string, error) {
	var v struct {
		Policies *struct{ Policy []struct{ PolicyName string } }
	}
	if err := reply.Decode(&v); err != nil {
		return nil, err
	}
	if v.Policies == nil {
		return nil, incomplete("ListPoliciesForRole", "the answer holds no list of policies", reply.RequestID)
	}
	var names []string
	for _, p := range v.Policies.Policy {
		names = append(names, p.PolicyName)
	}
	slices.Sort(names)
	return names, nil
}

func without(wanted, have []string) []string {
	return slices.DeleteFunc(slices.Clone(wanted), func(w string) bool { return slices.Contains(have, w) })
}

// checkSession opens a session that may only describe the key, asks whom the
// cloud takes it for, and describes the key with it.
func (c *Client) checkSession(ctx context.Context, p *guard.Principal, role RoleOptions, key guard.KeyRef) error {
	policy, err := sessionPolicy(key, "", time.Time{})
	if err != nil {
		return err
	}
	session, err := c.session(ctx, p.Role, checkSession, policy)
	if guard.KindOf(err) == guard.Denied || guard.KindOf(err) == guard.NotFound {
		p.Problem = fmt.Sprintf("the bot may not assume %s%s", role.Name, codeIn(err))
		p.Hint = "Name the bot's identity in the role's trust policy and give it AliyunSTSAssumeRoleAccess."
		return nil
	}
	if err != nil {
		return err
	}
	who, err := ask(ctx, c.caller, "sts.GetCallerIdentity", c.o.DefaultRegion, func(Credentials) (acs.Identity, error) {
		return c.acs.CallerIdentity(ctx, c.o.DefaultRegion, session.Credentials)
	})
	if err != nil {
		return err
	}
	p.ARN = who.ARN
	if want := "assumed-role/" + role.Name + "/" + checkSession; who.Account != c.o.Account || !strings.HasSuffix(strings.ToLower(who.ARN), strings.ToLower(want)) {
		p.Problem = fmt.Sprintf("a session of %s is taken for %s of account %s", role.Name, who.ARN, who.Account)
		p.Hint = "Check the configured account and role names."
		return nil
	}
	return c.checkReach(ctx, p, role, key, session.Credentials)
}

// checkReach shows that the role reaches the key at all.
func (c *Client) checkReach(ctx context.Context, p *guard.Principal, role RoleOptions, key guard.KeyRef, as Credentials) error {
	_, err := ask(ctx, c.caller, "kms.DescribeKey", key.Region, func(Credentials) (acs.Reply, error) {
		return c.acs.Keys(key.Region, as).DescribeKey(ctx, key.ID)
	})
	if guard.KindOf(err) == guard.Denied {
		p.Problem = fmt.Sprintf("a session of %s may not describe the key%s", role.Name, codeIn(err))
		p.Hint = "Check the policies of the role and the key policy: something denies kms:DescribeKey."
		return nil
	}
	if guard.KindOf(err) == guard.NotFound {
		return nil // the key itself is the business of whoever reads it
	}
	return err
}

// codeIn returns the cloud's code in brackets, or nothing.
func codeIn(err error) string {
	if e := (*acs.CloudError)(nil); errors.As(err, &e) {
		return " (" + e.Code + ")"
	}
	return ""
}

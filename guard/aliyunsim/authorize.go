package aliyunsim

import (
	"net/http"
	"strconv"
	"time"
)

// authorize asks RAM, and the session policy where there is one, whether the
// caller may do this. Both must allow, and a Deny in either wins.
func (s *Sim) authorize(c *call) *apiError {
	if c.action.permission == noPermission {
		return nil
	}
	a := s.question(c)
	ram := evaluate(c.who.policies, a)
	if p, keyed := s.keyPolicyOf(c); keyed {
		ram = max(ram, p.verdictFor(c.who, s.account, a))
	}
	session := allowed
	if c.who.limit != nil {
		session = evaluate([]*policy{c.who.limit}, a)
	}
	if ram == allowed && session == allowed {
		return nil
	}
	return s.denial(c, a, ram == denied || session == denied, session != allowed)
}

// question is what the call asks of policies.
func (s *Sim) question(c *call) ask {
	a := ask{
		action:   firstOf(c.action.permission, c.action.product+":"+c.action.name),
		resource: "*",
		context: map[string]string{
			keyCurrentTime:        c.now.UTC().Format(time.RFC3339Nano),
			"acs:SourceIp":        c.sourceIP,
			"acs:SecureTransport": strconv.FormatBool(c.tls),
			"acs:MFAPresent":      "false",
		},
	}
	if c.action.resource != nil {
		a.resource = c.action.resource(s, c)
	}
	if !*s.settings.EnforceCurrentTime {
		a.ignore = keyCurrentTime
	}
	return a
}

// denial is the refusal in the product's words, with the detail that gateway
// products add.
func (s *Sim) denial(c *call, a ask, explicit, bySession bool) *apiError {
	kind := "ImplicitDeny"
	if explicit {
		kind = "ExplicitDeny"
	}
	from := "AccountLevelIdentityBasedPolicy"
	if bySession {
		from = "SessionPolicy"
	}
	e := refuse(http.StatusForbidden, firstOf(s.products[c.action.product].denied, "NoPermission"),
		"You are not authorized to perform this operation. Action: %s, Resource: %s.", a.action, a.resource)
	e.Denied = object{
		"AuthAction": a.action, "NoPermissionType": kind, "PolicyType": from,
		"AuthPrincipalOwnerId": s.account, "AuthPrincipalType": c.who.kind(), "AuthPrincipalDisplayName": c.who.principalID(),
	}
	return e
}

// kind names the kind of caller as denials and GetCallerIdentity do.
func (i *identity) kind() string {
	if i.role != "" {
		return "AssumedRoleUser"
	}
	return "RAMUser"
}

package aliyunsim

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Bounds of AssumeRole. STS: a session lasts from 900 s to the longest that the
// role has, one hour unless raised; a session policy has at most 2,048 bytes.
const (
	minSession       = 900
	defaultSession   = 3600
	maxSessionPolicy = 2048
)

// sessionName is the form of RoleSessionName. STS: 2 to 64 characters.
var sessionName = regexp.MustCompile(`^[A-Za-z0-9.@_-]{2,64}$`)

// stsActions are what the simulator serves of STS 2015-04-01.
func stsActions() []action {
	return []action{
		{
			// STS names 100 calls a second for the account.
			name: "AssumeRole", rate: perSecond(100), required: []string{"RoleArn", "RoleSessionName"},
			optional: []string{"DurationSeconds", "Policy", "ExternalId"},
			resource: func(_ *Sim, c *call) string { return c.str("RoleArn") }, handle: assumeRole,
		},
		{name: "GetCallerIdentity", permission: noPermission, handle: getCallerIdentity},
	}
}

// assumeRole opens a session of a role that trusts the caller. The session may
// do what both the role's policies and the session policy allow.
func assumeRole(s *Sim, c *call) (any, *apiError) {
	r, err := s.trustingRole(c)
	if err != nil {
		return nil, err
	}
	if !sessionName.MatchString(c.str("RoleSessionName")) {
		return nil, refuse(http.StatusBadRequest, "InvalidParameter.RoleSessionName", "RoleSessionName must have 2 to 64 characters of A-Z a-z 0-9 . @ - _.")
	}
	seconds, err := c.integer("DurationSeconds", min(defaultSession, int(r.longest.Seconds())), minSession, int(r.longest.Seconds()))
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "InvalidParameter.DurationSeconds", "DurationSeconds must be from %d to %d.", minSession, int(r.longest.Seconds()))
	}
	limit, err := sessionPolicy(c.str("Policy"))
	if err != nil {
		return nil, err
	}
	expires := c.now.Add(time.Duration(seconds) * time.Second).Truncate(time.Second)
	session := r.account.openSession(r, c.str("RoleSessionName"), limit, c.str("Policy"), expires)
	c.changed()
	return object{
		"AssumedRoleUser": object{"AssumedRoleId": session.principalID(), "Arn": session.arn(r.account.account)},
		"Credentials": object{
			"AccessKeyId": session.accessKey, "AccessKeySecret": session.secret, "SecurityToken": session.token, "Expiration": stamp(expires),
		},
	}, nil
}

// trustingRole returns the role that the call names, of whichever account, if
// it trusts the caller.
func (s *Sim) trustingRole(c *call) (*role, *apiError) {
	rest, isARN := strings.CutPrefix(c.str("RoleArn"), "acs:ram::")
	account, name, isRole := strings.Cut(rest, ":role/")
	if !isARN || !isRole {
		return nil, invalidParameter("RoleArn", "must look like acs:ram::ACCOUNT:role/NAME")
	}
	var r *role
	if owner := s.owner(account); owner != nil {
		r = owner.roles[name]
	}
	switch {
	case r == nil:
		return nil, refuse(http.StatusNotFound, "EntityNotExist.Role", "The role not exists: %s.", name)
	case !s.trusts(r, c.who) || r.externalID != "" && r.externalID != c.str("ExternalId"):
		return nil, refuse(http.StatusForbidden, "NoPermission", "You are not authorized to do this action. You should be authorized by RAM.")
	}
	return r, nil
}

// trusts says whether the role's trust policy admits the caller, by itself or
// as one of its account.
func (s *Sim) trusts(r *role, who *identity) bool {
	return slices.Contains(r.trusts, who.arn(s.account)) || slices.Contains(r.trusts, rootARN(s.account))
}

// sessionPolicy reads the parameter Policy; empty means that the role's own
// policies alone decide.
func sessionPolicy(text string) (*policy, *apiError) {
	if text == "" {
		return nil, nil
	}
	p, err := parsePolicy("of the session", text)
	if err != nil || len(text) > maxSessionPolicy {
		return nil, refuse(http.StatusBadRequest, "InvalidParameter.PolicyGrammar", "The parameter Policy is not a policy document of at most 2048 bytes.")
	}
	return p, nil
}

func getCallerIdentity(s *Sim, c *call) (any, *apiError) {
	reply := object{
		"IdentityType": c.who.kind(), "AccountId": s.account, "PrincipalId": c.who.principalID(), "Arn": c.who.arn(s.account),
	}
	if c.who.role != "" {
		reply["RoleId"] = c.who.id
	} else {
		reply["UserId"] = c.who.id
	}
	return reply, nil
}

package aliyunsim

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const destroyRole = "acs:ram::1234567890123456:role/kmsguard-destroy"

// assume opens a session of the destroy role as the guard.
func (c *cloud) assume(pairs ...string) (answer, who) {
	c.t.Helper()
	pairs = append([]string{"RoleArn", destroyRole, "RoleSessionName", "op-1", "DurationSeconds", "900"}, pairs...)
	a := c.call(guard, stsVersion, "AssumeRole", pairs...)
	text := func(name string) string { v, _ := a.at("Credentials", name).(string); return v }
	return a, who{text("AccessKeyId"), text("AccessKeySecret"), text("SecurityToken")}
}

// only is a session policy for one action on one key, until the deadline if there is one.
func only(action, deadline string) string {
	condition := ""
	if deadline != "" {
		condition = fmt.Sprintf(`,"Condition":{"DateLessThan":{"acs:CurrentTime":"%s"}}`, deadline)
	}
	return fmt.Sprintf(`{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:DescribeKey","kms:%s"],"Resource":"acs:kms:cn-hangzhou:1234567890123456:key/%s"%s}]}`, action, testKey, condition)
}

func TestAssumeRole(t *testing.T) {
	c := startCloud(t, "")
	a, session := c.assume()
	if a.code() != "ok" || a.at("Credentials", "Expiration") != "2026-11-02T09:15:00Z" {
		t.Fatalf("answer %s", a.text)
	}
	if arn := a.at("AssumedRoleUser", "Arn"); arn != "acs:ram::1234567890123456:assumed-role/kmsguard-destroy/op-1" {
		t.Errorf("ARN %v", arn)
	}
	me := c.call(session, stsVersion, "GetCallerIdentity")
	want := map[string]any{
		"IdentityType": "AssumedRoleUser", "AccountId": "1234567890123456", "RoleId": "300000000000000004",
		"PrincipalId": "300000000000000004:op-1", "Arn": "acs:ram::1234567890123456:assumed-role/kmsguard-destroy/op-1",
		"RequestId": me.body["RequestId"],
	}
	if diff := cmp.Diff(want, me.body); diff != "" {
		t.Errorf("identity (-want +got):\n%s", diff)
	}
	if a := c.call(session, kmsVersion, "DisableKey", "KeyId", testKey); a.code() != "ok" {
		t.Errorf("the role's own policy: %s", a.text)
	}
}

func TestAssumeRoleRefusals(t *testing.T) {
	c := startCloud(t, "")
	with := func(name, value string) []string { return []string{name, value} }
	tests := []struct {
		name   string
		who    who
		extra  []string
		want   string
		status int
	}{
		{"no permission", who{id: "nobody-id", secret: "nobody-secret"}, nil, "NoPermission", 403},
		{"not trusted", admin, nil, "NoPermission", 403},
		{"no such role", guard, with("RoleArn", "acs:ram::1234567890123456:role/none"), "EntityNotExist.Role", 404},
		{"no ARN", guard, with("RoleArn", "kmsguard-destroy"), "InvalidParameter", 400},
		{"session name", guard, with("RoleSessionName", "a b"), "InvalidParameter.RoleSessionName", 400},
		{"too short", guard, with("DurationSeconds", "899"), "InvalidParameter.DurationSeconds", 400},
		{"too long", guard, with("DurationSeconds", "3601"), "InvalidParameter.DurationSeconds", 400},
		{"policy grammar", guard, with("Policy", `{"Version":"1"}`), "InvalidParameter.PolicyGrammar", 400},
		{"unknown parameter", guard, with("Color", "red"), "InvalidParameter", 400},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pairs := append([]string{"RoleArn", destroyRole, "RoleSessionName", "op-1"}, tt.extra...)
			if a := c.call(tt.who, stsVersion, "AssumeRole", pairs...); a.code() != tt.want || a.status != tt.status {
				t.Errorf("got %s with %d, want %s with %d", a.code(), a.status, tt.want, tt.status)
			}
		})
	}
}

func TestSessionPolicyLimitsTheRole(t *testing.T) {
	c := startCloud(t, "")
	_, session := c.assume("Policy", only("DisableKey", ""))
	for _, tt := range []struct{ action, key, want string }{
		{"DescribeKey", testKey, "ok"},
		{"DescribeKey", "key-hzzservice", "Forbidden.NoPermission"},
		{"EnableKey", testKey, "Forbidden.NoPermission"},
		{"DisableKey", testKey, "ok"},
	} {
		a := c.call(session, kmsVersion, tt.action, "KeyId", tt.key)
		if a.code() != tt.want {
			t.Errorf("%s on %s: got %s, want %s", tt.action, tt.key, a.code(), tt.want)
		}
	}
	last := c.sim.Calls()[len(c.sim.Calls())-1]
	if last.SessionPolicy != only("DisableKey", "") || last.AccessKeyID != session.id {
		t.Errorf("call log does not show the session: %+v", last)
	}
}

func TestSessionPolicyNeverAddsToTheRole(t *testing.T) {
	c := startCloud(t, "")
	_, session := c.assume("Policy", `{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`)
	if a := c.call(session, ramVersion, "GetRole", "RoleName", "kmsguard-destroy"); a.code() != "NoPermission" {
		t.Errorf("got %s", a.code())
	}
}

func TestSessionDeadline(t *testing.T) {
	for _, tt := range []struct{ settings, want string }{
		{"", "Forbidden.NoPermission"},
		{"settings: {enforce_current_time: false}", "ok"},
	} {
		c := startCloud(t, tt.settings)
		_, session := c.assume("Policy", only("DisableKey", "2026-11-02T09:02:00Z"))
		if a := c.call(session, kmsVersion, "DescribeKey", "KeyId", testKey); a.code() != "ok" {
			t.Errorf("before the deadline: %s", a.text)
		}
		c.advance(2 * time.Minute)
		if a := c.call(session, kmsVersion, "DisableKey", "KeyId", testKey); a.code() != tt.want {
			t.Errorf("%q, after the deadline: got %s, want %s", tt.settings, a.code(), tt.want)
		}
	}
}

func TestSessionExpiresByTheCalendar(t *testing.T) {
	c := startCloud(t, "")
	_, session := c.assume()
	c.advance(15 * time.Minute)
	if a := c.call(session, kmsVersion, "DescribeKey", "KeyId", testKey); a.code() != "InvalidAccessKeyId.NotFound" || a.status != 404 {
		t.Errorf("KMS: %s", a.text)
	}
	if a := c.call(session, stsVersion, "GetCallerIdentity"); a.code() != "InvalidSecurityToken.Expired" {
		t.Errorf("STS: %s", a.text)
	}
	c = startCloud(t, "settings: {expired_token_code: Forbidden.AccessKey, expired_token_status: 403}")
	_, session = c.assume()
	c.advance(time.Hour)
	if a := c.call(session, kmsVersion, "DescribeKey", "KeyId", testKey); a.code() != "Forbidden.AccessKey" || a.status != 403 {
		t.Errorf("KMS by setting: %s", a.text)
	}
}

func TestSessionNeedsItsToken(t *testing.T) {
	c := startCloud(t, "")
	_, session := c.assume()
	for token, want := range map[string]string{"": "MissingSecurityToken", "other": "InvalidSecurityToken.Malformed"} {
		if a := c.call(who{session.id, session.secret, token}, stsVersion, "GetCallerIdentity"); a.code() != want {
			t.Errorf("token %q: got %s, want %s", token, a.code(), want)
		}
	}
}

func TestRAM(t *testing.T) {
	c := startCloud(t, "")
	role := c.call(admin, ramVersion, "GetRole", "RoleName", "kmsguard-destroy")
	if role.at("Role", "MaxSessionDuration") != 3600.0 || role.at("Role", "Arn") != destroyRole {
		t.Errorf("role: %s", role.text)
	}
	list := c.call(admin, ramVersion, "ListPoliciesForRole", "RoleName", "kmsguard-destroy").rows("Policies", "Policy")
	if len(list) != 1 || list[0]["PolicyName"] != "AliyunKMSFullAccess" || list[0]["PolicyType"] != "System" {
		t.Errorf("policies: %v", list)
	}
	p := c.call(admin, ramVersion, "GetPolicy", "PolicyName", "AliyunKMSFullAccess", "PolicyType", "System")
	if p.at("DefaultPolicyVersion", "PolicyDocument") != systemPolicies["AliyunKMSFullAccess"] {
		t.Errorf("document: %s", p.text)
	}
	if a := c.call(admin, ramVersion, "GetPolicy", "PolicyName", "all", "PolicyType", "Custom"); a.code() != "ok" {
		t.Errorf("inline policy: %s", a.text)
	}
	if a := c.call(admin, ramVersion, "GetPolicy", "PolicyName", "all", "PolicyType", "System"); a.code() != "EntityNotExist.Policy" {
		t.Errorf("wrong type: %s", a.text)
	}
	if a := c.call(guard, ramVersion, "ListRoles"); a.code() != "NoPermission" || a.at("AccessDeniedDetail", "AuthAction") != "ram:ListRoles" {
		t.Errorf("no permission: %s", a.text)
	}
}

func TestKeyPolicyAddsToRAMAndDenies(t *testing.T) {
	const more = `
  - id: key-open
    region: cn-hangzhou
    policy: {Version: "1", Statement: [{Effect: Allow, Principal: {RAM: ["acs:ram::1234567890123456:user/nobody"]}, Action: ["kms:DescribeKey"], Resource: ["*"]}]}
  - id: key-closed
    region: cn-hangzhou
    policy: {Version: "1", Statement: [{Effect: Deny, Principal: {RAM: ["acs:ram::1234567890123456:user/admin"]}, Action: ["kms:DisableKey"], Resource: ["*"]}]}
`
	c := startCloud(t, more)
	nobody := who{id: "nobody-id", secret: "nobody-secret"}
	for _, tt := range []struct {
		who               who
		action, key, want string
	}{
		{nobody, "DescribeKey", "key-open", "ok"},
		{nobody, "DisableKey", "key-open", "Forbidden.NoPermission"},
		{nobody, "DescribeKey", testKey, "Forbidden.NoPermission"},
		{admin, "DisableKey", "key-closed", "Forbidden.NoPermission"},
		{admin, "DescribeKey", "key-closed", "ok"},
	} {
		if a := c.call(tt.who, kmsVersion, tt.action, "KeyId", tt.key); a.code() != tt.want {
			t.Errorf("%s %s on %s: got %s, want %s", tt.who.id, tt.action, tt.key, a.code(), tt.want)
		}
	}
}

package aliyunsim

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestSLSRefusesWhatIsNotSignedAsItSays(t *testing.T) {
	c := serveProducts(t, slsWorld())
	set := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	for name, tt := range map[string]struct {
		alter  func(*http.Request)
		status int
		code   string
	}{
		"another query":          {func(r *http.Request) { r.URL.RawQuery = "size=2" }, 403, "SignatureNotMatch"},
		"a header more":          {set("x-log-region", "cn-beijing"), 403, "SignatureNotMatch"},
		"a content type":         {set("Content-Type", "application/json"), 403, "SignatureNotMatch"},
		"another date":           {set("Date", c.readReal().Add(time.Minute).Format(http.TimeFormat)), 403, "SignatureNotMatch"},
		"an old date":            {set("Date", c.readReal().Add(-16*time.Minute).Format(http.TimeFormat)), 400, "RequestTimeExpired"},
		"a date to come":         {set("Date", c.readReal().Add(16*time.Minute).Format(http.TimeFormat)), 400, "RequestTimeExpired"},
		"no date":                {set("Date", ""), 400, "InvalidRequestTime"},
		"no signature":           {set("Authorization", ""), 400, "ParameterInvalid"},
		"half a signature":       {set("Authorization", "LOG admin-id"), 400, "ParameterInvalid"},
		"another scheme":         {set("Authorization", "SLS4-HMAC-SHA256 Credential=x"), 400, "ParameterInvalid"},
		"another version":        {set("x-log-apiversion", "0.4.0"), 400, "ParameterInvalid"},
		"another method":         {set("x-log-signaturemethod", "hmac-sha256"), 400, "ParameterInvalid"},
		"another size":           {set("x-log-bodyrawsize", "1"), 400, "ParameterInvalid"},
		"an unknown key":         {set("Authorization", "LOG nobody:c2lnbmF0dXJl"), 401, "Unauthorized"},
		"a token of nobody":      {set("x-acs-security-token", "CAISghost"), 401, "Unauthorized"},
		"somebody's own key":     {set("Authorization", "LOG guard-id:c2lnbmF0dXJl"), 403, "SignatureNotMatch"},
		"a method not signed as": {func(r *http.Request) { r.Method = http.MethodPut }, 403, "SignatureNotMatch"},
	} {
		l := c.sls()
		l.alter = tt.alter
		a := l.get("/?size=1")
		if a.status != tt.status || a.body["errorCode"] != tt.code || strings.Contains(a.text, "c2lnbmF0dXJl") {
			t.Errorf("%s: %d %s, want %d %s", name, a.status, a.text, tt.status, tt.code)
		}
	}
}

func TestSLSTakesSessionsUntilTheyExpire(t *testing.T) {
	c := startCloud(t, `
resources:
  sls_logstores: [{project: shop-logs, name: access, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h}]
`)
	must(t, c.sim.Add("principals", []byte(`{role: audit, trusts: [kmsguard], policies: [{name: logs, document: {Version: "1", Statement: [
		{Effect: Allow, Action: "log:List*", Resource: "*"},
		{Effect: Allow, Action: "log:GetLogStore", Resource: "acs:log:cn-hangzhou:*:project/shop-logs/logstore/access"}]}}]}`)))
	session := c.sls().of("shop-logs")
	_, session.who = c.assume("RoleArn", "acs:ram::1234567890123456:role/audit")
	for _, target := range []string{"/logstores", "/logstores/access"} {
		if a := session.get(target); a.status != http.StatusOK {
			t.Errorf("%s: %s", target, a.text)
		}
	}
	must(t, c.sim.Add("sls_logstores", []byte(`{project: shop-logs, name: other, region: cn-hangzhou}`)))
	refuses(t, session.get("/logstores/other"), http.StatusUnauthorized, "Unauthorized")
	c.advance(16 * time.Minute)
	expired := session.get("/logstores")
	refuses(t, expired, http.StatusUnauthorized, "Unauthorized")
	if !strings.Contains(expired.text, "expired") {
		t.Errorf("it does not say why: %s", expired.text)
	}
}

// A session of a member sees the member's projects.
func TestSLSServesMembers(t *testing.T) {
	c := startCloud(t, "resources: {sls_logstores: [{project: home-logs, name: a, region: cn-hangzhou}]}\n"+shopMember)
	must(t, c.sim.Add("sls_logstores@"+shopAccount, []byte(`{project: member-logs, name: a, region: cn-hangzhou, key: "`+foreignARN+`"}`)))
	must(t, c.sim.Add("principals@"+shopAccount, []byte(`{access_key: logs-id, secret: logs-secret, user: logs, policies: [{name: all, document: `+allowAll+`}]}`)))
	member := c.sls()
	member.who = who{id: "logs-id", secret: "logs-secret"}
	if a := member.get("/"); !strings.Contains(a.text, "member-logs") || strings.Contains(a.text, "home-logs") {
		t.Errorf("projects: %s", a.text)
	}
	if a := member.of("member-logs").get("/logstores/a"); a.at("encrypt_conf", "user_cmk_info", "cmk_key_id") != foreignARN {
		t.Errorf("the key: %s", a.text)
	}
	refuses(t, member.of("home-logs").get("/logstores"), http.StatusNotFound, "ProjectNotExist")
}

// FuzzParseSLSHost asserts that a host is put together again from what was read
// of it, and that an address of its own has no project.
func FuzzParseSLSHost(f *testing.F) {
	f.Add("shop-logs.cn-hangzhou.log.aliyuncs.com")
	f.Add("cn-hangzhou-intranet.log.aliyuncs.com:443")
	f.Add("shop-logs.127.0.0.1:8080")
	f.Add("127.0.0.1:8080")
	f.Add("[::1]:80")
	f.Add(".log.aliyuncs.com")
	f.Fuzz(func(t *testing.T, host string) {
		target, name := parseSLSHost(host), strings.ToLower(hostName(host))
		if strings.Contains(target.project, ".") {
			t.Errorf("%q: the project %q has a dot", host, target.project)
		}
		if target.project != "" && !strings.HasPrefix(name, target.project+".") {
			t.Errorf("%q: the project %q does not stand in front", host, target.project)
		}
		if target.region != "" && !strings.Contains(name, target.region) {
			t.Errorf("%q: the region %q is not in it", host, target.region)
		}
		if target.region != "" && !strings.HasSuffix(name, ".log.aliyuncs.com") {
			t.Errorf("%q: the region %q comes from another domain", host, target.region)
		}
	})
}

// FuzzSLSAuthorization asserts that a header that is taken is spelled by its parts.
func FuzzSLSAuthorization(f *testing.F) {
	f.Add("LOG id:c2lnbmF0dXJl")
	f.Add("LOG :")
	f.Add("OSS id:sig")
	f.Fuzz(func(t *testing.T, header string) {
		id, signature, err := slsAuthorization(header)
		if err == nil && (id == "" || "LOG "+id+":"+signature != header) {
			t.Errorf("%q was read as %q and %q", header, id, signature)
		}
	})
}

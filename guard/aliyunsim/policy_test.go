package aliyunsim

import (
	"strings"
	"testing"
)

func mustPolicy(t *testing.T, text string) *policy {
	t.Helper()
	p, err := parsePolicy("test", text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEvaluate(t *testing.T) {
	const deadline = `"Condition":{"DateLessThan":{"acs:CurrentTime":"2026-11-02T09:15:00Z"}}`
	const key = "acs:kms:cn-hangzhou:1:key/k"
	tests := []struct {
		name       string
		statements string
		ask        ask
		want       verdict
	}{
		{"action and resource fit", `{"Effect":"Allow","Action":"kms:Describe*","Resource":"acs:kms:*:*:key/k"}`, ask{action: "kms:DescribeKey", resource: key}, allowed},
		{"action without case", `{"Effect":"Allow","Action":"KMS:describekey","Resource":"*"}`, ask{action: "kms:DescribeKey", resource: key}, allowed},
		{"other action", `{"Effect":"Allow","Action":["kms:Describe*","kms:List*"],"Resource":"*"}`, ask{action: "kms:DisableKey", resource: key}, silent},
		{"other resource", `{"Effect":"Allow","Action":"*","Resource":"acs:kms:*:*:key/kk"}`, ask{action: "kms:DisableKey", resource: key}, silent},
		{"deny wins", `{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"kms:DisableKey","Resource":"*"}`, ask{action: "kms:DisableKey", resource: key}, denied},
		{"not action", `{"Effect":"Deny","NotAction":["kms:DescribeKey"],"Resource":"*"}`, ask{action: "kms:DescribeKey", resource: key}, silent},
		{"not action, another", `{"Effect":"Deny","NotAction":["kms:DescribeKey"],"Resource":"*"}`, ask{action: "kms:DisableKey", resource: key}, denied},
		{"not resource", `{"Effect":"Allow","Action":"*","NotResource":["acs:kms:*:*:key/k"]}`, ask{action: "kms:DisableKey", resource: key}, silent},
		{"before the deadline", `{"Effect":"Allow","Action":"*","Resource":"*",` + deadline + `}`, ask{context: map[string]string{keyCurrentTime: "2026-11-02T09:14:59Z"}}, allowed},
		{"at the deadline", `{"Effect":"Allow","Action":"*","Resource":"*",` + deadline + `}`, ask{context: map[string]string{keyCurrentTime: "2026-11-02T09:15:00Z"}}, silent},
		{"deadline in another zone", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateLessThan":{"acs:CurrentTime":"2026-11-02T17:15:00+08:00"}}}`, ask{context: map[string]string{keyCurrentTime: "2026-11-02T09:14:59Z"}}, allowed},
		{"deadline not enforced, allow", `{"Effect":"Allow","Action":"*","Resource":"*",` + deadline + `}`, ask{context: map[string]string{keyCurrentTime: "2030-01-01T00:00:00Z"}, ignore: keyCurrentTime}, allowed},
		{"deadline not enforced, deny", `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateGreaterThan":{"acs:CurrentTime":"2026-01-01T00:00:00Z"}}}`, ask{context: map[string]string{keyCurrentTime: "2030-01-01T00:00:00Z"}, ignore: keyCurrentTime}, silent},
		{"key that the request lacks", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"kms:tag/team":"a"}}}`, ask{}, silent},
		{"negated on a key that it lacks", `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"kms:tag/team":"a"}}}`, ask{}, denied},
		{"any of the values", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"x":["a*","b*"]}}}`, ask{context: map[string]string{"x": "bc"}}, allowed},
		{"all of the keys", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"x":"1","y":"2"}}}`, ask{context: map[string]string{"x": "1", "y": "3"}}, silent},
		{"network", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"acs:SourceIp":["10.0.0.0/8"]}}}`, ask{context: map[string]string{"acs:SourceIp": "10.1.2.3"}}, allowed},
		{"boolean", `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"acs:SecureTransport":false}}}`, ask{context: map[string]string{"acs:SecureTransport": "false"}}, denied},
		{"number", `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericLessThanEquals":{"n":30}}}`, ask{context: map[string]string{"n": "30.5"}}, silent},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := mustPolicy(t, `{"Version":"1","Statement":[`+tt.statements+`]}`)
			if got := evaluate([]*policy{p}, tt.ask); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

func TestPoliciesThatCannotBeEnforcedDoNotLoad(t *testing.T) {
	tests := []struct{ text, names string }{
		{`{`, "not a policy document"},
		{`{"Version":"2","Statement":[]}`, "Version"},
		{`{"Version":"1","Statement":[]}`, "Statement is empty"},
		{`{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]} x`, "after the document"},
		{`{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Actions":"*"}]}`, "Actions"},
		{`{"Version":"1","Statement":[{"Effect":"Maybe","Action":"*","Resource":"*"}]}`, "Effect"},
		{`{"Version":"1","Statement":[{"Effect":"Allow","Resource":"*"}]}`, "Action"},
		{`{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}]}`, "Action"},
		{`{"Version":"1","Statement":[{"Effect":"Allow","Action":"*"}]}`, "Resource"},
		{`{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateBefore":{"acs:CurrentTime":"2026-01-01T00:00:00Z"}}}]}`, "DateBefore"},
		{`{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateLessThan":{"acs:CurrentTime":"soon"}}}]}`, "soon"},
		{`{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"acs:SourceIp":"here"}}}]}`, "here"},
		{`{"Version":"1","Statement":[{"Effect":"Allow","Action":[["*"]],"Resource":"*"}]}`, "list of texts"},
	}
	for _, tt := range tests {
		_, err := parsePolicy("test", tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.names) {
			t.Errorf("%s\nerror %v does not name %s", tt.text, err, tt.names)
		}
	}
}

func TestSystemPoliciesLoad(t *testing.T) {
	for name, text := range systemPolicies {
		if _, err := parsePolicy(name, text); err != nil {
			t.Error(err)
		}
	}
}

// A policy that loads says the same when it is loaded again, and never allows
// what it denies.
func FuzzPolicy(f *testing.F) {
	for _, text := range systemPolicies {
		f.Add(text, "kms:DescribeKey", "acs:kms:cn-hangzhou:1:key/k")
	}
	f.Add(`{"Version":"1","Statement":{"Effect":"Deny","NotAction":"a?","NotResource":"*b"}}`, "ab", "cb")
	f.Add(`{"Version":"1","Statement":[{"Effect":"Deny","NotAction":"a?","NotResource":"*b"},{"Effect":"Allow","Action":"*","Resource":"*"}]}`, "x", "c")
	f.Fuzz(func(t *testing.T, text, action, resource string) {
		p, err := parsePolicy("fuzz", text)
		if err != nil {
			return
		}
		again, err := parsePolicy("fuzz", p.text)
		if err != nil {
			t.Fatalf("loaded once, refused the second time: %v", err)
		}
		a := ask{action: action, resource: resource}
		got := evaluate([]*policy{p}, a)
		if other := evaluate([]*policy{again}, a); other != got {
			t.Fatalf("verdict %d became %d", got, other)
		}
		for _, s := range p.statements {
			if s.deny && s.verdict(a) == denied && got != denied {
				t.Fatalf("a statement denies, the policy says %d", got)
			}
		}
	})
}

// The matcher agrees with a plain recursive one.
func FuzzWildcard(f *testing.F) {
	f.Add("kms:Describe*", "kms:DescribeKey")
	f.Add("*a*b?", "xxaybz")
	f.Add("", "")
	f.Add("**", "x")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 12 || len(text) > 24 {
			return
		}
		if got, want := wildcard(pattern, text), slowWildcard(pattern, text); got != want {
			t.Errorf("wildcard(%q, %q) = %v", pattern, text, got)
		}
	})
}

func slowWildcard(pattern, text string) bool {
	switch {
	case pattern == "":
		return text == ""
	case pattern[0] == '*':
		return slowWildcard(pattern[1:], text) || text != "" && slowWildcard(pattern, text[1:])
	}
	return text != "" && (pattern[0] == '?' || pattern[0] == text[0]) && slowWildcard(pattern[1:], text[1:])
}

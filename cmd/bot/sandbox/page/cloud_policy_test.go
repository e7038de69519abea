package page

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"kmsguard/guard/aliyunsim"
)

// oneKey is a policy as the guard sends it: one reading and one changing call on
// one key, until a deadline.
const oneKey = `{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ScheduleKeyDeletion"],"Resource":["acs:kms:cn-hangzhou:1:key/k-1"],"Condition":{"DateLessThan":{"acs:CurrentTime":"2026-11-02T09:46:00Z"}}}]}`

func TestSessionPolicyInASentence(t *testing.T) {
	t.Parallel()
	r := reading{time.FixedZone("", 3600), morning, "k-1"}
	for policy, want := range map[string]string{
		oneKey:                                   "call kms:DescribeKey and kms:ScheduleKeyDeletion on this key until 10:46; nothing else",
		strings.ReplaceAll(oneKey, "k-1", "k-2"): "call kms:DescribeKey and kms:ScheduleKeyDeletion on key k-2 in cn-hangzhou until 10:46; nothing else",
		strings.ReplaceAll(oneKey, "02T09:46:00", "03T09:46:30"):                               "call kms:DescribeKey and kms:ScheduleKeyDeletion on this key until 3 Nov 2026 10:46:30; nothing else",
		strings.ReplaceAll(oneKey, "2026-11-02T09:46:00Z", "soon"):                             "call kms:DescribeKey and kms:ScheduleKeyDeletion on this key if acs:CurrentTime DateLessThan soon; nothing else",
		`{"Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"acs:kms:*:1:key/k-1"}]}`: "call kms:* on acs:kms:*:1:key/k-1; nothing else",
		`{"Statement":[{"Effect":"Allow","Action":["a:A","a:B","a:C"],"Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"acs:oss:*:*:b","Condition":{"IpAddress":{"acs:SourceIp":["10.0.0.1","10.0.0.2"]},"Bool":{"acs:MFAPresent":"false"}}}]}`: "call a:A, a:B and a:C on anything (*); never any action (*) on acs:oss:*:*:b if acs:MFAPresent Bool false if acs:SourceIp IpAddress 10.0.0.1 or 10.0.0.2; nothing else",
		`{"Statement":[]}`: "do nothing",
		`{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}`: "do nothing",
	} {
		if got, ok := r.sum(policy); !ok || got != want {
			t.Errorf("%s\n got %v %s\nwant %s", policy, ok, got, want)
		}
	}
}

// What is not wholly understood is not summed up.
func TestSessionPolicyThatIsNotSummedUp(t *testing.T) {
	t.Parallel()
	for _, policy := range []string{
		``, `{"Statement":`, oneKey + `{}`, `[]`,
		`{"Statement":[{"Effect":"Allow","NotAction":"kms:*","Resource":"*"}]}`,
		`{"Statement":[{"Effect":"allow","Action":"kms:*","Resource":"*"}]}`,
		`{"Statement":[{"Effect":"Allow","Action":"kms:*"}]}`,
		`{"Statement":[{"Effect":"Allow","Action":[],"Resource":"*"}]}`,
		`{"Statement":[{"Effect":"Allow","Action":"kms:*","Resource":[""]}]}`,
		`{"Statement":[{"Effect":"Allow","Action":"kms:*","Resource":null}]}`,
		`{"Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*","Condition":{"Bool":{"acs:MFAPresent":[]}}}]}`,
		`{"Statement":[{"Effect":"Allow","Action":7,"Resource":"*"}]}`,
	} {
		if got, ok := (reading{time.UTC, morning, ""}).sum(policy); ok {
			t.Errorf("%s was summed up as %q", policy, got)
		}
	}
}

func TestAllowedIsOfTheCallOrOfTheSessionThatItAsksFor(t *testing.T) {
	t.Parallel()
	sc := &scene{}
	for _, tt := range []struct {
		call             aliyunsim.Call
		sentence, policy string
	}{
		{aliyunsim.Call{}, "No session policy: whatever the policies of this principal allow.", ""},
		{
			aliyunsim.Call{Time: morning, SessionPolicy: oneKey, Parameters: map[string]string{"KeyId": "acs:kms:cn-hangzhou:1:key/k-1"}},
			"This session may call kms:DescribeKey and kms:ScheduleKeyDeletion on this key until 09:46; nothing else.", "\n      \"Effect\": \"Allow\",",
		},
		{
			aliyunsim.Call{Time: morning, Action: "AssumeRole", Parameters: map[string]string{"Policy": oneKey}},
			"The session that it asks for may call kms:DescribeKey and kms:ScheduleKeyDeletion on key k-1 in cn-hangzhou until 09:46; nothing else.", "k-1",
		},
		{aliyunsim.Call{SessionPolicy: "nonsense"}, "The session policy cannot be summed up; it is below as it was sent.", "nonsense"},
	} {
		if sentence, policy := sc.allowed(tt.call); sentence != tt.sentence || !strings.Contains(policy, tt.policy) {
			t.Errorf("%+v\n got %s %s\nwant %s", tt.call, sentence, policy, tt.sentence)
		}
	}
}

// Whatever is summed up as an allowance names every action of the policy, and
// every one that is summed up is JSON that ends where the policy ends.
func FuzzSessionPolicy(f *testing.F) {
	for _, seed := range []string{oneKey, `{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}`, `{"Statement":[{"Effect":"Allow","Action":["a","b"],"Resource":["*"]}]}`, `{}`, `null`, `{"Statement":{}}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, policy string) {
		words, ok := reading{time.UTC, morning, "k-1"}.sum(policy)
		if !ok {
			return
		}
		var g grant
		if err := json.Unmarshal([]byte(policy), &g); err != nil {
			t.Fatalf("%q is no policy and was summed up as %q: %v", policy, words, err)
		}
		for _, s := range g.Statement {
			for _, action := range s.Action {
				if s.Effect == "Allow" && !strings.Contains(words, action) {
					t.Errorf("%q says nothing of %q in %q", words, action, policy)
				}
			}
		}
		if words != "do nothing" && !strings.HasSuffix(words, "; nothing else") {
			t.Errorf("%q sets no bound", words)
		}
	})
}

package policyfile_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/policyfile"
)

const small = `version: 1
rescuers: {users: [U0BOB, U0CAROL]}
rules:
  - name: everything
    channel: C0KEYS
    requesters: {groups: [S0DEV]}
    approvers: {groups: [S0APPROVE]}
`

func TestParseDefaults(t *testing.T) {
	p, err := policyfile.Parse([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	want := guard.Policy{
		Digest: p.Digest, Rescuers: guard.People{Users: []string{"U0BOB", "U0CAROL"}},
		Rules: []guard.Rule{{
			Name: "everything", Channel: "C0KEYS", Requesters: guard.People{Groups: []string{"S0DEV"}},
			Approvers: guard.People{Groups: []string{"S0APPROVE"}}, MinWindowDays: 7, MaxWindowDays: 30, BlockInUse: true,
			Demands: guard.DefaultDemands(),
		}},
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("Parse (-want +got):\n%s", diff)
	}
	if len(p.Digest) != 64 {
		t.Errorf("digest %q is not a SHA-256", p.Digest)
	}
}

func TestParseEveryField(t *testing.T) {
	p, err := policyfile.Parse([]byte(`version: 1
preset: practical
rescuers: {users: [U0BOB, U0CAROL], groups: [S0ONCALL]}
escalation_channel: C0ALARM
audit_max_age: 10m
reminders: [half, 3d, 4h]
rules:
  - name: prod
    match: {accounts: ["1"], regions: [cn-hangzhou], keys: [key-1], tags: {env: prod}}
    preset: small-team
    channel: C0KEYS
    requesters: {users: [U0ALICE]}
    approvers: {users: [U0BOB]}
    readers: {groups: [S0ALL]}
    windows: {min: 14, max: 90}
    reason_pattern: "^OPS-[0-9]+"
    block_in_use: false
    actions:
      delete: {approvers: 4}
      enable: {approvers: 2, requester_may_confirm: false}
`))
	if err != nil {
		t.Fatal(err)
	}
	r := p.Rules[0]
	if p.AuditAge != 10*time.Minute || len(p.Reminders) != 3 || !p.Reminders[0].Half || p.Reminders[1].Before != 72*time.Hour {
		t.Errorf("audit age %v, reminders %v", p.AuditAge, p.Reminders)
	}
	if r.Demands[guard.Delete].Approvers != 4 || r.Demands[guard.Disable].Approvers != 2 || r.BlockInUse || r.MinWindowDays != 14 || r.MaxWindowDays != 90 {
		t.Errorf("rule %+v", r)
	}
	if e := r.Demands[guard.Enable]; e.OnePress || e.Approvers != 2 || e.RequesterConfirm {
		t.Errorf("enable by two people is one press: %+v", e)
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"nothing", "", "the text is empty"},
		{"an unknown field", small + "colour: red\n", `unknown field "colour"`},
		{"a second document", small + "---\nversion: 1\n", "the text holds 2 documents"},
		{"another version", strings.Replace(small, "version: 1", "version: 2", 1), "version is 2"},
		{"a preset that is not there", "preset: lax\n" + small, `there is no preset "lax"`},
		{"an action that is not there", small + "    actions: {destroy: {approvers: 2}}\n", `there is no "destroy"`},
		{"one rescuer", strings.Replace(small, ", U0CAROL", "", 1), "rescuers.users names 1 people, at least 2"},
		{"no rule", "version: 1\nrescuers: {users: [A, B]}\n", "rules is empty"},
		{"no channel", strings.Replace(small, "    channel: C0KEYS\n", "", 1), "channel is missing"},
		{"fewer statements than a deletion needs", small + "    actions: {delete: {statements: [1, 4], approvers: 2}}\n", "needs all of [1 2 3 4 5]"},
		{"one person for a deletion", small + "    actions: {delete: {approvers: 1}}\n", "at least 2 people"},
		{"the requester approving a disable", small + "    actions: {disable: {requester_may_confirm: true}}\n", "the requester may not confirm"},
		{"statement 5 for a rotation", small + "    actions: {rotate: {statements: [1, 5]}}\n", "statement 5 does not exist"},
		{"a statement twice", small + "    actions: {rotate: {statements: [1, 1, 2, 4]}}\n", "each is named once"},
		{"a window below 7 days", small + "    windows: {min: 1}\n", "a window is 7 to 366 days"},
		{"a window above what the cloud takes", small + "    windows: {max: 367}\n", "a window is 7 to 366 days"},
		{"a pattern that is none", small + "    reason_pattern: '('\n", "reason_pattern does not compile"},
		{"a reminder that is no time", "reminders: [soon]\n" + small, `"soon" is not a time`},
		{"an audit that may be old", "audit_max_age: 2h\n" + small, "audit_max_age"},
		{"a list where a word belongs", strings.Replace(small, "C0KEYS", "[C0KEYS]", 1), "cannot unmarshal"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := policyfile.Parse([]byte(tt.text))
			if guard.KindOf(err) != guard.Invalid || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want kind invalid and %q", err, tt.want)
			}
		})
	}
}

func TestParseNamesEveryProblem(t *testing.T) {
	_, err := policyfile.Parse([]byte("version: 1\nrules:\n  - {name: a}\n"))
	for _, want := range []string{"rescuers.users", "channel is missing", "requesters names nobody", "approvers names nobody"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not named in:\n%v", want, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add("version: 1\n")
	f.Add("&a [*a]")
	f.Add("rules: [{match: {tags: {a: 1}}}]")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := policyfile.Parse([]byte(text))
		switch {
		case err == nil && len(p.Problems()) > 0:
			t.Errorf("accepted with problems %v", p.Problems())
		case err != nil && guard.KindOf(err) != guard.Invalid:
			t.Errorf("error of kind %v: %v", guard.KindOf(err), err)
		}
	})
}

func ExampleParse() {
	p, err := policyfile.Parse([]byte(small))
	if err != nil {
		panic(err)
	}
	rule, ok := p.RuleFor(guard.KeyFacts{Ref: guard.KeyRef{Account: "1", Region: "cn-hangzhou", ID: "key-1"}})
	fmt.Println(ok, rule.Name, rule.Demands[guard.Delete].Approvers)
	// Output: true everything 5
}

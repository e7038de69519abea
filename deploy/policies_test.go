package deploy_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/deploy"
	"kmsguard/guard/aliyunsim"
)

// longest is RAM's limit for the document of a custom policy, in characters.
const longest = 6144

type policy struct {
	Version   string
	Statement []statement
}

type statement struct {
	Effect    string
	Action    list
	NotAction list
	Resource  list
	Principal map[string]list
}

// list is a text or a list of texts.
type list []string

func (l *list) UnmarshalJSON(data []byte) error {
	if data[0] == '"' {
		*l = list{""}
		return json.Unmarshal(data, &(*l)[0])
	}
	return json.Unmarshal(data, (*[]string)(l))
}

// parse reads a document strictly.
func parse(t *testing.T, name, document string) policy {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(document)))
	d.DisallowUnknownFields()
	var p policy
	if err := d.Decode(&p); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if p.Version != "1" || len(document) > longest {
		t.Errorf("%s: version %q, %d characters", name, p.Version, len(document))
	}
	return p
}

// reading are the names of calls that change nothing and give no secret away.
var reading = regexp.MustCompile(`^[a-z-]+:(Describe|List|Lookup|Query|Get)[A-Za-z]+$`)

func TestBaseOnlyReadsAndAssumesTheRoles(t *testing.T) {
	for _, s := range parse(t, deploy.BasePolicy, deploy.Policies()[deploy.BasePolicy]).Statement {
		if s.Effect != "Allow" || len(s.NotAction) > 0 {
			t.Errorf("%+v allows more than it names", s)
		}
		if slices.Equal(s.Action, list{"sts:AssumeRole"}) {
			want := list{"acs:ram:*:*:role/kmsguard-audit", "acs:ram:*:*:role/kmsguard-destroy", "acs:ram:*:*:role/kmsguard-rescue"}
			if diff := cmp.Diff(want, s.Resource); diff != "" {
				t.Errorf("roles (-want +got):\n%s", diff)
			}
			continue
		}
		for _, action := range s.Action {
			if !reading.MatchString(action) {
				t.Errorf("%s is no reading call", action)
			}
			if slices.Contains([]string{"kms:GetSecretValue", "kms:GetParametersForImport", "oss:GetObject"}, action) {
				t.Errorf("%s reads what an audit need not see", action)
			}
		}
	}
}

// TestScanReadsObjectsAlone: the right to read headers is the right to read
// objects, so that it has a policy of its own, and nothing else is in it.
func TestScanReadsObjectsAlone(t *testing.T) {
	want := []statement{{Effect: "Allow", Action: list{"oss:GetObject", "oss:ListObjectVersions"}, Resource: list{"*"}}}
	if diff := cmp.Diff(want, parse(t, deploy.ScanPolicy, deploy.Policies()[deploy.ScanPolicy]).Statement); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRolesMayDoTheirCallsAlone(t *testing.T) {
	destroy := list{"kms:CreateKeyVersion", "kms:DescribeKey", "kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:UpdateRotationPolicy"}
	rescue := list{"kms:CancelKeyDeletion", "kms:DescribeKey", "kms:DisableKey", "kms:EnableKey"}
	identity := list{"sts:GetCallerIdentity"}
	tests := []struct {
		name string
		want []statement
	}{
		{deploy.DestroyOnlyPolicy, []statement{{Effect: "Deny", NotAction: slices.Concat(destroy, identity), Resource: list{"*"}}}},
		{deploy.RescueOnlyPolicy, []statement{{Effect: "Deny", NotAction: slices.Concat(rescue, identity), Resource: list{"*"}}}},
		{deploy.DestroyNarrowPolicy, []statement{
			{Effect: "Allow", Action: destroy, Resource: list{"acs:kms:*:*:key/*"}},
			{Effect: "Allow", Action: identity, Resource: list{"*"}},
		}},
		{deploy.RescueNarrowPolicy, []statement{
			{Effect: "Allow", Action: rescue, Resource: list{"acs:kms:*:*:key/*"}},
			{Effect: "Allow", Action: identity, Resource: list{"*"}},
		}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, parse(t, tt.name, deploy.Policies()[tt.name]).Statement); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	if len(deploy.Policies()) != len(tests)+2 {
		t.Errorf("there are %d policies; one has no test", len(deploy.Policies()))
	}
}

func TestTrustNamesTheBaseIdentityOfTheAccount(t *testing.T) {
	document := deploy.RoleTrust("1234567890123456")
	want := []statement{{Effect: "Allow", Action: list{"sts:AssumeRole"}, Principal: map[string]list{"RAM": {"acs:ram::1234567890123456:user/kmsguard"}}}}
	if diff := cmp.Diff(want, parse(t, "role-trust", document).Statement); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if strings.Contains(document, "ACCOUNT_ID") {
		t.Error("the placeholder is still there")
	}
}

// TestSimulatedCloudEnforcesThePolicies loads them as the sandbox does; the
// simulator refuses what it could not enforce.
func TestSimulatedCloudEnforcesThePolicies(t *testing.T) {
	world := aliyunsim.World{Account: "1234567890123456", Principals: []aliyunsim.Principal{
		{AccessKey: "id", Secret: "secret", User: "kmsguard", Policies: refs(deploy.BasePolicy)},
		{Role: "kmsguard-destroy", Trusts: []string{"kmsguard"}, Policies: refs("AliyunKMSFullAccess", deploy.DestroyOnlyPolicy)},
		{Role: "kmsguard-rescue", Trusts: []string{"kmsguard"}, Policies: refs("AliyunKMSFullAccess", deploy.RescueOnlyPolicy)},
		{Role: "narrow", Trusts: []string{"kmsguard"}, Policies: refs(deploy.DestroyNarrowPolicy, deploy.RescueNarrowPolicy)},
	}}
	if _, err := aliyunsim.New(world, aliyunsim.Options{Now: time.Now, Real: time.Now, Policies: deploy.Policies()}); err != nil {
		t.Error(err)
	}
}

func refs(names ...string) []aliyunsim.PolicyRef {
	all := make([]aliyunsim.PolicyRef, len(names))
	for i, name := range names {
		all[i].Name = name
	}
	return all
}

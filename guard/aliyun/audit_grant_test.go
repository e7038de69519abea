package aliyun_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// granting is a key policy for the account itself, a user of it, and others.
const granting = `{"Version":"1","Statement":[` +
	`{"Effect":"Allow","Principal":{"RAM":["acs:ram::1234567890123456:*","acs:ram::1234567890123456:user/etl"]},"Action":["kms:*"],"Resource":["*"]},` +
	`{"Effect":"Allow","Principal":{"RAM":["acs:ram::2222222222222222:user/x","acs:ram::8888888888888888:role/y"]},"Action":["kms:Decrypt"],"Resource":["*"]},` +
	`{"Effect":"Deny","Principal":{"RAM":["acs:ram::7777777777777777:user/z"]},"Action":["kms:Decrypt"],"Resource":["*"]}]}`

func TestKeyPolicyThatAdmitsOthers(t *testing.T) {
	w := world()
	w.Keys[0].Policy = granting
	a := audit(t, start(t, w), key)
	want := []string{
		"key-policy cn-hangzhou acs:ram::2222222222222222:user/x grant, in use now, group acs:ram::2222222222222222:user/x",
		"key-policy cn-hangzhou acs:ram::8888888888888888:role/y grant, in use now, group acs:ram::8888888888888888:role/y",
		"key-policy cn-hangzhou acs:ram::1234567890123456:user/etl grant, at rest, group acs:ram::1234567890123456:user/etl",
	}
	if d := cmp.Diff(want, lines(a)); d != "" {
		t.Errorf("dependencies (-want +got):\n%s", d)
	}
	row := rowOf(t, a, guard.KeyPolicy, home)
	if d := cmp.Diff([]string{"acs:ram::2222222222222222:user/x", "acs:ram::8888888888888888:role/y"}, row.Items); d != "" || row.Population != 2 || row.Status != guard.StatusUnknowable {
		t.Errorf("row %+v, want two that cannot be seen (-want +got):\n%s", row, d)
	}
}

// TestGrantsToAnAccountThatIsLookedAt: what it encrypted is seen there.
func TestGrantsToAnAccountThatIsLookedAt(t *testing.T) {
	w := withOther("kmsguard-audit")
	w.Keys[0].Policy = granting
	g := start(t, w, func(o *aliyun.Options) { o.Accounts = []aliyun.Account{{ID: member, Role: "kmsguard-audit"}} })
	row := rowOf(t, audit(t, g, key), guard.KeyPolicy, home)
	if row.Population != 1 || row.Reason != "use by acs:ram::8888888888888888:role/y" {
		t.Errorf("row %+v, want the one account that is not looked at", row)
	}
}

func TestAccessPoints(t *testing.T) {
	w := world()
	w.Keys[0].Instance = "kst-hzz1"
	w.Resources.KMSInstances = []aliyunsim.KMSInstance{{ID: "kst-hzz1", Region: home}, {ID: "kst-hzz2", Region: home}}
	shared := aliyunsim.KMSAccessPolicy{Name: "both", Resources: []string{"secret/*", key.ARN()}}
	w.Resources.KMSApplications = []aliyunsim.KMSApplication{
		{Name: "byid", Region: home, Keys: []string{other, keyID}}, {Name: "all", Region: home, Keys: []string{"*"}}, {Name: "theirs", Region: home, Keys: []string{other}},
		{Name: "byarn", Region: home, Policies: []aliyunsim.KMSAccessPolicy{shared}}, {Name: "too", Region: home, Policies: []aliyunsim.KMSAccessPolicy{{Name: "both"}}},
		{Name: "secrets", Region: home, Policies: []aliyunsim.KMSAccessPolicy{{Name: "only", Resources: []string{"secret/*"}}}},
		{Name: "elsewhere", Region: home, Instance: "kst-hzz2", Keys: []string{"*"}},
	}
	a := audit(t, start(t, w), key)
	var ids []string
	for _, d := range a.Dependencies {
		ids = append(ids, d.ID)
		if d.Relation != "access point" || d.Severity != guard.InUse || d.CloudRequestID == "" {
			t.Errorf("dependency %+v", d)
		}
	}
	if d := cmp.Diff([]string{"all", "byarn", "byid", "too"}, ids); d != "" {
		t.Errorf("access points (-want +got):\n%s", d)
	}
	row := rowOf(t, a, guard.Gateway, home)
	if row.Population != 7 || len(row.Items) != 7 || row.Items[1] != "access point byarn, policies: both" || !a.Complete() {
		t.Errorf("row %+v, want every access point with its policies", row)
	}
}

func TestGatewayThatCannotBeReadIsIncomplete(t *testing.T) {
	w := world()
	w.Keys[0].Instance = "kst-hzz1"
	w.Resources.KMSInstances = []aliyunsim.KMSInstance{{ID: "kst-hzz1", Region: home}}
	w.Resources.KMSApplications = []aliyunsim.KMSApplication{{Name: "shop", Region: home, Keys: []string{other}}}
	for _, api := range []string{"kms.ListApplicationAccessPoints", "kms.DescribeApplicationAccessPoint", "kms.DescribePolicy"} {
		for _, f := range failures {
			if f.Kind == aliyunsim.FaultTimeoutBefore {
				continue
			}
			f.API = api
			g := start(t, w)
			aliyun.Hurry(g.Client)
			g.fault(t, f)
			checkIncomplete(t, audit(t, g, key), guard.Gateway)
		}
	}
}

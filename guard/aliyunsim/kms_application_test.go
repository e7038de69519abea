package aliyunsim

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const accessWorld = `
resources:
  kms_applications:
    - {name: shop, region: cn-hangzhou, keys: [key-hzz650a1b2c3d4e5f6g7h, "*"]}
    - {name: early, region: cn-hangzhou, policies: [{name: pay-keys}]}
    - {name: pay, region: cn-hangzhou, instance: kst-1, policies: [{name: pay-keys, resources: [key/key-hzz650a1b2c3d4e5f6g7h, secret/db]}]}
    - {name: both, region: cn-hangzhou, keys: [key-other], policies: [{name: pay-keys}, {name: all-keys, resources: [key/*]}]}
    - {name: idle, region: cn-hangzhou}
    - {name: far, region: cn-beijing, policies: [{name: pay-keys, resources: [key/key-far]}]}
`

func TestAccessPointsNameTheirPolicies(t *testing.T) {
	c := startCloud(t, accessWorld)
	for name, want := range map[string]string{
		"shop": `["policy-of-shop"]`, "pay": `["pay-keys"]`, "early": `["pay-keys"]`, "both": `["policy-of-both","pay-keys","all-keys"]`, "idle": `["policy-of-idle"]`,
	} {
		if got := c.kms("DescribeApplicationAccessPoint", "Name", name).body["Policies"]; got != want {
			t.Errorf("%s has the policies %v, want %s", name, got, want)
		}
	}
	if a := c.kms("DescribeApplicationAccessPoint", "Name", "far"); a.status != http.StatusNotFound || a.code() != "Forbidden.ResourceNotFound" {
		t.Errorf("an access point of another region: %s", a.text)
	}
}

func TestPoliciesNameKeys(t *testing.T) {
	c := startCloud(t, accessWorld)
	for name, want := range map[string][]any{
		"policy-of-shop": {"key/" + testKey, "key/*"}, "pay-keys": {"key/" + testKey, "secret/db"}, "all-keys": {"key/*"},
		"policy-of-both": {"key/key-other"}, "policy-of-idle": {},
	} {
		a := c.kms("DescribePolicy", "Name", name)
		if diff := cmp.Diff(want, a.body["Resources"]); diff != "" || a.body["Name"] != name {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if got := c.kms("DescribePolicy", "Name", "pay-keys").body["KmsInstance"]; got != "kst-1" {
		t.Errorf("the policy is for %v, want kst-1", got)
	}
	for _, name := range []string{"policy-of-pay", "policy-of-ghost", "ghost", "policy-of-far"} {
		if a := c.kms("DescribePolicy", "Name", name); a.status != http.StatusNotFound || a.code() != "Forbidden.ResourceNotFound" {
			t.Errorf("%s: %d %s", name, a.status, a.text)
		}
	}
}

// Each policy is listed once, however the list is cut.
func TestPoliciesPage(t *testing.T) {
	c := startCloud(t, accessWorld+`    - {name: many, region: cn-hangzhou, keys: [k], policies: [{name: all-keys}], count: 8}`)
	var want []string
	for _, r := range c.kms("ListPolicies", "PageSize", "100").rows("Policies", "Policy") {
		want = append(want, r["Name"].(string))
	}
	if len(want) != 13 || want[0] != "policy-of-shop" || want[12] != "all-keys" {
		t.Fatalf("policies are %v", want)
	}
	for _, size := range []int{1, 3, 10, 11, 12, 13} {
		var got []string
		for page := 1; page <= 13/size+1; page++ {
			a := c.kms("ListPolicies", "PageSize", fmt.Sprint(size), "PageNumber", fmt.Sprint(page))
			if a.body["TotalCount"] != 13.0 {
				t.Errorf("size %d, page %d: %s", size, page, a.text)
			}
			for _, r := range a.rows("Policies", "Policy") {
				got = append(got, r["Name"].(string))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in pages of %d (-want +got):\n%s", size, diff)
		}
	}
	if n := len(c.kms("ListPolicies").rows("Policies", "Policy")); n != 10 {
		t.Errorf("%d policies by default, want 10", n)
	}
	if a := c.kms("ListApplicationAccessPoints", "PageNumber", "2"); len(a.rows("ApplicationAccessPoints", "ApplicationAccessPoint")) != 3 {
		t.Errorf("the second page of access points: %s", a.text)
	}
}

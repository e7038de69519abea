package aliyun_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// TestLogstores are found by each form of a key, which may lie in another region
// than the project; what SLS encrypts with its own key names none.
func TestLogstores(t *testing.T) {
	w := world()
	w.Resources.SLSLogstores = []aliyunsim.SLSLogstore{
		{Project: "shop", Name: "a-id", Region: home, Key: keyID}, {Project: "shop", Name: "b-arn", Region: home, Key: key.ARN()},
		{Project: "shop", Name: "c-alias", Region: home, Key: "alias/orders"}, {Project: "shop", Name: "d-other", Region: home, Key: other},
		{Project: "shop", Name: "e-plain", Region: home}, {Project: "shop", Name: "f-service", Region: home, Encrypted: true},
		{Project: "second", Name: "g-second", Region: home, Key: keyID},
		{Project: "far", Name: "h-far", Region: "cn-beijing", Key: "alias/orders", KeyRegion: home},
		{Project: "far", Name: "i-far-alias", Region: "cn-beijing", Key: "alias/orders"},
	}
	a := audit(t, start(t, w), key)
	want := []string{
		"cn-beijing far/h-far logstore", "cn-hangzhou second/g-second logstore", "cn-hangzhou shop/a-id logstore",
		"cn-hangzhou shop/b-arn logstore", "cn-hangzhou shop/c-alias logstore",
	}
	if d := cmp.Diff(want, places(a, guard.SLS)); d != "" || !a.Complete() {
		t.Errorf("incomplete %v, dependents (-want +got):\n%s", a.IncompleteRows(), d)
	}
}

// TestLongListsOfLogstores has more rows than the largest page.
func TestLongListsOfLogstores(t *testing.T) {
	const many = 501
	w := world()
	w.Resources.SLSLogstores = []aliyunsim.SLSLogstore{{Project: "shop", Name: "x", Region: home, Key: keyID, Count: many}}
	fast := func(o *aliyun.Options) {
		o.Budget = aliyun.Budget{Share: 1, PerSecond: map[string]float64{"sls.GetLogStore": 10000}}
	}
	a := audit(t, start(t, w, fast), key)
	if n := len(places(a, guard.SLS)); n != many || !a.Complete() {
		t.Errorf("%d dependents, want %d; incomplete %v", n, many, a.IncompleteRows())
	}
}

package aliyun_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// TestSnapshotPolicies: the key of copies is one of the region that they go to.
func TestSnapshotPolicies(t *testing.T) {
	w := world()
	w.Resources.ECSSnapshotPolicies = []aliyunsim.ECSSnapshotPolicy{
		{ID: "sp-id", Region: "cn-beijing", Target: home, Key: keyID, Tags: map[string]string{"team": "orders"}},
		{ID: "sp-arn", Region: "cn-shanghai", Target: home, Key: key.ARN()}, {ID: "sp-alias", Region: "cn-beijing", Target: home, Key: "alias/orders"},
		{ID: "sp-elsewhere", Region: home, Target: "cn-beijing", Key: "alias/orders"}, {ID: "sp-nowhere", Region: home, Key: keyID},
		{ID: "sp-theirs", Region: home, Target: "cn-beijing", Key: other}, {ID: "sp-plain", Region: home, Target: "cn-beijing", Count: 120},
	}
	a := audit(t, start(t, w), key)
	want := []string{
		"snapshot-policy cn-beijing sp-alias snapshot copies, unattached, group sp-alias", "snapshot-policy cn-beijing sp-id snapshot copies, unattached, group sp-id",
		"snapshot-policy cn-hangzhou sp-nowhere snapshot copies, unattached, group sp-nowhere", "snapshot-policy cn-shanghai sp-arn snapshot copies, unattached, group sp-arn",
	}
	if d := cmp.Diff(want, lines(a)); d != "" || !a.Complete() {
		t.Fatalf("incomplete %+v, dependencies (-want +got):\n%s", a.IncompleteRows(), d)
	}
	if dep := a.Dependencies[1]; dep.Onset != guard.Later || dep.Owner != "team=orders" || dep.Detail != "copies that it will make in cn-hangzhou" {
		t.Errorf("dependency %+v", dep)
	}
}

func TestDefaultKeyOfNewDisks(t *testing.T) {
	for _, tt := range []struct {
		of   aliyunsim.ECSDefaultKey
		want []string
	}{
		{aliyunsim.ECSDefaultKey{Region: home, Key: keyID}, []string{"default-key cn-hangzhou cn-hangzhou default key, unattached, group cn-hangzhou"}},
		{aliyunsim.ECSDefaultKey{Region: home, Key: "alias/orders", Encrypted: true}, []string{"default-key cn-hangzhou cn-hangzhou default key, in use now, group cn-hangzhou"}},
		{aliyunsim.ECSDefaultKey{Region: home, Key: other, Encrypted: true}, nil},
		{aliyunsim.ECSDefaultKey{Region: home, Encrypted: true}, nil},
		{aliyunsim.ECSDefaultKey{Region: "cn-beijing", Key: "alias/orders", Encrypted: true}, nil},
	} {
		w := world()
		w.Resources.ECSDefaultKeys = []aliyunsim.ECSDefaultKey{tt.of}
		a := audit(t, start(t, w), key)
		if d := cmp.Diff(tt.want, lines(a)); d != "" || !a.Complete() {
			t.Errorf("%+v: incomplete %+v, dependencies (-want +got):\n%s", tt.of, a.IncompleteRows(), d)
		}
		for _, dep := range a.Dependencies {
			if dep.Onset != guard.Later || dep.CloudRequestID == "" {
				t.Errorf("dependency %+v", dep)
			}
		}
	}
}

// TestDefaultKeyWhoseUseIsNotTold is incomplete, although the key is known.
func TestDefaultKeyWhoseUseIsNotTold(t *testing.T) {
	w := world()
	w.Resources.ECSDefaultKeys = []aliyunsim.ECSDefaultKey{{Region: home, Key: keyID}}
	g := start(t, w)
	g.fault(t, aliyunsim.Fault{API: "ecs.DescribeDiskEncryptionByDefaultStatus", Code: "Forbidden.RAM", Status: 403})
	checkIncomplete(t, audit(t, g, key), guard.DefaultKey)
}

package aliyun_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// stored is a world of buckets, with a bot that may look at objects.
func stored(buckets ...aliyunsim.OSSBucket) aliyunsim.World {
	w := world()
	w.Principals[0].Policies = append(w.Principals[0].Policies, aliyunsim.PolicyRef{Name: "kmsguard-scan"})
	w.Resources.OSSBuckets = buckets
	return w
}

// scan audits a key and looks at so many objects.
func scan(t testing.TB, g *ground, objects int, of ...guard.KeyRef) []guard.Audit {
	t.Helper()
	purpose := deletion
	purpose.ScanObjects = objects
	audits, err := g.Sweep(t.Context(), of, purpose, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range audits {
		unnamed(&audits[i])
	}
	return audits
}

// objects makes so many objects under a key; none for a key that is empty.
func objects(n int, name, key string) []aliyunsim.OSSObject {
	all := make([]aliyunsim.OSSObject, n)
	for i := range all {
		all[i] = aliyunsim.OSSObject{Name: fmt.Sprintf("%s%04d", name, i), Key: key}
	}
	return all
}

func TestObjectsWithAKeyOfTheirOwn(t *testing.T) {
	g := start(t, stored(
		aliyunsim.OSSBucket{Name: "alpha", Region: home, Versioning: "Enabled", Objects: []aliyunsim.OSSObject{
			{Name: "z/old & new.bin", Version: "v1", Key: key.ARN()}, {Name: "z/old & new.bin"}, {Name: "b", Key: "alias/orders"}, {Name: "c", Key: other}, {Name: "d", SSE: "AES256"},
		}},
		aliyunsim.OSSBucket{Name: "bravo", Region: home}, aliyunsim.OSSBucket{Name: "far", Region: "cn-beijing", Objects: objects(3, "x", "")},
	))
	a := scan(t, g, 100, key)[0]
	if d := cmp.Diff([]string{"oss cn-hangzhou alpha objects, at rest, group alpha"}, lines(a)); d != "" {
		t.Fatalf("dependencies (-want +got):\n%s", d)
	}
	dep := a.Dependencies[0]
	if dep.Detail != "2 objects and versions under the key, such as b" || dep.Onset != guard.AtOnce || dep.CloudRequestID == "" {
		t.Errorf("dependency %+v", dep)
	}
	row := rowOf(t, a, guard.OSS, home)
	if row.Status != guard.StatusComplete || row.Evidence != "5 objects in 2 buckets looked at, 2 under the key" {
		t.Errorf("row %+v, want all of it proven", row)
	}
	if far := rowOf(t, a, guard.OSS, "cn-beijing"); far.Status != guard.StatusComplete || far.Evidence != "" {
		t.Errorf("row %+v: objects of another region are under keys of that", far)
	}
}

// TestScanStopsAtItsNumber: what is left stays unknowable, by name, and it is
// always the same that is looked at.
func TestScanStopsAtItsNumber(t *testing.T) {
	w := stored(
		aliyunsim.OSSBucket{Name: "charlie", Region: home}, aliyunsim.OSSBucket{Name: "bravo", Region: home, Objects: append(objects(30, "o", ""), objects(1, "p", keyID)...)},
		aliyunsim.OSSBucket{Name: "alpha", Region: home, Objects: objects(4, "k", keyID)},
	)
	for _, tt := range []struct {
		objects    int
		population int
		items      []string
		evidence   string
		detail     string
	}{
		{0, 3, []string{"bucket alpha", "bucket bravo", "bucket charlie"}, "", ""},
		{3, 2, []string{"bucket alpha, 3 objects looked at", "bucket bravo"}, "3 objects in 2 buckets looked at, 3 under the key; 2 buckets not looked at wholly", "at least 3"},
		{24, 1, []string{"bucket bravo, 20 objects looked at"}, "24 objects in 3 buckets looked at, 4 under the key; 1 bucket not looked at wholly", "4"},
		{35, 0, nil, "35 objects in 3 buckets looked at, 5 under the key", "4"},
	} {
		g := start(t, w)
		a := scan(t, g, tt.objects, key)[0]
		row := rowOf(t, a, guard.OSS, home)
		if d := cmp.Diff(tt.items, row.Items); d != "" || row.Population != tt.population || row.Evidence != tt.evidence || !a.Complete() {
			t.Errorf("%d objects: %+v, items (-want +got):\n%s", tt.objects, row, d)
		}
		if tt.detail != "" && a.Dependencies[0].Detail != tt.detail+" objects and versions under the key, such as k0000" {
			t.Errorf("%d objects: %q", tt.objects, a.Dependencies[0].Detail)
		}
		if heads := g.calls("oss.HeadObject"); heads > tt.objects || tt.objects == 0 && g.calls("oss.ListObjectVersions") > 0 {
			t.Errorf("%d objects: %d were looked at", tt.objects, heads)
		}
	}
}

// TestScanOfManyPages: 1,000 versions are a page.
func TestScanOfManyPages(t *testing.T) {
	g := start(t, stored(aliyunsim.OSSBucket{Name: "alpha", Region: home, Objects: append(objects(1003, "o", ""), objects(1, "p", keyID)...)}), quick)
	a := scan(t, g, 5000, key)[0]
	if row := rowOf(t, a, guard.OSS, home); row.Evidence != "1,004 objects in 1 bucket looked at, 1 under the key" || row.Status != guard.StatusComplete {
		t.Errorf("row %+v", row)
	}
	g.fault(t, aliyunsim.Fault{API: "oss.ListObjectVersions", Kind: aliyunsim.FaultRepeatToken})
	checkIncomplete(t, scan(t, g, 5000, key)[0], guard.OSS)
}

// quick looks at as many objects a second as it can.
func quick(o *aliyun.Options) { o.Budget.PerSecond["oss.HeadObject"] = 1e6 }

// TestRegionsShareTheScan: the number is that of the whole sweep, and regions
// take from it in the order of their names.
func TestRegionsShareTheScan(t *testing.T) {
	w := stored(aliyunsim.OSSBucket{Name: "near", Region: home, Objects: objects(5, "o", keyID)}, aliyunsim.OSSBucket{Name: "far", Region: "cn-beijing", Objects: objects(6, "o", "")})
	const farID = "key-bjz650a1b2c3d4e5f6g7h"
	w.Keys = append(w.Keys, aliyunsim.Key{ID: farID, Region: "cn-beijing"})
	far := guard.KeyRef{Account: account, Region: "cn-beijing", ID: farID}
	audits := scan(t, start(t, w), 8, key, far)
	if row := rowOf(t, audits[1], guard.OSS, "cn-beijing"); row.Evidence != "6 objects in 1 bucket looked at, none under the key" {
		t.Errorf("row %+v", row)
	}
	if row := rowOf(t, audits[0], guard.OSS, home); row.Population != 1 || !strings.HasPrefix(row.Evidence, "2 objects in 1 bucket looked at, 2 under the key") {
		t.Errorf("row %+v", row)
	}
}

// TestScanGoesOn where an earlier one failed: what was kept has used its part of
// the number, and nobody waits for a region that is not read again.
func TestScanGoesOn(t *testing.T) {
	w := stored(aliyunsim.OSSBucket{Name: "near", Region: home, Objects: objects(5, "o", "")}, aliyunsim.OSSBucket{Name: "far", Region: "cn-beijing", Objects: objects(6, "o", "")})
	const farID = "key-bjz650a1b2c3d4e5f6g7h"
	w.Keys = append(w.Keys, aliyunsim.Key{ID: farID, Region: "cn-beijing"})
	keys := []guard.KeyRef{key, {Account: account, Region: "cn-beijing", ID: farID}}
	g := start(t, w, func(o *aliyun.Options) { o.Journal = &journal{} })
	g.fault(t, aliyunsim.Fault{API: "oss.HeadObject", Code: "AccessDenied", Status: 403, After: 6})
	checkIncomplete(t, scan(t, g, 8, keys...)[0], guard.OSS)
	g.sim.ClearFaults()
	before := g.calls("oss.HeadObject")
	row := rowOf(t, scan(t, g, 8, keys...)[0], guard.OSS, home)
	if n := g.calls("oss.HeadObject") - before; n != 2 || !strings.HasPrefix(row.Evidence, "2 objects in 1 bucket looked at") {
		t.Errorf("%d were looked at, row %+v", n, row)
	}
}

func TestObjectThatVanishesIsSkipped(t *testing.T) {
	for _, code := range []string{"NoSuchKey", "NoSuchVersion"} {
		g := start(t, stored(aliyunsim.OSSBucket{Name: "alpha", Region: home, Objects: objects(4, "o", "")}))
		g.fault(t, aliyunsim.Fault{API: "oss.HeadObject", Code: code, Status: 404, Times: 1})
		row := rowOf(t, scan(t, g, 100, key)[0], guard.OSS, home)
		if row.Status != guard.StatusComplete || row.Evidence != "3 objects in 1 bucket looked at, none under the key; 1 object deleted meanwhile" {
			t.Errorf("%s: row %+v", code, row)
		}
	}
}

// TestScanThatFailsIsIncomplete: neither list nor look is ever taken for empty.
func TestScanThatFailsIsIncomplete(t *testing.T) {
	bucket := aliyunsim.OSSBucket{Name: "alpha", Region: home, Objects: objects(300, "o", other)}
	more := []aliyunsim.Fault{{Code: "NoSuchKey.Almost", Status: 404}, {Code: "SymlinkTargetNotExist", Status: 404}}
	for api, ways := range map[string][]aliyunsim.Fault{
		"oss.HeadObject":         slices.Concat(failures, more, []aliyunsim.Fault{{Kind: aliyunsim.FaultUnknownValue}}),
		"oss.ListObjectVersions": failures,
	} {
		for _, f := range ways {
			t.Run(fmt.Sprintf("%s %s%s", api, f.Code, f.Kind), func(t *testing.T) {
				t.Parallel()
				limit := 5 * time.Second
				if f.Kind == aliyunsim.FaultTimeoutBefore {
					limit = 200 * time.Millisecond
				}
				g := start(t, stored(bucket), quick, func(o *aliyun.Options) { o.Timeout = limit })
				aliyun.Hurry(g.Client)
				f.API = api
				g.fault(t, f)
				checkIncomplete(t, scan(t, g, 5000, key)[0], guard.OSS)
				if heads := g.calls("oss.HeadObject"); api == "oss.HeadObject" && heads > 150 {
					t.Errorf("%d objects were looked at after a failure", heads)
				}
			})
		}
	}
}

func TestScanWithoutTheRight(t *testing.T) {
	w := stored(aliyunsim.OSSBucket{Name: "alpha", Region: home, Objects: objects(4, "o", "")})
	w.Principals[0].Policies = w.Principals[0].Policies[:1]
	checkIncomplete(t, scan(t, start(t, w), 100, key)[0], guard.OSS)
}

// TestSigningKeyNeedsNoScan: it can encrypt nothing.
func TestSigningKeyNeedsNoScan(t *testing.T) {
	g := start(t, stored(aliyunsim.OSSBucket{Name: "alpha", Region: home, Objects: objects(4, "o", "")}))
	row := rowOf(t, scan(t, g, 100, guard.KeyRef{Account: account, Region: home, ID: signing})[0], guard.OSS, home)
	if row.Status != guard.StatusComplete || row.Evidence != "" || g.calls("oss.HeadObject") != 0 {
		t.Errorf("row %+v after %d looks", row, g.calls("oss.HeadObject"))
	}
}

func TestInventories(t *testing.T) {
	var many []aliyunsim.OSSInventory
	for i := range 250 {
		many = append(many, aliyunsim.OSSInventory{ID: fmt.Sprintf("theirs-%03d", i), Key: other})
	}
	g := start(t, stored(
		aliyunsim.OSSBucket{Name: "alpha", Region: home, Inventories: append(many, aliyunsim.OSSInventory{ID: "weekly", Key: key.ARN()}, aliyunsim.OSSInventory{ID: "yearly", Key: "alias/orders"})},
		aliyunsim.OSSBucket{Name: "bravo", Region: home, Inventories: []aliyunsim.OSSInventory{{ID: "daily", Key: other}}},
	))
	a := audit(t, g, key)
	if d := cmp.Diff([]string{"oss cn-hangzhou alpha inventory, at rest, group alpha"}, lines(a)); d != "" || !a.Complete() {
		t.Fatalf("incomplete %+v, dependencies (-want +got):\n%s", a.IncompleteRows(), d)
	}
	if detail := a.Dependencies[0].Detail; !strings.HasSuffix(detail, "weekly, yearly") {
		t.Errorf("detail %q", detail)
	}
}

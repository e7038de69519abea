package aliyun_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// rowOf returns the one row of a category in a region.
func rowOf(t *testing.T, a guard.Audit, c guard.Category, region string) guard.Coverage {
	t.Helper()
	for _, row := range a.Coverage {
		if row.Category == c && row.Region == region {
			return row
		}
	}
	t.Fatalf("no row for %s in %q: %v", c, region, rows(a))
	return guard.Coverage{}
}

func TestKeyOfAnInstance(t *testing.T) {
	w := world()
	w.Keys[0].Instance = "kst-hzz1"
	w.Resources.KMSInstances = []aliyunsim.KMSInstance{{ID: "kst-hzz1", Region: home}}
	for apps, want := range map[int]int{0: 1, 3: 3} {
		w.Resources.KMSApplications = nil
		for i := range apps {
			w.Resources.KMSApplications = append(w.Resources.KMSApplications, aliyunsim.KMSApplication{Name: "app" + string(rune('a'+i)), Region: home, Keys: []string{"*"}})
		}
		row := rowOf(t, audit(t, start(t, w), key), guard.Gateway, home)
		if row.Status != guard.StatusUnknowable || row.Population != want {
			t.Errorf("%d applications: %+v, want a population of %d", apps, row, want)
		}
	}
}

func TestSecretThatNamesNoKey(t *testing.T) {
	w := world()
	w.Keys[0].Instance = "kst-hzz1"
	w.Settings.SecretsHideDefaultKey = true
	w.Resources.KMSInstances = []aliyunsim.KMSInstance{{ID: "kst-hzz1", Region: home}, {ID: "kst-hzz2", Region: home}}
	w.Resources.Secrets = []aliyunsim.Secret{{Name: "same", Region: home, Instance: "kst-hzz1", Key: keyID}, {Name: "another", Region: home, Instance: "kst-hzz2", Key: other}}
	row := rowOf(t, audit(t, start(t, w), key), guard.Secret, home)
	if row.Status != guard.StatusUnknowable || row.Population != 1 || !strings.Contains(row.Reason, "same") {
		t.Errorf("row %+v, want one secret", row)
	}
}

func TestRegionsThatAreLeftOut(t *testing.T) {
	for name, change := range map[string]func(*aliyun.Options){
		"excluded":    func(o *aliyun.Options) { o.ExcludedRegions = []string{"cn-beijing", "cn-shanghai"} },
		"not listed":  func(o *aliyun.Options) { o.Regions = []string{home} },
		"home is not": func(o *aliyun.Options) { o.ExcludedRegions = []string{home, "cn-beijing", "cn-shanghai"} },
	} {
		g := start(t, full(), change)
		a := audit(t, g, key)
		row := rowOf(t, a, guard.Scope, "")
		if row.Status != guard.StatusUnknowable || row.Population != 2 || !strings.Contains(row.Reason, "cn-beijing, cn-shanghai") || !a.Complete() {
			t.Errorf("%s: %+v, complete %v", name, row, a.Complete())
		}
		for _, d := range a.Dependencies {
			if d.Region != home {
				t.Errorf("%s: %s in %s was looked for", name, d.ID, d.Region)
			}
		}
	}
}

// TestSigningKey compares public halves: nothing is unknowable that can be read.
func TestSigningKey(t *testing.T) {
	w := world()
	w.Resources.OSSBuckets = []aliyunsim.OSSBucket{{Name: "plain", Region: home}}
	w.Resources.Certificates = []aliyunsim.Certificate{
		{ID: "mine", Region: home, Listener: "lb-1/443", Key: signing}, {ID: "mine-far", Region: "cn-beijing", Listener: "alb-1/443", Key: signing},
		{ID: "mine-old", Region: home, Key: signing, Expired: true}, {ID: "theirs", Region: home, Listener: "lb-2/443"},
	}
	a := audit(t, start(t, w), guard.KeyRef{Account: account, Region: home, ID: signing})
	got := map[string]int{}
	for _, d := range a.Dependencies {
		got[d.Region+" "+d.Relation+" "+string(d.Severity)]++
		if !strings.Contains(d.Detail, ", valid until 20") {
			t.Errorf("%s: %q does not say until when the certificate is valid", d.ID, d.Detail)
		}
	}
	want := map[string]int{
		"cn-hangzhou certificate at rest": 3, "cn-hangzhou served certificate in use now": 1, "cn-beijing served certificate in use now": 1,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("dependencies (-want +got):\n%s", d)
	}
	if unknown := a.UnknowableRows(); len(unknown) != 0 || !a.Complete() {
		t.Errorf("unknowable %+v, incomplete %+v", unknown, a.IncompleteRows())
	}
}

func TestLastUse(t *testing.T) {
	w := world()
	w.Keys[0].Uses = []aliyunsim.Use{used(now.Add(-time.Hour), "Decrypt", "Rejected.Disabled"), used(now.Add(-72*time.Hour), "Decrypt", "")}
	g := start(t, w)
	last := audit(t, g, key).LastUse
	if !last.Known || !last.Found || !last.Use.At.Equal(now.Add(-72*time.Hour)) || last.Horizon.IsZero() {
		t.Errorf("last use %+v, want the one three days ago: a refused one is none", last)
	}
	g.fault(t, aliyunsim.Fault{API: "actiontrail.LookupEvents", Code: "Forbidden", Status: 403})
	a := audit(t, g, key)
	if a.LastUse.Known || a.LastUse.Why == "" || !a.Complete() {
		t.Errorf("with an unreadable trail: %+v, complete %v; it informs and blocks nothing", a.LastUse, a.Complete())
	}
}

func TestPendingKeyThatWasDisabled(t *testing.T) {
	g := start(t, world())
	g.console(t, "DisableKey", keyID)
	g.clock.at = now.Add(time.Hour)
	g.console(t, "ScheduleKeyDeletion", keyID, "9")
	g.clock.at = now.Add(2 * time.Hour)
	if a := audit(t, g, key); !a.WasDisabled {
		t.Error("the trail shows that the key was Disabled")
	}
}

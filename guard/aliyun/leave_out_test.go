package aliyun_test

import (
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// TestACategoryThatIsLeftOut is never one in which there is nothing.
func TestACategoryThatIsLeftOut(t *testing.T) {
	w := world()
	w.Resources.NASFileSystems = []aliyunsim.NASFileSystem{{ID: "nas-1", Region: home, Key: keyID}}
	g := start(t, w, func(o *aliyun.Options) { o.LeftOut = []string{"nas"} })
	g.fault(t, aliyunsim.Fault{API: "nas.DescribeFileSystems", Code: "ServiceNotOpened", Status: 403})
	a := audit(t, g, key)
	row := rowOf(t, a, guard.NAS, "")
	if row.Status != guard.StatusUnknowable || row.Population != 1 || !strings.Contains(row.Reason, "left out by configuration") || !a.Complete() {
		t.Errorf("row %+v, complete %v", row, a.Complete())
	}
	if g.calls("nas.DescribeFileSystems") != 0 {
		t.Error("the category was read nevertheless")
	}
}

// TestACategoryThatIsLeftOutInOneRegion is read in the others.
func TestACategoryThatIsLeftOutInOneRegion(t *testing.T) {
	w := world()
	w.Resources.NASFileSystems = []aliyunsim.NASFileSystem{{ID: "nas-1", Region: home, Key: keyID}, {ID: "nas-2", Region: "cn-beijing", Key: keyID}}
	a := audit(t, start(t, w, func(o *aliyun.Options) { o.LeftOut = []string{"nas/cn-beijing", "nas/cn-shanghai"} }), key)
	row := rowOf(t, a, guard.NAS, "")
	if row.Status != guard.StatusUnknowable || row.Population != 2 || len(row.Items) != 2 || !strings.Contains(row.Reason, "cn-beijing, cn-shanghai") {
		t.Errorf("row %+v, want two regions that are not determined", row)
	}
	if got := listing(a); len(got) != 1 || !strings.Contains(got[0], "nas-1") {
		t.Errorf("found %v, want what lies in the region that is read", got)
	}
}

func TestARequiredCategoryCannotBeLeftOut(t *testing.T) {
	for _, c := range append(guard.Required(), guard.KeyPolicy, "no-such-category", "nas/no region") {
		_, err := aliyun.New(aliyun.Options{
			Account: account, DefaultRegion: home, Now: func() time.Time { return now }, LeftOut: []string{string(c)},
			Credentials: aliyun.Static(aliyun.Credentials{AccessKeyID: "a", Secret: "b"}),
		})
		if guard.KindOf(err) != guard.Invalid || !strings.Contains(err.Error(), string(c)) {
			t.Errorf("%s: %v, want it refused", c, err)
		}
	}
}

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
	g := start(t, w, func(o *aliyun.Options) { o.LeftOut = []guard.Category{guard.NAS} })
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

func TestARequiredCategoryCannotBeLeftOut(t *testing.T) {
	for _, c := range append(guard.Required(), guard.KeyPolicy, "no-such-category") {
		_, err := aliyun.New(aliyun.Options{
			Account: account, DefaultRegion: home, Now: func() time.Time { return now }, LeftOut: []guard.Category{c},
			Credentials: aliyun.Static(aliyun.Credentials{AccessKeyID: "a", Secret: "b"}),
		})
		if guard.KindOf(err) != guard.Invalid || !strings.Contains(err.Error(), string(c)) {
			t.Errorf("%s: %v, want it refused", c, err)
		}
	}
}

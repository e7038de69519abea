package aliyun_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
)

// TestAliasesDepend: whoever calls the key by a name loses it with the key. An
// alias of another key says nothing of this one.
func TestAliasesDepend(t *testing.T) {
	w := world()
	w.Keys[0].Aliases = []string{"alias/orders", "alias/shop/orders"}
	w.Keys[1].Aliases = []string{"alias/another"}
	a := whole(t, start(t, w), key)
	var got []string
	for _, d := range a.Dependencies {
		got = append(got, d.ID+" "+d.Relation+" "+d.Region)
		if d.OnDisable == "" || d.OnDeletion == "" || d.CloudRequestID == "" {
			t.Errorf("%s: %+v", d.ID, d)
		}
	}
	if d := cmp.Diff([]string{"alias/orders alias " + home, "alias/shop/orders alias " + home}, got); d != "" {
		t.Errorf("aliases (-want +got):\n%s", d)
	}
	if i := slices.IndexFunc(a.Coverage, func(c guard.Coverage) bool { return c.Category == guard.Alias }); i < 0 || a.Coverage[i].Status != guard.StatusComplete {
		t.Errorf("coverage: %v", rows(a))
	}
}

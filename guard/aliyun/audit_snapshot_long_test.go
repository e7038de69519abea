package aliyun_test

import (
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// TestManySnapshots: a long list of snapshots is read in pieces, side by side,
// and finds what reading it page after page finds.
func TestManySnapshots(t *testing.T) {
	const ours, others = 700, 2300
	w := world()
	w.Resources.ECSSnapshots = []aliyunsim.ECSSnapshot{
		{ID: "s-ours", Region: home, Key: keyID, CreatedAt: now.Add(-time.Hour), CreatedEvery: aliyunsim.Duration(12 * time.Hour), Count: ours},
		{ID: "s-other", Region: home, CreatedAt: now.Add(-time.Minute), CreatedEvery: aliyunsim.Duration(time.Hour), Count: others},
	}
	g := start(t, w)
	a := audit(t, g, key)
	found := 0
	for _, d := range a.Dependencies {
		if d.Category == guard.ECSSnapshot {
			found++
		}
	}
	if found != ours || !a.Complete() {
		t.Errorf("%d snapshots were found, complete %v; want %d", found, a.Complete(), ours)
	}
	pages := map[string]int{} // by span
	for _, c := range g.sim.Calls() {
		if c.Action == "DescribeSnapshots" && c.Parameters["KMSKeyId"] == "" {
			pages[c.Parameters["Filter.1.Value"]+" "+c.Parameters["Filter.2.Value"]]++
		}
	}
	const most = 11 // pages of 100 of a piece of about 1,000
	calls := 0
	for s, n := range pages {
		calls += n
		if n > most {
			t.Errorf("%d pages of %q were read one after another, want at most %d", n, s, most)
		}
	}
	if plain := (ours + others) / 100; calls < plain || calls > plain+15 {
		t.Errorf("%d calls for a list of %d pages", calls, plain)
	}
}

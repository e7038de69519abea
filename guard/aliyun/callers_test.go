package aliyun_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

func TestCallersOfAKey(t *testing.T) {
	disks := "acs:ram::" + account + ":assumed-role/AliyunECSDiskEncryptDefaultRole/ecs"
	by := func(hours int, event, who, code string) aliyunsim.Use {
		return aliyunsim.Use{At: now.Add(-time.Duration(hours) * time.Hour), Event: event, By: who, Code: code}
	}
	w := world()
	w.Keys[0].Uses = []aliyunsim.Use{
		by(3, "Decrypt", etl, "Rejected.Disabled"), by(5, "GenerateDataKey", disks, ""), by(7, "GenerateDataKey", etl, ""), by(9, "Decrypt", etl, ""), by(2300, "Decrypt", etl, ""),
	}
	last := audit(t, start(t, w), key).LastUse
	want := []guard.Caller{
		{By: "user/etl", Region: home, Events: []string{"Decrypt", "GenerateDataKey"}, Count: 3, Refused: 1, Last: now.Add(-3 * time.Hour)},
		{By: "role/AliyunECSDiskEncryptDefaultRole:ecs", Service: "ecs", Region: home, Events: []string{"GenerateDataKey"}, Count: 1, Last: now.Add(-5 * time.Hour)},
	}
	if d := cmp.Diff(want, last.Callers); d != "" || !last.Known || !last.Use.At.Equal(now.Add(-5*time.Hour)) {
		t.Errorf("last use %+v, callers (-want +got):\n%s", last, d)
	}
}

// TestTrailOfManyKeysIsNotRead: it answers two calls a second for the whole account.
func TestTrailOfManyKeysIsNotRead(t *testing.T) {
	w := world()
	var keys []guard.KeyRef
	for i := range 11 {
		id := fmt.Sprintf("key-hzz650many%06d", i)
		w.Keys = append(w.Keys, aliyunsim.Key{ID: id, Region: home})
		keys = append(keys, guard.KeyRef{Account: account, Region: home, ID: id})
	}
	for n, want := range map[int]string{10: "", 11: "not read in a sweep of 11 keys; audit the key alone"} {
		g := start(t, w)
		for _, a := range scan(t, g, 0, keys[:n]...) {
			if a.LastUse.Why != want || a.LastUse.Known != (want == "") || !a.Complete() {
				t.Errorf("%d keys: %+v", n, a.LastUse)
			}
		}
		if calls := g.calls("actiontrail.LookupEvents"); (calls == 0) != (n > 10) {
			t.Errorf("%d keys: the trail was asked %d times", n, calls)
		}
	}
}

package aliyun_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard/aliyunsim"
)

// TestSecrets of every type and state, with whom they belong to.
func TestSecrets(t *testing.T) {
	w := world()
	for _, kind := range []string{"Generic", "Rds", "RAMCredentials", "ECS", "PolarDB", "Redis"} {
		w.Resources.Secrets = append(w.Resources.Secrets, aliyunsim.Secret{Name: kind, Region: home, Key: keyID, Kind: kind})
	}
	w.Resources.Secrets = append(w.Resources.Secrets, aliyunsim.Secret{
		Name: "going", Region: home, Key: keyID, DeletesAt: now.Add(48 * time.Hour), Tags: map[string]string{"team": "orders"},
	})
	a := audit(t, start(t, w), key)
	got := map[string]string{}
	for _, d := range a.Dependencies {
		got[d.ID] = d.Detail + " " + d.Owner
	}
	want := map[string]string{
		"Generic": "Generic secret ", "Rds": "Rds secret ", "RAMCredentials": "RAMCredentials secret ", "ECS": "ECS secret ", "PolarDB": "PolarDB secret ", "Redis": "Redis secret ",
		"going": "Generic secret, to be deleted 2026-11-04 team=orders",
	}
	if d := cmp.Diff(want, got); d != "" || !a.Complete() {
		t.Errorf("incomplete %+v, secrets (-want +got):\n%s", a.IncompleteRows(), d)
	}
}

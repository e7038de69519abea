package aliyun_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

func TestDescribe(t *testing.T) {
	g := start(t, world())
	f, err := g.Describe(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if f.RequestID == "" || !f.ReadAt.Equal(now) || !f.CloudTime.Equal(now) || f.PrimaryVersion == "" || f.Created.IsZero() {
		t.Errorf("request ID %q, read at %v, cloud time %v, version %q, created %v", f.RequestID, f.ReadAt, f.CloudTime, f.PrimaryVersion, f.Created)
	}
	got := guard.KeyFacts{
		Ref: f.Ref, ARN: f.ARN, State: f.State, Spec: f.Spec, Usage: f.Usage, Origin: f.Origin, Creator: f.Creator,
		Description: f.Description, Aliases: f.Aliases, Tags: f.Tags, Protected: f.Protected,
	}
	want := guard.KeyFacts{
		Ref: key, ARN: key.ARN(), State: guard.StateEnabled, Spec: "Aliyun_AES_256", Usage: "ENCRYPT/DECRYPT", Origin: "Aliyun_KMS",
		Creator: account, Description: "orders database", Aliases: []string{"alias/orders"}, Tags: map[string]string{"team": "orders"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("facts (-want +got):\n%s", d)
	}
}

func TestDescribeStates(t *testing.T) {
	g := start(t, world())
	missing := guard.KeyRef{Account: account, Region: home, ID: "key-hzz650nosuchkey"}
	if f, err := g.Describe(t.Context(), missing); err != nil || f.State != guard.StateNotFound {
		t.Errorf("a key that is not there: %v, %v", f.State, err)
	}
	g.console(t, "ScheduleKeyDeletion", keyID, "9")
	f, err := g.Describe(t.Context(), key)
	if err != nil || f.State != guard.StatePendingDeletion || !f.DeleteDate.Equal(now.AddDate(0, 0, 9)) {
		t.Errorf("a pending key: %v, %v, %v", f.State, f.DeleteDate, err)
	}
	g.fault(t, aliyunsim.Fault{API: "kms.DescribeKey", Kind: aliyunsim.FaultUnknownValue})
	f, err = g.Describe(t.Context(), key)
	if err != nil || f.State != guard.StateUnknown || f.RawState != "Transmogrifying" {
		t.Errorf("a key in an unknown state: %v, %q, %v", f.State, f.RawState, err)
	}
}

// TestBadCredentialIsNeverNotFound: KMS answers both with 404.
func TestBadCredentialIsNeverNotFound(t *testing.T) {
	g := start(t, world(), func(o *aliyun.Options) {
		o.Credentials = aliyun.Static(aliyun.Credentials{AccessKeyID: "unknown-id", Secret: "sandbox-secret"})
	})
	f, err := g.Describe(t.Context(), key)
	if guard.KindOf(err) != guard.Denied || f.State != "" {
		t.Errorf("state %q, error %v; want no state and a denied one", f.State, err)
	}
	if _, err := g.Locate(t.Context(), keyID, home); guard.KindOf(err) != guard.Denied {
		t.Errorf("Locate: %v, want a denied one", err)
	}
}

func TestLocate(t *testing.T) {
	w := world()
	w.Keys = append(w.Keys, aliyunsim.Key{ID: "key-sha650a1b2c3", Region: "cn-shanghai", Aliases: []string{"alias/far"}})
	g := start(t, w)
	for _, tt := range []struct {
		id, asked, region string
		state             guard.KeyState
	}{
		{keyID, "", home, guard.StateEnabled},
		{keyID, "cn-beijing", home, guard.StateEnabled},
		{"key-sha650a1b2c3", home, "cn-shanghai", guard.StateEnabled},
		{"key-hzz650nosuchkey", "cn-beijing", "cn-beijing", guard.StateNotFound},
	} {
		f, err := g.Locate(t.Context(), tt.id, tt.asked)
		if err != nil || f.Ref.Region != tt.region || f.State != tt.state {
			t.Errorf("%s asked in %q: %v in %s, %v; want %v in %s", tt.id, tt.asked, f.State, f.Ref.Region, err, tt.state, tt.region)
		}
	}
	g.fault(t, aliyunsim.Fault{API: "kms.DescribeKey", Code: "InternalFailure", After: 1})
	if f, err := g.Locate(t.Context(), "key-hzz650nosuchkey", home); err == nil {
		t.Errorf("a region that could not be asked: %v, want an error", f.State)
	}
}

func TestResolve(t *testing.T) {
	g := start(t, world())
	for alias, want := range map[string]string{"alias/orders": keyID, "alias/nothing": ""} {
		if got, err := g.Resolve(t.Context(), alias, ""); err != nil || got != want {
			t.Errorf("%s resolves to %q, %v; want %q", alias, got, err, want)
		}
	}
}

func TestPending(t *testing.T) {
	w := world()
	w.Keys = append(w.Keys,
		aliyunsim.Key{ID: "key-pend", Region: "cn-beijing", State: "PendingDeletion", DeletesAt: now.Add(time.Hour), Count: 230},
		aliyunsim.Key{ID: "key-sha650a1b2c3", Region: "cn-shanghai", State: "PendingDeletion", DeletesAt: now.Add(time.Hour)})
	g := start(t, w)
	keys, err := g.Pending(t.Context())
	if err != nil || len(keys) != 231 {
		t.Errorf("%d pending keys, %v; want 231", len(keys), err)
	}
	excluded := start(t, w, func(o *aliyun.Options) { o.ExcludedRegions = []string{"cn-beijing"} })
	if keys, err := excluded.Pending(t.Context()); err != nil || len(keys) != 1 {
		t.Errorf("%d pending keys outside the excluded region, %v; want 1", len(keys), err)
	}
	for _, kind := range []aliyunsim.FaultKind{aliyunsim.FaultDropRow, aliyunsim.FaultWrongTotal, aliyunsim.FaultEmptyPage} {
		g.sim.ClearFaults()
		g.fault(t, aliyunsim.Fault{API: "kms.ListKeys", Kind: kind})
		if keys, err := g.Pending(t.Context()); guard.KindOf(err) != guard.Incomplete {
			t.Errorf("with %s: %d keys, %v; want an incomplete one", kind, len(keys), err)
		}
	}
}

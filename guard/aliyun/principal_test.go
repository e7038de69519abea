package aliyun_test

import (
	"strings"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

func TestCheckPrincipal(t *testing.T) {
	tests := []struct {
		name    string
		world   func(*aliyunsim.World)
		fault   *aliyunsim.Fault
		problem string
	}{
		{name: "as it should be"},
		{name: "no deny policy", problem: "kmsguard-destroy-only attached", world: func(w *aliyunsim.World) {
			w.Principals[1].Policies = w.Principals[1].Policies[:1]
		}},
		{name: "no allow policy", problem: "AliyunKMSFullAccess attached", world: func(w *aliyunsim.World) {
			w.Principals[1].Policies = w.Principals[1].Policies[1:]
		}},
		{name: "no such role", problem: "does not exist", world: func(w *aliyunsim.World) {
			w.Principals = w.Principals[:1]
		}},
		{name: "not trusted", problem: "may not assume", world: func(w *aliyunsim.World) {
			w.Principals[1].Trusts = nil
		}},
		{name: "policies unreadable", problem: "may not read the policies",
			fault: &aliyunsim.Fault{API: "ram.ListPoliciesForRole", Code: "NoPermission", Status: 403}},
		{name: "key out of reach", problem: "may not describe the key",
			fault: &aliyunsim.Fault{API: "kms.DescribeKey", Code: "Forbidden.NoPermission", Status: 403}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := world()
			if tt.world != nil {
				tt.world(&w)
			}
			g := start(t, w)
			if tt.fault != nil {
				g.fault(t, *tt.fault)
			}
			p, err := g.CheckPrincipal(t.Context(), guard.DestroyRole, key)
			if err != nil {
				t.Fatal(err)
			}
			if (p.Problem == "") != (tt.problem == "") || !strings.Contains(p.Problem, tt.problem) {
				t.Errorf("problem %q, want one with %q", p.Problem, tt.problem)
			}
			if p.Problem != "" && p.Hint == "" {
				t.Error("a problem without a hint")
			}
			if p.Problem == "" && (!strings.HasSuffix(p.ARN, ":assumed-role/kmsguard-destroy/kmsguard-check") || len(p.Policies) != 2) {
				t.Errorf("principal %+v", p)
			}
		})
	}
}

func TestCheckPrincipalThatCannotBeLookedAt(t *testing.T) {
	g := start(t, world())
	g.fault(t, aliyunsim.Fault{API: "ram.ListPoliciesForRole", Kind: aliyunsim.FaultResetBefore})
	if p, err := g.CheckPrincipal(t.Context(), guard.DestroyRole, key); guard.KindOf(err) != guard.Unavailable {
		t.Errorf("principal %+v, %v; want an unavailable one", p, err)
	}
}

func TestNarrowPolicyIsOptIn(t *testing.T) {
	w := world()
	w.Principals[1].Policies = []aliyunsim.PolicyRef{{Name: "kmsguard-destroy-narrow"}}
	g := start(t, w, func(o *aliyun.Options) {
		o.Roles.Destroy.Policies = []string{"kmsguard-destroy-narrow"}
	})
	if p, err := g.CheckPrincipal(t.Context(), guard.DestroyRole, key); err != nil || p.Problem != "" {
		t.Errorf("principal %+v, %v; want no problem", p, err)
	}
}

func TestProveFence(t *testing.T) {
	for _, enforced := range []bool{true, false} {
		w := world()
		w.Settings.EnforceCurrentTime = &enforced
		g := start(t, w)
		if got, err := g.ProveFence(t.Context(), key); err != nil || got != enforced {
			t.Errorf("enforced %v is shown as %v, %v", enforced, got, err)
		}
	}
}

// TestFenceIsNotProvenByAnotherDenial: a role that may not describe the key at
// all shows nothing.
func TestFenceIsNotProvenByAnotherDenial(t *testing.T) {
	w := world()
	w.Principals[1].Policies = w.Principals[1].Policies[1:] // the deny policy alone
	g := start(t, w)
	if got, err := g.ProveFence(t.Context(), key); err == nil || got {
		t.Errorf("shown as %v, %v; want an error", got, err)
	}
}

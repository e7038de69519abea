package aliyun_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// operation is an attempt at a call on the key.
func operation(call guard.Call, role guard.Role) guard.Operation {
	return guard.Operation{
		ID: "op-7Q4abc", Key: key, Call: call, Role: role, WindowDays: 9, RotationDays: 90,
		Intended: now, Deadline: now.Add(2 * time.Minute),
	}
}

// all are the mutations, each with its role, the state that it needs and how it
// is seen to have happened.
var all = []struct {
	call   guard.Call
	role   guard.Role
	before func(t *testing.T, g *ground)
	after  func(f guard.KeyFacts) bool
}{
	{guard.DisableKey, guard.DestroyRole, nil, stateIs(guard.StateDisabled)},
	{guard.EnableKey, guard.RescueRole, console("DisableKey"), stateIs(guard.StateEnabled)},
	{guard.ScheduleKeyDeletion, guard.DestroyRole, nil, func(f guard.KeyFacts) bool { return f.DeleteDate.Equal(now.AddDate(0, 0, 9)) }},
	{guard.CancelKeyDeletion, guard.RescueRole, console("ScheduleKeyDeletion", "9"), stateIs(guard.StateEnabled)},
	{guard.CreateKeyVersion, guard.DestroyRole, nil, func(f guard.KeyFacts) bool { return f.Rotation.Last.Equal(now) }},
	{guard.UpdateRotationPolicy, guard.DestroyRole, nil, func(f guard.KeyFacts) bool { return f.Rotation.Interval == "7776000s" }},
}

func stateIs(s guard.KeyState) func(guard.KeyFacts) bool {
	return func(f guard.KeyFacts) bool { return f.State == s }
}

func console(event string, args ...string) func(*testing.T, *ground) {
	return func(t *testing.T, g *ground) { g.console(t, event, append([]string{keyID}, args...)...) }
}

// carryOut assumes a session for the operation and makes its call.
func carryOut(t *testing.T, g *ground, op guard.Operation) (guard.Outcome, error) {
	t.Helper()
	session, err := g.Assume(t.Context(), op)
	if err != nil {
		t.Fatalf("Assume: %v", err)
	}
	if !strings.HasPrefix(session.AccessKeyID, "STS.") || !session.Expires.Equal(now.Add(15*time.Minute)) {
		t.Errorf("session %q until %v; want one of 15 minutes", session.AccessKeyID, session.Expires)
	}
	return session.Call(t.Context())
}

func TestEachMutationHappensOnce(t *testing.T) {
	for _, tt := range all {
		t.Run(string(tt.call), func(t *testing.T) {
			g := start(t, world())
			if tt.before != nil {
				tt.before(t, g)
			}
			outcome, err := carryOut(t, g, operation(tt.call, tt.role))
			if err != nil || outcome.RequestID == "" || !outcome.At.Equal(now) {
				t.Errorf("outcome %+v, %v", outcome, err)
			}
			f, err := g.Describe(t.Context(), key)
			if err != nil || !tt.after(f) {
				t.Errorf("the key is %+v, %v", f, err)
			}
			if n := g.calls("kms." + string(tt.call)); n != 1 {
				t.Errorf("%d calls were made, want 1", n)
			}
		})
	}
}

// TestLostReplyIsUncertain: whatever happened to the reply, and whether or not
// the call took effect, it is uncertain, and the call is not made again.
func TestLostReplyIsUncertain(t *testing.T) {
	slow := []aliyunsim.Fault{{Kind: aliyunsim.FaultTimeoutBefore}, {Kind: aliyunsim.FaultTimeoutAfter}}
	faults := []aliyunsim.Fault{
		{Kind: aliyunsim.FaultResetBefore}, {Kind: aliyunsim.FaultResetAfter},
		{Kind: aliyunsim.FaultTruncate}, {Kind: aliyunsim.FaultHTML},
		{Code: "InternalFailure"}, {Code: "ServiceUnavailableTemporary", Status: 503},
	}
	for _, tt := range all {
		ways := faults
		if tt.call == guard.ScheduleKeyDeletion || tt.call == guard.CancelKeyDeletion {
			ways = slices.Concat(faults, slow)
		}
		for _, f := range ways {
			t.Run(string(tt.call)+" "+string(f.Kind)+f.Code, func(t *testing.T) {
				t.Parallel()
				limit := 10 * time.Second
				if slices.Contains(slow, f) {
					limit = 500 * time.Millisecond
				}
				g := start(t, world(), func(o *aliyun.Options) { o.Timeout = limit })
				if tt.before != nil {
					tt.before(t, g)
				}
				session, err := g.Assume(t.Context(), operation(tt.call, tt.role))
				if err != nil {
					t.Fatal(err)
				}
				f.API = "kms." + string(tt.call)
				g.fault(t, f)
				if _, err := session.Call(t.Context()); guard.KindOf(err) != guard.Uncertain {
					t.Errorf("error %v is %v, want uncertain", err, guard.KindOf(err))
				}
				if n := g.calls(f.API); n > 1 {
					t.Errorf("%d calls were made, want at most 1", n)
				}
			})
		}
	}
}

func TestRefusalsAreFinal(t *testing.T) {
	tests := []struct {
		name string
		call guard.Call
		role guard.Role
		set  func(*testing.T, *ground)
		kind guard.Kind
		code string
	}{
		{"already scheduled", guard.ScheduleKeyDeletion, guard.DestroyRole, console("ScheduleKeyDeletion", "7"), guard.Conflict, "Rejected.StateModifiedFailed"},
		{"nothing to cancel", guard.CancelKeyDeletion, guard.RescueRole, nil, guard.Conflict, "Rejected.StateModifiedFailed"},
		{"rotate a disabled key", guard.CreateKeyVersion, guard.DestroyRole, console("DisableKey"), guard.Conflict, "Rejected.Disabled"},
		{"protected", guard.ScheduleKeyDeletion, guard.DestroyRole, console("SetDeletionProtection", "true"), guard.Denied, "Forbidden.DeletionProtection"},
		{"role of a rescue", guard.ScheduleKeyDeletion, guard.RescueRole, nil, guard.Denied, "Forbidden.NoPermission"},
		{"throttled", guard.DisableKey, guard.DestroyRole, func(t *testing.T, g *ground) {
			g.fault(t, aliyunsim.Fault{API: "kms.DisableKey", Code: "Rejected.Throttling", Status: 429, Times: 1})
		}, guard.Throttled, "Rejected.Throttling"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := start(t, world())
			if tt.set != nil {
				tt.set(t, g)
			}
			outcome, err := carryOut(t, g, operation(tt.call, tt.role))
			if guard.KindOf(err) != tt.kind || outcome.Code != tt.code || outcome.RequestID == "" || outcome.Message == "" {
				t.Errorf("outcome %+v, %v is %v; want %s and %v", outcome, err, guard.KindOf(err), tt.code, tt.kind)
			}
		})
	}
}

// TestSessionCanDoNothingElse tries the session on another key, on another call
// and after its deadline.
func TestSessionCanDoNothingElse(t *testing.T) {
	for name, change := range map[string]func(*guard.Operation, *ground){
		"another key":        func(op *guard.Operation, _ *ground) { op.Key.ID = other },
		"another call":       func(op *guard.Operation, _ *ground) { op.Call = guard.DisableKey },
		"after the deadline": func(_ *guard.Operation, g *ground) { g.clock.at = now.Add(3 * time.Minute) },
	} {
		t.Run(name, func(t *testing.T) {
			g := start(t, world())
			as, err := aliyun.SessionCredentials(t.Context(), g.Client, operation(guard.ScheduleKeyDeletion, guard.DestroyRole))
			if err != nil {
				t.Fatal(err)
			}
			op := operation(guard.ScheduleKeyDeletion, guard.DestroyRole)
			change(&op, g)
			if _, err := aliyun.Mutate(t.Context(), g.Client, op, as); guard.KindOf(err) != guard.Denied {
				t.Errorf("error %v, want a denied one", err)
			}
			if n := g.sim.Effects("kms." + string(op.Call)); n != 0 {
				t.Errorf("%d effects", n)
			}
		})
	}
}

func TestAssumeRefusesWhatIsNoMutation(t *testing.T) {
	g := start(t, world())
	if _, err := g.Assume(t.Context(), operation("DeleteKeyMaterial", guard.DestroyRole)); guard.KindOf(err) != guard.Invalid {
		t.Errorf("error %v, want an invalid one", err)
	}
}

package aliyun_test

import (
	"slices"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// TestOperations: the trail tells which operations changed keys, and of nobody else.
func TestOperations(t *testing.T) {
	w := world()
	w.Keys[0].Uses = []aliyunsim.Use{
		{At: now.Add(-time.Hour), Event: "DisableKey", By: etl},
		{At: now.Add(-time.Hour), Event: "DisableKey", By: "acs:ram::" + account + ":assumed-role/kmsguard-destroy/somebody"},
		{At: now.Add(-2 * time.Hour), Event: "ScheduleKeyDeletion", By: "acs:ram::" + account + ":assumed-role/kmsguard-destroy/op-old"},
		{At: now.Add(-2 * time.Hour), Event: "CancelKeyDeletion", By: "acs:ram::" + account + ":assumed-role/kmsguard-rescue/op-back", Code: "Forbidden.RAM"},
		{At: now.AddDate(0, 0, -20), Event: "DisableKey", By: "acs:ram::" + account + ":assumed-role/kmsguard-destroy/op-before"},
	}
	g := start(t, w)
	op := operation(guard.DisableKey, guard.DestroyRole)
	session, err := g.Assume(t.Context(), op)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := session.Call(t.Context()); err != nil {
		t.Fatal(err)
	}
	g.clock.move(11 * time.Minute)
	traces, err := g.Operations(t.Context(), now.AddDate(0, 0, -7))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, trace := range traces {
		names = append(names, trace.Operation)
		if trace.Key != keyID || trace.Region != home || trace.Call == "" || trace.At.IsZero() {
			t.Errorf("trace %+v", trace)
		}
	}
	slices.Sort(names)
	want := []string{op.ID, "op-back", "op-old"}
	if slices.Sort(want); !slices.Equal(names, want) {
		t.Errorf("operations %v, want %v", names, want)
	}
}

// TestOperationsThatCannotBeRead: what could not be read is an error, not silence.
func TestOperationsThatCannotBeRead(t *testing.T) {
	g := start(t, world())
	g.fault(t, aliyunsim.Fault{API: "actiontrail.LookupEvents", Code: "NoPermission", Status: 403})
	if list, err := g.Operations(t.Context(), now.AddDate(0, 0, -7)); guard.KindOf(err) != guard.Denied {
		t.Errorf("%v, %v", list, err)
	}
}

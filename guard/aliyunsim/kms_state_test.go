package aliyunsim

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// stateWorld has a key in every state.
const stateWorld = `
  - {id: key-enabled, region: cn-hangzhou}
  - {id: key-disabled, region: cn-hangzhou, state: Disabled}
  - {id: key-pending, region: cn-hangzhou, state: PendingDeletion, deletes_at: 2026-12-01T00:00:00Z}
  - {id: key-import, region: cn-hangzhou, state: PendingImport, origin: EXTERNAL}
`

// The documented table: what each action answers in each state, and the state
// that it leaves.
func TestStateTable(t *testing.T) {
	const ok, no = "ok", "Rejected.StateModifiedFailed"
	type cell struct{ answer, state string }
	tests := []struct {
		action string
		extra  []string
		cells  [4]cell // enabled, disabled, pending deletion, pending import
	}{
		{"DescribeKey", nil, [4]cell{{ok, "Enabled"}, {ok, "Disabled"}, {ok, "PendingDeletion"}, {ok, "PendingImport"}}},
		{"GenerateDataKey", nil, [4]cell{{ok, "Enabled"}, {"Rejected.Disabled", "Disabled"}, {"Rejected.PendingDeletion", "PendingDeletion"}, {"Rejected.PendingImport", "PendingImport"}}},
		{"Encrypt", []string{"Plaintext", "aGVsbG8="}, [4]cell{{ok, "Enabled"}, {"Rejected.Disabled", "Disabled"}, {"Rejected.PendingDeletion", "PendingDeletion"}, {"Rejected.PendingImport", "PendingImport"}}},
		{"EnableKey", nil, [4]cell{{ok, "Enabled"}, {ok, "Enabled"}, {no, "PendingDeletion"}, {no, "PendingImport"}}},
		{"DisableKey", nil, [4]cell{{ok, "Disabled"}, {ok, "Disabled"}, {no, "PendingDeletion"}, {no, "PendingImport"}}},
		{"ScheduleKeyDeletion", []string{"PendingWindowInDays", "7"}, [4]cell{{ok, "PendingDeletion"}, {ok, "PendingDeletion"}, {no, "PendingDeletion"}, {ok, "PendingDeletion"}}},
		{"CancelKeyDeletion", nil, [4]cell{{no, "Enabled"}, {no, "Disabled"}, {ok, "Enabled"}, {no, "PendingImport"}}},
		{"UpdateKeyDescription", []string{"Description", "x"}, [4]cell{{ok, "Enabled"}, {ok, "Disabled"}, {"Rejected.PendingDeletion", "PendingDeletion"}, {ok, "PendingImport"}}},
		{"CreateAlias", []string{"AliasName", "alias/x"}, [4]cell{{ok, "Enabled"}, {ok, "Disabled"}, {no, "PendingDeletion"}, {ok, "PendingImport"}}},
		{"UpdateAlias", []string{"AliasName", "alias/orders"}, [4]cell{{ok, "Enabled"}, {ok, "Disabled"}, {"Rejected.PendingDeletion", "PendingDeletion"}, {ok, "PendingImport"}}},
		{"CreateKeyVersion", nil, [4]cell{{ok, "Enabled"}, {"Rejected.Disabled", "Disabled"}, {"Rejected.PendingDeletion", "PendingDeletion"}, {"Rejected.PendingImport", "PendingImport"}}},
		{"UpdateRotationPolicy", []string{"EnableAutomaticRotation", "true", "RotationInterval", "30d"}, [4]cell{{ok, "Enabled"}, {"Rejected.Disabled", "Disabled"}, {"Rejected.PendingDeletion", "PendingDeletion"}, {"Rejected.PendingImport", "PendingImport"}}},
		{"SetDeletionProtection", []string{"EnableDeletionProtection", "true"}, [4]cell{{ok, "Enabled"}, {ok, "Disabled"}, {"Rejected.PendingDeletion", "PendingDeletion"}, {ok, "PendingImport"}}},
	}
	keys := [4]string{"key-enabled", "key-disabled", "key-pending", "key-import"}
	for _, tt := range tests {
		t.Run(tt.action, func(t *testing.T) {
			for i, want := range tt.cells {
				c := startCloud(t, stateWorld)
				a := c.kms(tt.action, append([]string{"KeyId", keys[i]}, tt.extra...)...)
				after, _ := c.sim.Key(keys[i])
				if got := (cell{a.code(), after.State}); got != want {
					t.Errorf("%s: got %v, want %v", keys[i], got, want)
				}
				if a.code() != ok && a.status != 409 {
					t.Errorf("%s: refused with status %d, want 409", keys[i], a.status)
				}
			}
		})
	}
}

func TestDeleteKeyMaterialActsInEveryState(t *testing.T) {
	const world = `
  - {id: key-1, region: cn-hangzhou, origin: EXTERNAL}
  - {id: key-2, region: cn-hangzhou, origin: EXTERNAL, state: Disabled}
  - {id: key-3, region: cn-hangzhou, origin: EXTERNAL, state: PendingDeletion, deletes_at: 2026-12-01T00:00:00Z}
`
	c := startCloud(t, world)
	want := map[string]string{"key-1": "PendingImport", "key-2": "PendingImport", "key-3": "PendingDeletion"}
	got := map[string]string{}
	for id := range want {
		if a := c.kms("DeleteKeyMaterial", "KeyId", id); a.code() != "ok" {
			t.Errorf("%s: %s", id, a.code())
		}
		v, _ := c.sim.Key(id)
		got[id] = v.State
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	if a := c.kms("DeleteKeyMaterial", "KeyId", testKey); a.code() != "Unsupported.Origin" {
		t.Errorf("a key of the cloud's own making: %s", a.code())
	}
	c.kms("CancelKeyDeletion", "KeyId", "key-3")
	if v, _ := c.sim.Key("key-3"); v.State != "PendingImport" {
		t.Errorf("cancelled without material: %s", v.State)
	}
}

func TestScheduledKeyIsDestroyedByTheCalendar(t *testing.T) {
	c := startCloud(t, "")
	scheduled := c.kms("ScheduleKeyDeletion", "KeyId", testKey, "PendingWindowInDays", "9")
	if diff := cmp.Diff(map[string]any{"RequestId": scheduled.body["RequestId"]}, scheduled.body); diff != "" {
		t.Errorf("the answer holds more than a request ID:\n%s", diff)
	}
	c.advance(9*24*time.Hour - time.Second)
	a := c.kms("DescribeKey", "KeyId", testKey)
	if a.at("KeyMetadata", "KeyState") != "PendingDeletion" || a.at("KeyMetadata", "DeleteDate") != "2026-11-11T09:00:00Z" {
		t.Errorf("a second before: %s", a.text)
	}
	c.advance(time.Second)
	for _, id := range []string{testKey, "alias/orders", "acs:kms:cn-hangzhou:1234567890123456:key/" + testKey} {
		if a := c.kms("DescribeKey", "KeyId", id); a.status != 404 {
			t.Errorf("%s after the end: %s", id, a.text)
		}
	}
	if a := c.kms("CancelKeyDeletion", "KeyId", testKey); a.code() != "Forbidden.KeyNotFound" {
		t.Errorf("cancel after the end: %s", a.code())
	}
	if v, known := c.sim.Key(testKey); !known || v.State != "Deleted" {
		t.Errorf("the view says %v, %v", v, known)
	}
}

func TestWindowBounds(t *testing.T) {
	for days, want := range map[string]string{
		"6": "InvalidParameter", "7": "ok", "366": "ok", "367": "InvalidParameter", "": "MissingParameter", "7.5": "InvalidParameter", "-7": "InvalidParameter",
	} {
		c := startCloud(t, "")
		if a := c.kms("ScheduleKeyDeletion", "KeyId", testKey, "PendingWindowInDays", days); a.code() != want {
			t.Errorf("%q days: got %s, want %s", days, a.code(), want)
		}
	}
}

func TestRefusalsByKind(t *testing.T) {
	const more = "  - {id: key-protected, region: cn-hangzhou, protection: true}\n"
	window := []string{"PendingWindowInDays", "7"}
	tests := []struct {
		name, settings, key, want string
		status                    int
	}{
		{"service key", "", "key-hzzservice", "Rejected.UnsupportedOperation", 400},
		{"service key, set", "settings: {service_key_code: UnsupportedOperation, service_key_status: 403}", "key-hzzservice", "UnsupportedOperation", 403},
		{"protected key", "", "key-protected", "Forbidden.DeletionProtection", 403},
		{"protected key, set", "settings: {protected_key_code: Rejected.Protected, protected_key_status: 409}", "key-protected", "Rejected.Protected", 409},
		{"alias", "", "alias/orders", "Unsupported.Alias", 400},
		{"ARN", "", "acs:kms:cn-hangzhou:1234567890123456:key/" + testKey, "InvalidParameter", 400},
		{"other region", "", "key-bjother", "Forbidden.KeyNotFound", 404},
		{"never seen", "", "key-never", "Forbidden.KeyNotFound", 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := startCloud(t, more+tt.settings)
			a := c.kms("ScheduleKeyDeletion", append([]string{"KeyId", tt.key}, window...)...)
			if a.code() != tt.want || a.status != tt.status {
				t.Errorf("got %s with %d, want %s with %d", a.code(), a.status, tt.want, tt.status)
			}
			if n := c.sim.Effects("kms.ScheduleKeyDeletion"); n != 0 {
				t.Errorf("%d effects of a refused call", n)
			}
		})
	}
}

func TestEffectsAreChangesOnly(t *testing.T) {
	c := startCloud(t, "")
	for range 2 {
		c.kms("DisableKey", "KeyId", testKey)
	}
	if n := c.sim.Effects("kms.DisableKey"); n != 1 {
		t.Errorf("two disables had %d effects, want 1", n)
	}
	calls := c.sim.Calls()
	if len(calls) != 2 || !calls[0].Effect || calls[1].Effect || calls[1].Outcome != "ok" {
		t.Errorf("call log %+v", calls)
	}
}

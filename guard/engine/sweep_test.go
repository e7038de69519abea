package engine_test

import (
	"slices"
	"strings"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

func (h *house) sweep(by string, keys ...string) {
	h.t.Helper()
	h.submit(guard.Input{Kind: guard.InputSweep, By: by, Key: keys[0], Keys: keys, Region: home, Plan: guard.Plan{Action: guard.Delete}})
}

// Several keys are audited by one enumeration and told in the order in which they
// were named.
func TestASweep(t *testing.T) {
	h := newHouse(t)
	h.sweep("ivan", otherID, keyID)
	if n := len(h.people.audits); n != 2 || h.people.audits[0].Key.Ref.ID != otherID || h.people.audits[1].Key.Ref.ID != keyID {
		t.Fatalf("%d audits were shown, replies %v", n, h.replies())
	}
	if n := h.audits(); n != 0 {
		t.Errorf("%d audits were made beside the sweep", n)
	}
	if a := h.people.audits[0]; a.Purpose.Plan.Action != guard.Delete || !a.Complete() {
		t.Errorf("the audit is for %+v, complete: %v", a.Purpose, a.Complete())
	}
}

// One key that cannot be audited is named, and then none is audited.
func TestASweepNamesTheKeyThatIsRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		by, code, key string
		keys          []string
	}{
		"a key that is nowhere":   {"alice", "unknown-key", "key-hzz650nowhere", []string{keyID, "key-hzz650nowhere"}},
		"an alias":                {"alice", "alias", "alias/orders", []string{otherID, "alias/orders"}},
		"somebody without a role": {"mallory", "no-role", keyID, []string{keyID, otherID}},
		"a key by two names":      {"alice", "key-twice", key.ARN(), []string{keyID, key.ARN()}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.sweep(tt.by, tt.keys...)
			if got := h.replies(); !slices.Equal(got, []string{tt.code}) || len(h.people.audits) != 0 {
				t.Fatalf("replies %v, %d audits shown", got, len(h.people.audits))
			}
			if text := h.people.replies[0].Reasons[0].Text; !strings.Contains(text, tt.key) {
				t.Errorf("the refusal does not name %s: %s", tt.key, text)
			}
		})
	}
}

// A sweep counts as one audit of those that a person may ask for in an hour.
func TestASweepCountsOnce(t *testing.T) {
	h := newHouse(t)
	for range 6 {
		h.sweep("alice", keyID, otherID)
	}
	if got := h.replies(); len(h.people.audits) != 10 || !slices.Equal(got, []string{"too-many-audits"}) {
		t.Errorf("%d audits shown, replies %v", len(h.people.audits), got)
	}
}

// What could not be read makes the sweep say so for each key, and is no refusal.
func TestASweepThatIsIncomplete(t *testing.T) {
	h := newHouse(t)
	h.fault(aliyunsim.Fault{API: "rds.*", Code: "Forbidden.RAM", Status: 403})
	h.sweep("alice", keyID, otherID)
	if len(h.people.audits) != 2 || h.people.audits[0].Complete() || h.people.audits[1].Complete() {
		t.Errorf("%d audits shown, replies %v", len(h.people.audits), h.replies())
	}
}

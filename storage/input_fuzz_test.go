package storage

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kmsguard/guard"
)

// What the inbox gives back is the input that was accepted, or an error that says
// that this program cannot read it.
func FuzzDecodeInput(f *testing.F) {
	for _, in := range []guard.Input{
		{ID: "e-1", At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Kind: guard.InputOpen, By: "U0ALICE", Key: "key-1", Region: "cn-hangzhou", Reason: "<retired> & gone"},
		{ID: "e-2", Kind: guard.InputDispose, Keys: []string{"oss orders"}, Kept: guard.Migrated, Settled: map[string]string{"oss": "listed"}, Ticked: []int{2, 1}},
	} {
		data, err := encodeInput(in)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(in.ID, data)
	}
	f.Add("e-3", []byte(`{"id":"e-3","surprise":1}`))
	f.Add("e-4", []byte(`{"id":"e-5"}`))
	f.Fuzz(func(t *testing.T, id string, data []byte) {
		in, err := decodeInput(Input{ID: id, Data: data})
		if err != nil {
			if guard.KindOf(err) != guard.Invalid {
				t.Errorf("kind %v: %v", guard.KindOf(err), err)
			}
			return
		}
		if in.ID != id {
			t.Fatalf("the input %q was given for %q", in.ID, id)
		}
		again, err := encodeInput(in)
		if err != nil {
			t.Fatalf("%s was read but cannot be stored: %v", data, err)
		}
		got, err := decodeInput(Input{ID: id, Data: again})
		if diff := cmp.Diff(in, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("%s: %v (-first +second):\n%s", data, err, diff)
		}
	})
}

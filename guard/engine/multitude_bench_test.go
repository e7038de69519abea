package engine_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// BenchmarkRecordOfAMultitude measures what the ledger takes for an audit that
// lists 100,000 resources: to append it, and to read and fold it at a start.
func BenchmarkRecordOfAMultitude(b *testing.B) {
	a := guard.Audit{Key: guard.KeyFacts{Ref: key, State: guard.StateDisabled}, Started: start, Finished: start}
	for i := range 100_000 {
		a.Dependencies = append(a.Dependencies, guard.Dependency{
			Category: guard.ECSSnapshot, Account: account, Region: home, ID: fmt.Sprintf("s-bp1%017d", i), Group: fmt.Sprintf("d-bp1%017d", i/2), Relation: "snapshot",
			Severity: guard.AtRest, OnDisable: "cannot be used to create a disk", OnDeletion: "is lost", CloudRequestID: "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E",
		})
	}
	store, err := bolt.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	ledger := storage.NewLedger(store)
	version := uint64(0)
	b.Run("append", func(b *testing.B) {
		for b.Loop() {
			events := []guard.Event{guard.AuditRecorded{Request: "r-1", Audit: a, At: start}}
			if version, err = ledger.Append(b.Context(), guard.Append{Stream: key.Stream(), After: version, At: start, Events: events}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read and fold", func(b *testing.B) {
		for b.Loop() {
			s := guard.State{Key: key}
			for rec, err := range ledger.Read(b.Context(), key.Stream(), version-1) {
				if err != nil {
					b.Fatal(err)
				}
				s = guard.Evolve(s, rec.Event)
			}
		}
	})
}

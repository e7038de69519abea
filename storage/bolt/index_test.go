package bolt_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// The chain does not cover the index of streams, but a row that is missing or
// points elsewhere would hide an event from a decision.
func TestTamperedIndexIsFound(t *testing.T) {
	rows := []struct {
		name   string
		change func(streams *bbolt.Bucket) error
		says   string
	}{
		{"the last row removed", func(b *bbolt.Bucket) error { return b.Delete(row("a", 3)) }, "3 rows for 4 entries"},
		{"a row in the middle removed", func(b *bbolt.Bucket) error { return b.Delete(row("a", 2)) }, "no row for version 2"},
		{"all rows removed", func(b *bbolt.Bucket) error {
			for version := uint64(1); version <= 3; version++ {
				if err := b.Delete(row("a", version)); err != nil {
					return err
				}
			}
			return nil
		}, "1 rows for 4 entries"},
		{"a row that leads to another stream", func(b *bbolt.Bucket) error { return b.Put(row("a", 2), bytes.Clone(b.Get(row("b", 1)))) }, "version 1 of stream b"},
		{"a row that leads to another version", func(b *bbolt.Bucket) error { return b.Put(row("a", 3), bytes.Clone(b.Get(row("a", 2)))) }, "version 2 of stream a"},
		{"a row that leads nowhere", func(b *bbolt.Bucket) error { return b.Put(row("a", 3), bytes.Repeat([]byte{9}, 16)) }, "unreadable"},
		{"a row that is cut short", func(b *bbolt.Bucket) error { return b.Put(row("a", 3), []byte{1}) }, "cannot be read"},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			h := harness{filepath.Join(t.TempDir(), "ledger.db")}
			s := open(t, h.path, bolt.Options{})
			for version := range uint64(3) {
				commit(t, s, "a", version, "x")
			}
			commit(t, s, "b", 0, "x")
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			h.update(t, func(tx *bbolt.Tx) error { return r.change(tx.Bucket([]byte("streams"))) })
			s = open(t, h.path, bolt.Options{})
			if _, err := storage.Verify(t.Context(), s.All(t.Context(), 0)); err != nil {
				t.Errorf("the chain itself: %v", err)
			}
			_, err := storage.Check(t.Context(), s)
			if guard.KindOf(err) != guard.Invalid || !strings.Contains(err.Error(), r.says) {
				t.Errorf("check: %v, want kind invalid and %q", err, r.says)
			}
		})
	}
}

func row(stream string, version uint64) []byte {
	return append(append([]byte(stream), 0), number(version)...)
}

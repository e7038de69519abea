package bolt_test

import (
	"path/filepath"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// After a commit that failed in the middle nobody knows what is on disk: it
// says so, nothing is written any more, and opening again finds a whole ledger.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	s := open(t, path, bolt.Options{})
	commit(t, s, "a", 0, "one")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = open(t, path, bolt.Options{MaxSize: 20 << 20})
	big := storage.Batch{Stream: "a", After: 1, At: start, Data: [][]byte{make([]byte, 32<<20)}}
	if _, err := s.Commit(t.Context(), big); guard.KindOf(err) != guard.Uncertain || guard.HintOf(err) == "" {
		t.Errorf("commit beyond the space: %v, kind %v", err, guard.KindOf(err))
	}
	small := storage.Batch{Stream: "a", After: 1, At: start, Data: [][]byte{nil}}
	if _, err := s.Commit(t.Context(), small); guard.KindOf(err) != guard.Unavailable {
		t.Errorf("commit after the failure: %v, kind %v", err, guard.KindOf(err))
	}
	if _, err := s.Accept(t.Context(), storage.Input{ID: "in", At: start}); guard.KindOf(err) != guard.Unavailable {
		t.Errorf("accept after the failure: %v, kind %v", err, guard.KindOf(err))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = open(t, path, bolt.Options{})
	if head, err := storage.Check(t.Context(), s); err != nil || head.Seq != 1 {
		t.Errorf("after the failure: head %v, %v; want entry 1", head, err)
	}
	commit(t, s, "a", 1, "two")
}

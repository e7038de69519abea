package storagetest

import (
	"context"
	"io"
	"testing"

	"kmsguard/storage"
)

// Harness is the data of one ledger, which outlives the stores opened on it.
type Harness interface {
	// Open opens the data. The suite closes what it opened, and has at most one
	// store open at a time.
	Open(ctx context.Context) (storage.Store, error)
	// Alter changes what lies in the data behind the store's back. No store is
	// open meanwhile.
	Alter(t *testing.T, change func(Records))
	// MarkNewer makes the data look as if a newer version had written it. No
	// store is open meanwhile.
	MarkNewer(t *testing.T)
	// Restore makes a harness whose data is a backup.
	Restore(t *testing.T, backup io.Reader) Harness
}

// Records are the records of a chain by the number under which they lie.
type Records interface {
	Get(seq uint64) []byte
	Put(seq uint64, record []byte)
	Delete(seq uint64)
}

// Run holds a store to its promises. make returns a harness with new, empty
// data each time.
func Run(t *testing.T, make func(t *testing.T) Harness) {
	groups := []struct {
		name     string
		promises []promise
	}{
		{"commit", commitPromises}, {"read", readPromises}, {"race", racePromises}, {"cancel", cancelPromises},
		{"due", duePromises}, {"inbox", inboxPromises}, {"lead", leadPromises}, {"lifecycle", lifecyclePromises},
		{"tamper", tamperPromises},
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			for _, p := range g.promises {
				t.Run(p.name, func(t *testing.T) {
					t.Parallel()
					p.test(t, make(t))
				})
			}
		})
	}
}

// promise is one thing that a store does, in words, and its test.
type promise struct {
	name string
	test func(*testing.T, Harness)
}

// open opens the harness's data for a test that leaves it sound: when the test
// ends the whole store is checked and closed, so that every test is one of
// integrity too.
func open(t *testing.T, h Harness) storage.Store {
	t.Helper()
	s, err := h.Open(t.Context())
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			_ = s.Close()
			return
		}
		check(t, s)
		closeStore(t, s)
	})
	return s
}

// check reads everything, unless the test closed the store itself.
func check(t *testing.T, s storage.Store) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // it has ended by now
	if _, err := s.Head(ctx); closed(err) {
		return
	}
	if _, err := storage.Check(ctx, s); err != nil {
		t.Errorf("the store is not sound after the test: %v", err)
	}
}

func closeStore(t *testing.T, s storage.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}

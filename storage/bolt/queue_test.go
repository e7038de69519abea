package bolt

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
	"kmsguard/storage"
)

// held is a store whose rounds wait until the test lets them go, so that jobs
// queue up. One job, of the stream "first", is in the round that waits.
type held struct {
	*Store
	tx    *bbolt.Tx
	first *job
}

func hold(t *testing.T) *held {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	tx, err := s.db.Begin(true)
	if err != nil {
		t.Fatal(err)
	}
	first := &job{apply: func(r *round) error { return r.commit(one("first")) }, done: make(chan struct{})}
	if err := s.queue.put(first); err != nil {
		t.Fatal(err)
	}
	h := &held{Store: s, tx: tx, first: first}
	h.waitQueued(t, 0)
	return h
}

// waitQueued waits until so many jobs are in the queue.
func (h *held) waitQueued(t *testing.T, want int) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		h.queue.mu.Lock()
		queued := len(h.queue.jobs)
		h.queue.mu.Unlock()
		if queued == want {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d jobs are queued, want %d", queued, want)
		}
	}
}

// release lets the rounds go and waits for the first.
func (h *held) release(t *testing.T) {
	t.Helper()
	if err := h.tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if <-h.first.done; h.first.err != nil {
		t.Errorf("the first job: %v", h.first.err)
	}
}

// transaction returns the number of the last transaction that was committed.
func (h *held) transaction(t *testing.T) (id int) {
	t.Helper()
	if err := h.db.View(func(tx *bbolt.Tx) error { id = tx.ID(); return nil }); err != nil {
		t.Fatal(err)
	}
	return id
}

func one(stream string) storage.Batch {
	return storage.Batch{Stream: stream, At: time.Unix(1, 0), Data: [][]byte{[]byte("x")}}
}

func TestJobsThatWaitTogetherShareOneTransaction(t *testing.T) {
	const n = 50
	h := hold(t)
	before := h.transaction(t)
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			stream := fmt.Sprintf("stream %d", i)
			if i == 7 {
				stream = "first" // taken by then
			}
			_, errs[i] = h.Commit(t.Context(), one(stream))
		})
	}
	h.waitQueued(t, n)
	h.release(t)
	all.Wait()
	for i, err := range errs {
		if i == 7 && guard.KindOf(err) != guard.Conflict || i != 7 && err != nil {
			t.Errorf("commit %d: %v", i, err)
		}
	}
	if got := h.transaction(t) - before; got != 2 {
		t.Errorf("%d jobs took %d transactions, want 2: the first job's and that of all others", n+1, got)
	}
}

func TestRoundOfRefusalsWritesNothing(t *testing.T) {
	h := hold(t)
	h.release(t)
	before := h.transaction(t)
	if _, err := h.Commit(t.Context(), one("first")); guard.KindOf(err) != guard.Conflict {
		t.Errorf("commit: %v, want a conflict", err)
	}
	if got := h.transaction(t); got != before {
		t.Errorf("a refusal cost a transaction")
	}
}

func TestCancelledJobThatWaitsIsDropped(t *testing.T) {
	h := hold(t)
	ctx, cancel := context.WithCancel(t.Context())
	told := make(chan error, 1)
	go func() {
		_, err := h.Commit(ctx, one("dropped"))
		told <- err
	}()
	h.waitQueued(t, 1)
	cancel()
	if err := <-told; guard.KindOf(err) != guard.Unavailable || err == nil {
		t.Errorf("commit: %v, want kind unavailable", err)
	}
	h.release(t)
	for e, err := range h.Stream(t.Context(), "dropped", 0) {
		t.Errorf("the dropped job wrote %v, %v", e, err)
	}
}

func TestCloseFinishesWhatWaits(t *testing.T) {
	h := hold(t)
	told := make(chan error, 1)
	go func() {
		_, err := h.Commit(t.Context(), one("last"))
		told <- err
	}()
	h.waitQueued(t, 1)
	ended := make(chan error, 1)
	go func() { ended <- h.Close() }()
	h.release(t)
	if err := <-told; err != nil {
		t.Errorf("a commit that was handed in before Close: %v", err)
	}
	if err := <-ended; err != nil {
		t.Errorf("close: %v", err)
	}
}

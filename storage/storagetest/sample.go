package storagetest

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/storage"
)

// start is when the tests take place.
var start = time.Date(2026, 11, 2, 9, 0, 0, 1, time.UTC)

// texts makes the data of a batch.
func texts(texts ...string) [][]byte {
	data := make([][]byte, len(texts))
	for i, s := range texts {
		data[i] = []byte(s)
	}
	return data
}

// batch appends one entry for each text.
func batch(stream string, after uint64, data ...string) storage.Batch {
	return storage.Batch{Stream: stream, After: after, At: start.Add(time.Duration(after) * time.Second), Data: texts(data...)}
}

func commit(t *testing.T, s storage.Store, b storage.Batch) uint64 {
	t.Helper()
	version, err := s.Commit(t.Context(), b)
	if err != nil {
		t.Fatalf("commit after version %d of %q: %v", b.After, b.Stream, err)
	}
	return version
}

// refused commits a batch that has to fail with a kind and change nothing.
func refused(t *testing.T, s storage.Store, b storage.Batch, want guard.Kind) {
	t.Helper()
	before := headOf(t, s)
	version, err := s.Commit(t.Context(), b)
	if err == nil || guard.KindOf(err) != want {
		t.Fatalf("commit after version %d of %q: version %d, %v; want an error of kind %v", b.After, b.Stream, version, err, want)
	}
	if after := headOf(t, s); after != before {
		t.Fatalf("the refused commit moved the head from %v to %v", before, after)
	}
}

func headOf(t *testing.T, s storage.Store) storage.Head {
	t.Helper()
	head, err := s.Head(t.Context())
	if err != nil {
		t.Fatalf("head: %v", err)
	}
	return head
}

func collect(t *testing.T, entries iter.Seq2[storage.Entry, error]) []storage.Entry {
	t.Helper()
	var all []storage.Entry
	for e, err := range entries {
		if err != nil {
			t.Fatalf("read after %d entries: %v", len(all), err)
		}
		all = append(all, e)
	}
	return all
}

// show lists entries as "1 a/1 text".
func show(entries []storage.Entry) []string {
	var lines []string
	for _, e := range entries {
		lines = append(lines, fmt.Sprintf("%d %s/%d %s", e.Seq, e.Stream, e.Version, e.Data))
	}
	return lines
}

func accept(t *testing.T, s storage.Store, id string) bool {
	t.Helper()
	fresh, err := s.Accept(t.Context(), storage.Input{ID: id, At: start, Data: []byte("data of " + id)})
	if err != nil {
		t.Fatalf("accept %s: %v", id, err)
	}
	return fresh
}

// waiting returns the IDs that wait.
func waiting(t *testing.T, s storage.Store) []string {
	t.Helper()
	inputs, err := s.Waiting(t.Context())
	if err != nil {
		t.Fatalf("waiting: %v", err)
	}
	var ids []string
	for _, in := range inputs {
		ids = append(ids, in.ID)
	}
	return ids
}

func closed(err error) bool { return guard.KindOf(err) == guard.Unavailable }

// reopen closes a store and opens its data again.
func reopen(t *testing.T, h Harness, s storage.Store) storage.Store {
	t.Helper()
	closeStore(t, s)
	return open(t, h)
}

// cancelled returns a context that has ended.
func cancelled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

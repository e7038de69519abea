package spare_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
	"kmsguard/storage/spare"
)

var now = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

const (
	orders guard.Stream = "key/1/cn-hangzhou/key-orders"
	shop   guard.Stream = "key/1/cn-hangzhou/key-shop"
)

// ledger is a real one in a file.
func ledger(t *testing.T) (*storage.Ledger, uint64) {
	t.Helper()
	s, err := bolt.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	generation, _, err := s.Lead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return storage.NewLedger(s), generation
}

func said(word string) guard.Event {
	return guard.WordGiven{Request: "r-1", By: "bob", Word: word, At: now}
}

type appender interface {
	Append(context.Context, guard.Append) (uint64, error)
}

func add(t *testing.T, l appender, a guard.Append) {
	t.Helper()
	a.At = now
	if _, err := l.Append(t.Context(), a); err != nil {
		t.Fatal(err)
	}
}

// words are what a stream says, in order.
func words(t *testing.T, l spare.Target, s guard.Stream) (list []string) {
	t.Helper()
	version := uint64(0)
	for rec, err := range l.Read(t.Context(), s, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if version++; rec.Version != version {
			t.Errorf("version %d of %s stands at %d", rec.Version, s, version)
		}
		list = append(list, rec.Event.(guard.WordGiven).Word)
	}
	return list
}

func wantWords(t *testing.T, l spare.Target, s guard.Stream, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, words(t, l, s)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", s, diff)
	}
}

func wantWaiting(t *testing.T, l spare.Target, want ...string) {
	t.Helper()
	list, err := l.Waiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, in := range list {
		ids = append(ids, in.ID)
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("waiting (-want +got):\n%s", diff)
	}
}

func accept(t *testing.T, l spare.Target, id string, want bool) {
	t.Helper()
	if fresh, err := l.Accept(t.Context(), guard.Input{ID: id, At: now}); err != nil || fresh != want {
		t.Errorf("input %s: fresh %v, %v", id, fresh, err)
	}
}

// laid is a ledger with something in it, and a spare one over it.
func laid(t *testing.T) (base *storage.Ledger, generation uint64, l *spare.Ledger) {
	t.Helper()
	base, generation = ledger(t)
	add(t, base, guard.Append{Stream: orders, Events: []guard.Event{said("one"), said("two")}, Next: now.Add(time.Hour)})
	add(t, base, guard.Append{Stream: shop, Events: []guard.Event{said("open")}, Next: now.Add(time.Hour)})
	accept(t, base, "in-1", true)
	accept(t, base, "in-2", true)
	l = spare.New(func(subject string, err error) { t.Errorf("%s cannot be read: %v", subject, err) })
	if err := l.Over(t.Context(), base); err != nil {
		t.Fatal(err)
	}
	return base, generation, l
}

// TestOverALedger: what is below is read, what is above is kept, and the ledger below
// does not change.
func TestOverALedger(t *testing.T) {
	base, _, l := laid(t)
	accept(t, l, "in-3", true)
	accept(t, l, "in-3", false)
	accept(t, l, "in-1", false)
	add(t, l, guard.Append{Stream: orders, After: 2, Events: []guard.Event{said("three")}, Handled: "in-1"})
	accept(t, l, "in-1", false)
	if _, err := l.Append(t.Context(), guard.Append{Stream: orders, After: 2, Events: []guard.Event{said("late")}}); guard.KindOf(err) != guard.Conflict {
		t.Errorf("an append on what is old: %v", err)
	}
	wantWords(t, l, orders, "one", "two", "three")
	wantWaiting(t, l, "in-2", "in-3")
	wantWords(t, base, orders, "one", "two")
	wantWaiting(t, base, "in-1", "in-2")
	due, err := l.DueBefore(t.Context(), now.Add(2*time.Hour), 0)
	if diff := cmp.Diff([]guard.Stream{shop}, due); err != nil || diff != "" {
		t.Errorf("due (-want +got), %v:\n%s", err, diff)
	}
}

// TestReplay writes what was kept, in order, once.
func TestReplay(t *testing.T) {
	base, generation, l := laid(t)
	accept(t, l, "in-3", true)
	accept(t, l, "in-4", true)
	add(t, l, guard.Append{Stream: orders, After: 2, Events: []guard.Event{said("three")}, Handled: "in-1"})
	add(t, l, guard.Append{Stream: orders, After: 3, Events: []guard.Event{said("four")}, Handled: "in-3"})
	add(t, l, guard.Append{Stream: "desk", Handled: "in-2"})
	for range 2 {
		if err := l.Replay(t.Context(), base, generation); err != nil {
			t.Fatal(err)
		}
		wantWords(t, base, orders, "one", "two", "three", "four")
		wantWaiting(t, base, "in-4")
	}
	due, err := base.DueBefore(t.Context(), now, 0)
	if diff := cmp.Diff([]guard.Stream{orders}, due); err != nil || diff != "" {
		t.Errorf("due at once (-want +got), %v:\n%s", err, diff)
	}
	if _, err := base.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// failing is a ledger whose disk is full again after so many appends.
type failing struct {
	*storage.Ledger
	left int
}

var errFull = errors.New("no space left on device")

func (f *failing) Append(ctx context.Context, a guard.Append) (uint64, error) {
	if f.left--; f.left < 0 {
		return 0, errFull
	}
	return f.Ledger.Append(ctx, a)
}

// TestReplayGoesOn where it stopped, and what is not written yet is still read.
func TestReplayGoesOn(t *testing.T) {
	base, generation, l := laid(t)
	for i, word := range []string{"three", "four", "five"} {
		add(t, l, guard.Append{Stream: orders, After: uint64(i) + 2, Events: []guard.Event{said(word)}})
	}
	if err := l.Replay(t.Context(), &failing{base, 1}, generation); !errors.Is(err, errFull) {
		t.Fatalf("replayed on a full disk: %v", err)
	}
	wantWords(t, base, orders, "one", "two", "three")
	if err := l.Over(t.Context(), base); err != nil {
		t.Fatal(err)
	}
	wantWords(t, l, orders, "one", "two", "three", "four", "five")
	add(t, l, guard.Append{Stream: orders, After: 5, Events: []guard.Event{said("six")}})
	if err := l.Replay(t.Context(), base, generation); err != nil {
		t.Fatal(err)
	}
	wantWords(t, base, orders, "one", "two", "three", "four", "five", "six")
}

// broken is a base of which one stream cannot be read.
type broken struct{ *storage.Ledger }

var errDamaged = &guard.Error{Kind: guard.Invalid, Err: errors.New("entry 2 is unreadable")}

func (b broken) Read(ctx context.Context, s guard.Stream, after uint64) guard.Records {
	if s != orders {
		return b.Ledger.Read(ctx, s, after)
	}
	return func(yield func(guard.Record, error) bool) { yield(guard.Record{}, errDamaged) }
}

// TestWhatCannotBeReadIsTakenForEmpty and told, so that the key can be rescued.
func TestWhatCannotBeReadIsTakenForEmpty(t *testing.T) {
	base, _, _ := laid(t)
	var told []string
	l := spare.New(func(subject string, _ error) { told = append(told, subject) })
	if err := l.Over(t.Context(), broken{base}); err != nil {
		t.Fatal(err)
	}
	wantWords(t, l, orders)
	wantWords(t, l, shop, "open")
	add(t, l, guard.Append{Stream: orders, Events: []guard.Event{said("rescued")}})
	wantWords(t, l, orders, "rescued")
	if diff := cmp.Diff([]string{string(orders)}, told); diff != "" {
		t.Errorf("told of (-want +got):\n%s", diff)
	}
}

// TestOverNothing keeps everything all the same.
func TestOverNothing(t *testing.T) {
	l := spare.New(func(string, error) { t.Error("there is nothing to read") })
	accept(t, l, "in-1", true)
	add(t, l, guard.Append{Stream: orders, Events: []guard.Event{said("rescued")}, Handled: "in-1"})
	wantWords(t, l, orders, "rescued")
	wantWaiting(t, l)
	base, generation := ledger(t)
	add(t, base, guard.Append{Stream: orders, Events: []guard.Event{said("before")}})
	if err := l.Replay(t.Context(), base, generation); err != nil {
		t.Fatal(err)
	}
	wantWords(t, base, orders, "before", "rescued")
}

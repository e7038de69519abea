package engine

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

var morning = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// shelf is a ledger in a file.
func shelf(t *testing.T) *storage.Ledger {
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
	return storage.NewLedger(s)
}

// Asking for keys that nobody ever changed costs no memory.
func TestUnknownKeysAreForgotten(t *testing.T) {
	e := New(Options{Ledger: shelf(t)})
	for i := range 100 {
		ref := guard.KeyRef{Account: "1", Region: "cn-hangzhou", ID: fmt.Sprint("key-", i)}
		if s, version, err := e.State(t.Context(), ref.Stream()); err != nil || version != 0 || s.Key != ref {
			t.Errorf("%s: %+v, %d, %v", ref, s.Key, version, err)
		}
	}
	if n := len(e.cells.streams()); n != 0 {
		t.Errorf("%d keys are kept", n)
	}
}

// uneven is a clock that was set back once.
type uneven struct{ times []time.Time }

func (u *uneven) Now() time.Time {
	now := u.times[0]
	if len(u.times) > 1 {
		u.times = u.times[1:]
	}
	return now
}

func (*uneven) Until(context.Context, time.Time) error { return errAsked }

var errAsked = errors.New("the clock was asked to wait")

// An engine that was woken looks again before it says that it is idle; one that
// is busy does not say so at all.
func TestOnlyAnIdleEngineAsksTheClock(t *testing.T) {
	e := New(Options{Clock: &uneven{}})
	e.nudge()
	if err := e.rest(t.Context(), time.Time{}); err != nil {
		t.Errorf("woken: %v", err)
	}
	done := e.Hold()
	if err := e.rest(t.Context(), time.Time{}); err != nil {
		t.Errorf("held: %v", err)
	}
	done()
	if err := e.rest(t.Context(), time.Time{}); err != nil {
		t.Errorf("let go: %v", err)
	}
	if err := e.rest(t.Context(), time.Time{}); !errors.Is(err, errAsked) {
		t.Errorf("idle: %v", err)
	}
}

// A work that was done and is owed as before has failed, or it would be done
// again without a pause.
func TestAWorkThatChangesNothingFails(t *testing.T) {
	clock := &uneven{[]time.Time{morning, morning.Add(-time.Second), morning}}
	e := New(Options{Ledger: shelf(t), Clock: clock, Policy: func() guard.Policy { return guard.Policy{} }})
	ref := guard.KeyRef{Account: "1", Region: "cn-hangzhou", ID: "key-1"}
	s := ref.Stream()
	k := e.cells.cell(s)
	opened := guard.RequestOpened{Request: "r-1", Facts: guard.KeyFacts{Ref: ref}, At: morning.Add(-time.Hour), Expires: morning}
	if err := e.commit(t.Context(), s, k, guard.Evolve(guard.State{}, opened), []guard.Event{opened}, "", clock.Now()); err != nil {
		t.Fatal(err)
	}
	if err := e.carry(t.Context(), s, guard.ApplyExpiry{Request: "r-1"}); guard.KindOf(err) != guard.Internal || err == nil {
		t.Errorf("an expiry that did not expire anything: %v", err)
	}
	if err := e.carry(t.Context(), s, guard.ApplyExpiry{Request: "r-1"}); err != nil {
		t.Errorf("an expiry: %v", err)
	}
}

// While keys are still recalled, nobody is told less than there is, and the engine
// is not idle.
func TestWhoNeedsEveryKeyWaits(t *testing.T) {
	e := New(Options{Ledger: shelf(t), Clock: &uneven{[]time.Time{morning}}})
	end := e.recall.begin()
	asked := make(chan int, 1)
	go func() { asked <- len(e.Open()) + len(e.Pending()) }()
	select {
	case n := <-asked:
		t.Fatalf("%d requests and keys before all were there", n)
	case <-time.After(20 * time.Millisecond):
	}
	end()
	if n := <-asked; n != 0 {
		t.Errorf("%d requests and keys of an empty ledger", n)
	}
}

// What is due later is recalled with its due time; a key that cannot be read ends
// the engine, since nobody would know what is owed on it.
func TestARecallThatFailsEndsTheEngine(t *testing.T) {
	l := shelf(t)
	for i := range 3 {
		ref := guard.KeyRef{Account: "1", Region: "cn-hangzhou", ID: fmt.Sprint("key-", i)}
		watch := guard.WatchStarted{DeleteDate: morning.AddDate(0, 0, 9), Facts: guard.KeyFacts{Ref: ref}, Channel: "C", At: morning}
		if _, err := l.Append(t.Context(), guard.Append{Stream: ref.Stream(), At: morning, Events: []guard.Event{watch}, Next: morning.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	e := New(Options{Ledger: l, Clock: &uneven{[]time.Time{morning}}})
	ctx, cancel := context.WithCancelCause(t.Context())
	streams, err := l.DueBefore(ctx, forever, 0)
	if err != nil || len(streams) != 3 {
		t.Fatalf("due: %v, %v", streams, err)
	}
	e.recallAll(ctx, streams, cancel)
	e.flight.wait()
	if due, _ := e.due.due(morning); len(e.Pending()) != 3 || len(due) != 3 || context.Cause(ctx) != nil {
		t.Errorf("recalled: %d keys, %d due, %v", len(e.Pending()), len(due), context.Cause(ctx))
	}
	lost := New(Options{Ledger: unreadable{l}, Clock: &uneven{[]time.Time{morning}}})
	lost.recallAll(ctx, streams, cancel)
	lost.flight.wait()
	if context.Cause(ctx) == nil {
		t.Error("a key that cannot be read is passed over")
	}
}

// unreadable is a ledger of which no stream can be read.
type unreadable struct{ *storage.Ledger }

func (unreadable) Read(context.Context, guard.Stream, uint64) guard.Records {
	return func(yield func(guard.Record, error) bool) {
		yield(guard.Record{}, &guard.Error{Op: "storage.Read", Kind: guard.Invalid})
	}
}

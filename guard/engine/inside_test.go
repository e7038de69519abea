package engine

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

var morning = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// The longest due comes first, what is due stays due until it is set anew, and
// what was set anew counts alone.
func TestSchedule(t *testing.T) {
	s := newSchedule()
	for i, name := range []guard.Stream{"c", "a", "b", "later", "never"} {
		s.set(name, morning.Add(time.Duration(i)*time.Second))
	}
	s.set("c", morning.Add(2*time.Second))
	s.set("b", morning)
	s.set("later", morning.Add(time.Hour))
	s.set("never", time.Time{})
	want := []dueRow{{"b", morning}, {"a", morning.Add(time.Second)}, {"c", morning.Add(2 * time.Second)}}
	for range 2 {
		due, next := s.due(morning.Add(time.Minute))
		if diff := cmp.Diff(want, due, cmp.AllowUnexported(dueRow{})); diff != "" || !next.Equal(morning.Add(time.Hour)) {
			t.Errorf("next %s, due (-want +got):\n%s", next, diff)
		}
	}
}

// A key that is scheduled again and again does not grow the schedule.
func TestScheduleStaysSmall(t *testing.T) {
	s := newSchedule()
	for i := range 10_000 {
		s.set("a", morning.Add(time.Duration(i)*time.Second))
	}
	if len(s.heap) > 100 {
		t.Errorf("%d rows for one key", len(s.heap))
	}
}

// A lane that is full starts nothing more and leaves the others alone.
func TestLanes(t *testing.T) {
	f := newFlight(func() {})
	release := make(chan struct{})
	started := 0
	for i := range 2 * widths[auditLane] {
		if f.start(auditLane, fmt.Sprint("audit ", i), func() { <-release }) {
			started++
		}
	}
	if started != widths[auditLane] {
		t.Errorf("%d audits at once, want %d", started, widths[auditLane])
	}
	if f.start(keyLane, "audit 0", func() {}) {
		t.Error("the same work was started twice")
	}
	if !f.start(keyLane, "rescue", func() {}) {
		t.Error("a rescue waits behind audits")
	}
	close(release)
	f.wait()
	if f.busy() {
		t.Error("busy after everything ended")
	}
}

// Whoever sees that nothing is under way any more has been woken before.
func TestLandingWakesFirst(t *testing.T) {
	for range 2000 {
		wake := make(chan struct{}, 1)
		f := newFlight(func() { wake <- struct{}{} })
		f.start(keyLane, "work", func() {})
		for f.busy() {
		}
		select {
		case <-wake:
		default:
			t.Fatal("it looked idle before it woke the loop")
		}
	}
}

func TestBackoff(t *testing.T) {
	b := newBackoff()
	var pauses []time.Duration
	for range 8 {
		b.failed("w", morning, guard.Unavailable, 0)
		_, at := b.ready("w", morning)
		pauses = append(pauses, at.Sub(morning))
	}
	s := time.Second
	if diff := cmp.Diff([]time.Duration{s, 2 * s, 4 * s, 8 * s, 16 * s, 32 * s, 60 * s, 60 * s}, pauses); diff != "" {
		t.Errorf("pauses (-want +got):\n%s", diff)
	}
	b.failed("w", morning, guard.Throttled, time.Hour)
	if ok, at := b.ready("w", morning.Add(59*time.Minute)); ok || !at.Equal(morning.Add(time.Hour)) {
		t.Errorf("ready %v at %s although more was asked for", ok, at)
	}
	if ok, _ := b.ready("w", morning.Add(time.Hour)); !ok || b.hopeless("w") {
		t.Error("not ready when the pause is over")
	}
	b.worked("w")
	if b.fails("w") {
		t.Error("a work that succeeded fails")
	}
	b.failed("w", morning, guard.Denied, 0)
	if !b.hopeless("w") {
		t.Error("a refusal heals by itself")
	}
}

// Works that nobody owes any more do not fill the memory.
func TestBackoffForgets(t *testing.T) {
	b := newBackoff()
	for i := range 5000 {
		b.failed(fmt.Sprint(i), morning.Add(time.Duration(i)*time.Hour), guard.Unavailable, 0)
	}
	if len(b.works) > 1000 {
		t.Errorf("%d works are remembered", len(b.works))
	}
}

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

func (*uneven) Until(ctx context.Context, _ time.Time) error { return ctx.Err() }

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

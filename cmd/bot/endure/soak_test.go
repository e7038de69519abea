package endure

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"
)

// fewSamples is how many samples a slope needs at least.
const fewSamples = 9

// Each estate of a soak is lived in for so long before it drains: for the short
// time in the test of every day, which shows that a soak can be made.
const (
	virtualWeeks = 6 * 7 * day
	virtualDays  = 3 * day
)

// TestSoak lives through virtual weeks, estate after estate, in one process for as
// long as KMSGUARD_SOAK says. A bot remembers its requests and a simulator its
// messages, so what they hold is compared at the same age: when an estate has
// drained, and when it was given back. Where nobody asked for a soak it is one short
// estate, of which no slope can be told.
func TestSoak(t *testing.T) {
	length, span := time.Duration(0), virtualDays
	if asked := os.Getenv("KMSGUARD_SOAK"); asked != "" {
		var err error
		if length, err = time.ParseDuration(asked); err != nil {
			t.Fatalf("KMSGUARD_SOAK is %q: it is a time such as 4h: %v", asked, err)
		}
		span = virtualWeeks
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	d, dir := thrown{rand.New(rand.NewPCG(seed, 0))}, ledgers(t)
	var lived, left []sample
	var sum figures
	weeks := 0
	for began := time.Now(); len(lived) == 0 || time.Since(began) < length; {
		e := newEstate(t.Context(), t, d, filepath.Join(dir, fmt.Sprintf("%d.db", len(lived))))
		e.live(span)
		lived = append(lived, e.sample())
		sum.add(e.book.figures)
		weeks += int(e.clock.World().Sub(beginning) / (7 * day))
		e.close()
		left = append(left, e.sample())
	}
	t.Logf("figures: soak of %s, %d virtual weeks in %d estates, ledgers of %d bytes: %s", length, weeks, len(lived), median(lived, func(s sample) int64 { return s.ledger }), sum)
	if length == 0 {
		return
	}
	flat(t, "drained", lived)
	flat(t, "given back", left)
}

// live does something again and again for so long, and drains.
func (e *estate) live(span time.Duration) {
	e.Helper()
	deeds := e.deeds()
	names := slices.Sorted(maps.Keys(deeds))
	for e.clock.World().Before(beginning.Add(span)) {
		deeds[one(e, "deed", names...)]()
		e.settle()
		e.judge()
	}
	e.drain()
}

// sample is what a process holds at one moment.
type sample struct{ heap, goroutines, descriptors, ledger int64 }

// sample counts after everything that nobody holds is gone.
func (e *estate) sample() (s sample) {
	e.Helper()
	runtime.GC()
	runtime.GC() // what has a finalizer goes with the second one
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	s.heap, s.goroutines = int64(m.HeapAlloc), int64(runtime.NumGoroutine())
	if open, err := os.ReadDir("/proc/self/fd"); err == nil {
		s.descriptors = int64(len(open))
	}
	if info, err := os.Stat(e.path); err == nil {
		s.ledger = info.Size()
	}
	return s
}

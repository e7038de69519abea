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

// virtualWeeks is how long each estate of a soak is lived in before it drains.
const virtualWeeks = 6 * 7 * day

// TestSoak lives through virtual weeks, estate after estate, in one process for as
// long as KMSGUARD_SOAK says. A bot remembers its requests and a simulator its
// messages, so what they hold is compared at the same age: when an estate has
// drained, and when it was given back.
func TestSoak(t *testing.T) {
	asked := os.Getenv("KMSGUARD_SOAK")
	if asked == "" {
		return // it takes hours; CONTRIBUTING.md says how it is run
	}
	length, err := time.ParseDuration(asked)
	if err != nil {
		t.Fatalf("KMSGUARD_SOAK is %q: it is a time such as 4h: %v", asked, err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	d, dir := thrown{rand.New(rand.NewPCG(seed, 0))}, ledgers(t)
	var lived, left []sample
	var sum figures
	weeks := 0
	for began := time.Now(); time.Since(began) < length; {
		e := newEstate(t.Context(), t, d, filepath.Join(dir, fmt.Sprintf("%d.db", len(lived))))
		e.live()
		lived = append(lived, e.sample())
		sum.add(e.book.figures)
		weeks += int(e.clock.world().Sub(beginning) / (7 * day))
		e.close()
		left = append(left, e.sample())
	}
	t.Logf("figures: soak of %s, %d virtual weeks in %d estates, ledgers of %d bytes: %s", length, weeks, len(lived), median(lived, func(s sample) int64 { return s.ledger }), sum)
	flat(t, "drained", lived)
	flat(t, "given back", left)
}

// live does something again and again for weeks, and drains.
func (e *estate) live() {
	e.Helper()
	deeds := e.deeds()
	names := slices.Sorted(maps.Keys(deeds))
	for e.clock.world().Before(beginning.Add(virtualWeeks)) {
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

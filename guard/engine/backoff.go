package engine

import (
	"sync"
	"time"

	"kmsguard/guard"
)

// Bounds of the pauses between attempts at the same work, in calendar time, so
// that a moved clock moves them too.
const (
	firstPause = time.Second
	maxPause   = time.Minute
)

// backoff remembers what failed and when it may be tried again. It is not
// recorded: after a start everything owed is tried at once.
type backoff struct {
	mu    sync.Mutex
	works map[string]failing
}

// failing is a work whose last attempt failed.
type failing struct {
	until time.Time
	times int
	kind  guard.Kind
}

func newBackoff() *backoff { return &backoff{works: map[string]failing{}} }

// ready reports whether a work may be tried now; if not, when.
func (b *backoff) ready(name string, now time.Time) (bool, time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f, ok := b.works[name]
	return !ok || !f.until.After(now), f.until
}

// fails reports whether the last attempt at a work failed.
func (b *backoff) fails(name string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, ok := b.works[name]
	return ok
}

// hopeless reports whether a work failed in a way that time alone does not heal.
func (b *backoff) hopeless(name string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	f, ok := b.works[name]
	return ok && !mayHeal(f.kind)
}

// mayHeal reports whether a failure of this kind may pass by itself.
func mayHeal(k guard.Kind) bool {
	switch k {
	case guard.Conflict, guard.Throttled, guard.Unavailable, guard.Incomplete, guard.Uncertain:
		return true
	case guard.Internal, guard.Invalid, guard.NotFound, guard.Denied:
	}
	return false
}

// failed notes a failure. atLeast is what the other side asked for (Retry-After).
func (b *backoff) failed(name string, now time.Time, kind guard.Kind, atLeast time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	times := b.works[name].times
	pause := min(firstPause<<min(times, 10), maxPause)
	b.works[name] = failing{until: now.Add(max(pause, atLeast)), times: times + 1, kind: kind}
	b.sweep(now)
}

// sweep forgets works that nobody has tried for long: they are not owed any more.
func (b *backoff) sweep(now time.Time) {
	const many, long = 1000, 24 * time.Hour
	if len(b.works) < many {
		return
	}
	for name, f := range b.works {
		if now.Sub(f.until) > long {
			delete(b.works, name)
		}
	}
}

// worked forgets what failed before.
func (b *backoff) worked(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.works, name)
}

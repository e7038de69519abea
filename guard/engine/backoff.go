package engine

import (
	"sync"
	"time"
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
	until map[string]time.Time
	fails map[string]int
}

func newBackoff() *backoff {
	return &backoff{until: map[string]time.Time{}, fails: map[string]int{}}
}

// ready reports whether a work may be tried now; if not, when.
func (b *backoff) ready(name string, now time.Time) (bool, time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t, ok := b.until[name]
	return !ok || !t.After(now), t
}

// failed notes a failure. atLeast is what the other side asked for (Retry-After).
func (b *backoff) failed(name string, now time.Time, atLeast time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	pause := firstPause << min(b.fails[name], 10)
	b.fails[name]++
	b.until[name] = now.Add(max(min(pause, maxPause), atLeast))
}

// worked forgets what failed before.
func (b *backoff) worked(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.until, name)
	delete(b.fails, name)
}

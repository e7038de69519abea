package enginetest

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Calendar is time that a test moves; it satisfies engine.Clock. An engine that
// waits for it reports with that wait that it is idle: each question of a test
// raises the tick, and the answer is the first wait that begins after the engine
// saw that tick. Its methods may be called at the same time.
type Calendar struct {
	// Check, where it is set before anybody waits, is called whenever the engine says
	// that it is idle.
	Check func()

	mu      sync.Mutex
	now     time.Time
	skew    time.Duration // how far the engine's clock is ahead
	tick    uint64
	seen    uint64        // last tick that the engine was told
	waiting bool          // the engine is idle at tick seen
	next    time.Time     // and has to do something then, by its own clock
	changed chan struct{} // closed at each change of the above
}

// NewCalendar makes a calendar that stands at a time.
func NewCalendar(at time.Time) *Calendar {
	return &Calendar{now: at, changed: make(chan struct{})}
}

// announce wakes everybody who waits for a change; c.mu is held.
func (c *Calendar) announce() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// World is the true time, by which everybody but the engine lives.
func (c *Calendar) World() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Now is the time by the engine's clock.
func (c *Calendar) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now.Add(c.skew)
}

// Until reports idleness and waits for the next tick. The error is that of an
// ended context.
func (c *Calendar) Until(ctx context.Context, next time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.seen != c.tick {
		c.seen = c.tick
		return nil
	}
	tick := c.tick
	c.waiting, c.next = true, next
	c.announce()
	for c.tick == tick && ctx.Err() == nil {
		c.waitFor(ctx, c.changed)
	}
	c.waiting, c.seen = false, c.tick
	return ctx.Err()
}

// waitFor lets go of c.mu until something changes or the context ends.
func (c *Calendar) waitFor(ctx context.Context, changed <-chan struct{}) {
	c.mu.Unlock()
	defer c.mu.Lock()
	if c.Check != nil && ctx.Err() == nil {
		c.Check()
	}
	select {
	case <-changed:
	case <-ctx.Done():
	}
}

// Step moves the true time and raises the tick.
func (c *Calendar) Step(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
	c.tick++
	c.announce()
}

// Wrong sets how far the engine's clock is ahead; negative: behind.
func (c *Calendar) Wrong(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skew = by
	c.tick++
	c.announce()
}

// ErrBusy says that an engine did not become idle within a minute of real time. It
// takes milliseconds; the rest is for a busy machine.
var ErrBusy = errors.New("the engine is not idle")

const patience = 60 * time.Second

// Idle waits until the engine has done everything that is due, and says at which
// true time it has to do something next; zero: at none. It ends early, with zero,
// when stop is closed.
func (c *Calendar) Idle(stop <-chan struct{}) (next time.Time, err error) {
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tick++
	c.announce()
	for !c.waiting || c.seen != c.tick {
		if stopped, err := c.hold(stop, deadline.C, c.changed); stopped || err != nil {
			return time.Time{}, err
		}
	}
	if c.next.IsZero() {
		return time.Time{}, nil
	}
	return c.next.Add(-c.skew), nil
}

// Waits reports whether the engine has said, since the last question, that it is idle.
func (c *Calendar) Waits() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.waiting && c.seen == c.tick
}

// hold lets go of c.mu until something changes.
func (c *Calendar) hold(stop <-chan struct{}, late <-chan time.Time, changed <-chan struct{}) (stopped bool, err error) {
	c.mu.Unlock()
	defer c.mu.Lock()
	select {
	case <-changed:
		return false, nil
	case <-stop:
		return true, nil
	case <-late:
		return false, ErrBusy
	}
}

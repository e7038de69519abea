package engine_test

import (
	"context"
	"errors"
	"sync"
	"time"
)

// calendar is time that a test moves. An engine that waits for it reports with
// that wait that it is idle: each question of a test raises the tick, and the
// answer is the first wait that begins after the engine saw that tick.
type calendar struct {
	mu      sync.Mutex
	now     time.Time
	tick    uint64
	seen    uint64        // last tick that the engine was told
	waiting bool          // the engine is idle at tick seen
	next    time.Time     // and has to do something then
	changed chan struct{} // closed at each change of the above
	check   func()        // called whenever the engine says that it is idle
}

func newCalendar(at time.Time) *calendar {
	return &calendar{now: at, changed: make(chan struct{})}
}

// announce wakes everybody who waits for a change; c.mu is held.
func (c *calendar) announce() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// Now is calendar time.
func (c *calendar) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Until reports idleness and waits for the next tick.
func (c *calendar) Until(ctx context.Context, next time.Time) error {
	c.mu.Lock()
	if c.seen != c.tick {
		c.seen = c.tick
		c.mu.Unlock()
		return nil
	}
	tick := c.tick
	c.waiting, c.next = true, next
	c.announce()
	for c.tick == tick && ctx.Err() == nil {
		changed, check := c.changed, c.check
		c.mu.Unlock()
		if check != nil && ctx.Err() == nil {
			check()
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
		c.mu.Lock()
	}
	c.waiting, c.seen = false, c.tick
	c.mu.Unlock()
	return ctx.Err()
}

// step moves time to at and raises the tick.
func (c *calendar) step(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
	c.tick++
	c.announce()
}

// errBusy says that an engine did not become idle in time.
var errBusy = errors.New("the engine is not idle")

// idle waits until the engine has done everything that is due, and says when it
// has to do something next. It ends early when stop is closed.
func (c *calendar) idle(stop <-chan struct{}) (next time.Time, err error) {
	const patience = 20 * time.Second
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	c.mu.Lock()
	c.tick++
	c.announce()
	for !c.waiting || c.seen != c.tick {
		changed := c.changed
		c.mu.Unlock()
		select {
		case <-changed:
		case <-stop:
			return time.Time{}, nil
		case <-deadline.C:
			return time.Time{}, errBusy
		}
		c.mu.Lock()
	}
	defer c.mu.Unlock()
	return c.next, nil
}

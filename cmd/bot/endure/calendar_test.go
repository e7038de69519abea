package endure

import (
	"context"
	"errors"
	"sync"
	"time"
)

// calendar is the time of everything. The bot's own clock may be wrong by a skew.
// A bot that waits for a time reports with that wait that it is idle: each question
// raises the tick, and the answer is the first wait that begins after the bot saw it.
type calendar struct {
	mu      sync.Mutex
	now     time.Time
	skew    time.Duration // how far the bot's clock is ahead
	tick    uint64
	seen    uint64        // last tick that the bot was told
	waiting bool          // the bot is idle at tick seen
	next    time.Time     // and has to do something then, by its own clock
	changed chan struct{} // closed at each change of the above
}

func newCalendar(at time.Time) *calendar {
	return &calendar{now: at, changed: make(chan struct{})}
}

// announce wakes everybody who waits for a change; c.mu is held.
func (c *calendar) announce() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// world is the true time, by which cloud and Slack live.
func (c *calendar) world() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Now is the time by the bot's clock.
func (c *calendar) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now.Add(c.skew)
}

// Until reports idleness and waits for the next tick.
func (c *calendar) Until(ctx context.Context, next time.Time) error {
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
		changed := c.changed
		c.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
		}
		c.mu.Lock()
	}
	c.waiting, c.seen = false, c.tick
	return ctx.Err()
}

// step moves the true time and raises the tick.
func (c *calendar) step(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
	c.tick++
	c.announce()
}

// wrong sets how far the bot's clock is ahead; negative: behind.
func (c *calendar) wrong(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skew = by
	c.tick++
	c.announce()
}

// errBusy says that a bot did not become idle in time.
var errBusy = errors.New("the bot is not idle")

// patience is how long a bot may take to become idle, in real time. It takes
// milliseconds; the rest is for a busy machine.
const patience = 60 * time.Second

// idle waits until the bot has done everything that is due, and says at which true
// time it has to do something next. It ends early when stop is closed.
func (c *calendar) idle(stop <-chan struct{}) (next time.Time, err error) {
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tick++
	c.announce()
	for !c.waiting || c.seen != c.tick {
		changed := c.changed
		c.mu.Unlock()
		select {
		case <-changed:
			c.mu.Lock()
		case <-stop:
			c.mu.Lock()
			return time.Time{}, nil
		case <-deadline.C:
			c.mu.Lock()
			return time.Time{}, errBusy
		}
	}
	if c.next.IsZero() {
		return time.Time{}, nil
	}
	return c.next.Add(-c.skew), nil
}

package engine

import (
	"context"
	"sync"
	"time"

	"kmsguard/guard"
)

// cell is one key in memory: a fold over its events, rebuilt from the ledger
// whenever it is not certain to be right.
type cell struct {
	mu      sync.Mutex // held while deciding and appending
	loaded  bool
	version uint64
	state   guard.State
}

// cells holds the keys that were looked at, and when each is due.
type cells struct {
	ledger Ledger

	mu     sync.Mutex
	byName map[guard.Stream]*cell
	due    map[guard.Stream]time.Time // next of guard.Due, or the time of the commit where something is owed
	dirty  map[guard.Stream]bool      // to be repainted
}

func newCells(l Ledger) *cells {
	return &cells{
		ledger: l, byName: map[guard.Stream]*cell{},
		due: map[guard.Stream]time.Time{}, dirty: map[guard.Stream]bool{},
	}
}

func (c *cells) cell(s guard.Stream) *cell {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.byName[s]
	if !ok {
		k = &cell{}
		c.byName[s] = k
	}
	return k
}

// load brings a locked cell up to the ledger.
func (c *cells) load(ctx context.Context, s guard.Stream, k *cell) error {
	if k.loaded {
		return nil
	}
	ref, _ := s.Key()
	state, version := guard.State{Key: ref}, uint64(0)
	for rec, err := range c.ledger.Read(ctx, s, 0) {
		if err != nil {
			return err
		}
		state, version = guard.Evolve(state, rec.Event), rec.Version
	}
	k.state, k.version, k.loaded = state, version, true
	return nil
}

// look returns the state of a stream and how many events it has.
func (c *cells) look(ctx context.Context, s guard.Stream) (guard.State, uint64, error) {
	k := c.cell(s)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := c.load(ctx, s, k); err != nil {
		return guard.State{}, 0, err
	}
	return k.state, k.version, nil
}

// schedule notes when a stream is due; zero: never.
func (c *cells) schedule(s guard.Stream, next time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if next.IsZero() {
		delete(c.due, s)
		return
	}
	c.due[s] = next
}

// dueAt returns the streams due at now, and when the next other one is.
func (c *cells) dueAt(now time.Time) (due []guard.Stream, next time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for s, t := range c.due {
		if !t.After(now) {
			due = append(due, s)
		} else if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	return due, next
}

// dueSince is when a stream came to be due.
func (c *cells) dueSince(s guard.Stream) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.due[s]
}

// stain marks a stream as to be repainted.
func (c *cells) stain(s guard.Stream) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dirty[s] = true
}

// stains returns what is to be repainted.
func (c *cells) stains() []guard.Stream {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := make([]guard.Stream, 0, len(c.dirty))
	for s := range c.dirty {
		list = append(list, s)
	}
	return list
}

// clean takes the mark off before the repaint, so that a change during it marks again.
func (c *cells) clean(s guard.Stream) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.dirty, s)
}

// streams lists every stream in memory.
func (c *cells) streams() []guard.Stream {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := make([]guard.Stream, 0, len(c.byName))
	for s := range c.byName {
		list = append(list, s)
	}
	return list
}

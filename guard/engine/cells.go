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
	last    time.Time // of the newest event
}

// cells holds the keys that were looked at.
type cells struct {
	ledger Ledger

	mu     sync.Mutex
	byName map[guard.Stream]*cell
}

func newCells(l Ledger) *cells {
	return &cells{ledger: l, byName: map[guard.Stream]*cell{}}
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

// forget drops a cell that holds nothing, so that asking for keys that nobody
// ever changed costs no memory. Whoever still holds it is refused by the ledger
// if it has moved on.
func (c *cells) forget(s guard.Stream, k *cell) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byName[s] == k {
		delete(c.byName, s)
	}
}

// load brings a locked cell up to the ledger.
func (c *cells) load(ctx context.Context, s guard.Stream, k *cell) error {
	if k.loaded {
		return nil
	}
	ref, _ := s.Key()
	state, version, last := guard.State{Key: ref}, uint64(0), time.Time{}
	for rec, err := range c.ledger.Read(ctx, s, 0) {
		if err != nil {
			return err
		}
		state, version, last = guard.Evolve(state, rec.Event), rec.Version, rec.At
	}
	k.state, k.version, k.last, k.loaded = state, version, last, true
	return nil
}

// seen is a key as it was looked at.
type seen struct {
	state   guard.State
	version uint64    // how many events it has
	last    time.Time // of the newest one
}

// look reads a stream.
func (c *cells) look(ctx context.Context, s guard.Stream) (seen, error) {
	k := c.cell(s)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := c.load(ctx, s, k); err != nil {
		return seen{}, err
	}
	if k.version == 0 {
		c.forget(s, k)
	}
	return seen{k.state, k.version, k.last}, nil
}

// state is look for those who need nothing else.
func (c *cells) state(ctx context.Context, s guard.Stream) (guard.State, error) {
	k, err := c.look(ctx, s)
	return k.state, err
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

package engine

import (
	"context"
	"sync"
	"time"

	"kmsguard/guard"
)

// recall is the folding of what is due later, which a start does beside everything
// else. Whoever needs every key waits for it.
type recall struct {
	mu   sync.Mutex
	over chan struct{} // nil: none is under way
}

// begin says that a recall is under way until end is called.
func (r *recall) begin() (end func()) {
	over := make(chan struct{})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.over = over
	return func() { close(over) }
}

// wait returns when every key that is due at some time is in memory, or when the
// process that recalled them is ending.
func (r *recall) wait() {
	r.mu.Lock()
	over := r.over
	r.mu.Unlock()
	if over != nil {
		<-over
	}
}

// recallName names the one recall that runs.
const recallName = "recall"

// recallAll brings keys to memory in the order in which they are due. A key that
// cannot be read ends the engine: nobody would know what is owed on it.
func (e *Engine) recallAll(ctx context.Context, streams []guard.Stream, failed func(error)) {
	end := e.recall.begin()
	e.flight.start(recallLane, recallName, func() {
		defer end()
		for _, s := range streams {
			if ctx.Err() != nil {
				return
			}
			if err := e.recallOne(ctx, s, e.o.Clock.Now()); err != nil {
				failed(err)
				return
			}
		}
	})
}

// recallOne reads a key and notes when it needs attention. Nothing is appended to
// it meanwhile, so that an older due time never takes the place of a newer one.
func (e *Engine) recallOne(ctx context.Context, s guard.Stream, now time.Time) error {
	k := e.cells.cell(s)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := e.cells.load(ctx, s, k); err != nil {
		return err
	}
	is := seen{k.state, k.version, k.last}
	e.resumes.find(s, is)
	e.due.set(s, dueTime(is, now))
	if maybeUnpainted(is, now) {
		e.stains.add(s)
	}
	return nil
}

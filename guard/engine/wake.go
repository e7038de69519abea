package engine

import (
	"context"
	"time"

	"kmsguard/guard"
)

// forever is later than any due time.
var forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// remembered is how long a key on which nothing is owed any more stays among
// those that a start looks at. Repaints are not recorded: without it a crash
// right after the last event of a request would leave its message as it was.
const remembered = 24 * time.Hour

// wakeUp reads what is due, so that a start does at once what is owed. What is due
// later is read beside that, the nearest first: a hundred thousand watched keys keep
// nobody waiting. A failure of that is told to failed.
func (e *Engine) wakeUp(ctx context.Context, failed func(error)) error {
	e.wakeCompare(ctx)
	if err := e.wakeLedger(ctx); err != nil {
		return err
	}
	now := e.o.Clock.Now()
	due, err := e.o.Ledger.DueBefore(ctx, now, 0)
	if err != nil {
		return err
	}
	all, err := e.o.Ledger.DueBefore(ctx, forever, 0)
	if err != nil {
		return err
	}
	for _, s := range due {
		if err := e.recallOne(ctx, s, now); err != nil {
			return err
		}
	}
	e.recallAll(ctx, all[len(due):], failed) // which begin with those that are due
	e.nextScan = now
	return e.wakeWitness(ctx)
}

// dueTime is when a key needs attention: now, if anything is owed; where nothing
// is and nothing will be, when it may be forgotten.
func dueTime(k seen, now time.Time) time.Time {
	owed, next := guard.Due(k.state, now)
	switch {
	case len(owed) > 0:
		return now
	case next.IsZero():
		return k.last.Add(remembered)
	}
	return next
}

// maybeUnpainted reports whether a message of the key may show less than the
// ledger has. A key that is only watched, and has been for long, was painted.
func maybeUnpainted(k seen, now time.Time) bool {
	for _, r := range k.state.Requests {
		if !r.Phase.Ended() {
			return true
		}
	}
	return now.Sub(k.last) < remembered || k.state.Watch == nil
}

// retire takes a key on which nothing is owed out of the due index, so that a
// start does not look at it. It stays in memory, where views find it.
func (e *Engine) retire(ctx context.Context, s guard.Stream) error {
	k := e.cells.cell(s)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := e.cells.load(ctx, s, k); err != nil {
		return err
	}
	now := e.o.Clock.Now()
	if owed, next := guard.Due(k.state, now); len(owed) > 0 || !next.IsZero() {
		return nil // something happened meanwhile, and scheduled the key
	}
	if k.version == 0 {
		e.due.set(s, time.Time{}) // an append that failed, and wrote nothing
		return nil
	}
	_, err := e.o.Ledger.Append(ctx, guard.Append{Stream: s, After: k.version, Generation: e.o.Generation, At: now})
	if err != nil {
		k.loaded = false
		return err
	}
	e.due.set(s, time.Time{})
	return nil
}

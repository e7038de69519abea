package engine

import (
	"context"
	"time"

	"kmsguard/guard"
)

// startRepaints brings messages that change in place up to date. A repaint is a
// projection: it is not recorded, and one that fails is tried again. After a start
// there are many; each look costs as much as there is room for.
func (e *Engine) startRepaints(ctx context.Context, now time.Time) (next time.Time) {
	var times []time.Time
	for s := range e.stains.all() {
		if !e.flight.room(paintLane) {
			break // one that ends has the loop look again
		}
		times = append(times, e.start(ctx, paintLane, "repaint "+string(s), now, func(ctx context.Context) error { return e.repaint(ctx, s) }))
	}
	return earliest(times)
}

func (e *Engine) repaint(ctx context.Context, s guard.Stream) error {
	e.stains.clean(s)
	state, err := e.cells.state(ctx, s)
	if err == nil {
		err = e.o.Notifier.Repaint(ctx, state, nil)
	}
	if err != nil {
		e.stains.add(s)
	}
	return err
}

package engine

import (
	"context"
	"errors"
	"time"

	"kmsguard/guard"
)

// start starts one effect unless it is under way, or waits after a failure; then
// it says until when.
func (e *Engine) start(ctx context.Context, l lane, name string, now time.Time, effect func(context.Context) error) (next time.Time) {
	if ok, at := e.retry.ready(name, now); !ok {
		return at
	}
	e.flight.start(l, name, func() { e.attempt(ctx, l, name, effect) })
	return time.Time{}
}

// attempt runs one effect within its bound and notes how it went. This is where
// an effect's error is logged; it is tried again after a pause.
func (e *Engine) attempt(ctx context.Context, l lane, name string, effect func(context.Context) error) {
	bounded, cancel := context.WithTimeout(ctx, e.bound(l))
	defer cancel()
	err := effect(bounded)
	if err == nil {
		e.retry.worked(name)
		return
	}
	if ctx.Err() != nil {
		return // shutting down; what is owed is owed after the next start
	}
	kind := guard.KindOf(err)
	e.retry.failed(name, e.o.Clock.Now(), kind, retryAfter(err))
	e.o.Log.Warn().Str("work", name).Stringer("kind", kind).Err(err).Msg("will be tried again")
}

// bound is how long one effect may take in real time. An audit has its own
// bound within, which depends on what it looks at, and time to record what it found.
func (e *Engine) bound(l lane) time.Duration {
	if l == auditLane {
		return e.auditMayTake(guard.Purpose{ScanObjects: guard.MaxScanObjects}) + e.o.Effect
	}
	return e.o.Effect
}

// retryAfter is the pause that the other side asked for, if it did.
func retryAfter(err error) time.Duration {
	var r interface{ RetryAfter() time.Duration }
	if errors.As(err, &r) {
		return r.RetryAfter()
	}
	return 0
}

// recordBound bounds in real time how long the ledger may take to record what
// must not be lost to a shutdown.
const recordBound = 10 * time.Second

// unhurried returns a context that outlives its parent's end for as long as it
// takes to record something.
func unhurried(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), recordBound)
}

package engine

import (
	"context"
	"errors"
	"time"

	"kmsguard/guard"
)

// scanName names the one search that runs at a time.
const scanName = "scan"

// startScan looks, once in a while, for pending deletions that nobody asked for
// here. One that failed is made again after a pause.
func (e *Engine) startScan(ctx context.Context, now time.Time) (next time.Time) {
	if now.Before(e.nextScan) && !e.retry.fails(scanName) {
		return e.nextScan
	}
	if ok, at := e.retry.ready(scanName, now); !ok {
		return at
	}
	if e.flight.start(auditLane, scanName, func() { e.attempt(ctx, auditLane, scanName, e.scan) }) {
		e.nextScan = now.Add(e.o.ScanEvery)
	}
	return e.nextScan
}

// scan adopts every pending deletion that is not watched yet. One that cannot be
// read does not keep the others from being found.
func (e *Engine) scan(ctx context.Context) error {
	pending, err := e.o.Cloud.Pending(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, ref := range pending {
		failed = append(failed, e.adoptUnwatched(ctx, ref))
	}
	return errors.Join(failed...)
}

func (e *Engine) adoptUnwatched(ctx context.Context, ref guard.KeyRef) error {
	state, err := e.cells.state(ctx, ref.Stream())
	if err != nil || state.Watch != nil || unsettled(state) {
		return err
	}
	return e.adopt(ctx, ref)
}

// unsettled reports whether a change of the key is under way here.
func unsettled(s guard.State) bool {
	for _, op := range s.Operations {
		if op.Result == "" {
			return true
		}
	}
	return false
}

func (e *Engine) adopt(ctx context.Context, ref guard.KeyRef) error {
	facts, err := e.o.Cloud.Describe(ctx, ref)
	if err != nil {
		return err
	}
	actor, wasDisabled, err := e.o.Cloud.Scheduler(ctx, ref)
	cmd := guard.Watch{Facts: facts, Actor: actor, WasDisabled: wasDisabled, Dependents: -1}
	if err != nil {
		cmd.Problem = "ActionTrail could not be read for who scheduled it: " + guard.Plain(err)
	}
	_, err = e.drive(ctx, ref.Stream(), cmd)
	return err
}

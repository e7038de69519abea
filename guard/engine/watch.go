package engine

import (
	"context"
	"time"

	"kmsguard/guard"
)

// readWatch reads a pending key again, because a reminder is due or its window
// has ended, with what depends on it now and who tried to use it since.
func (e *Engine) readWatch(ctx context.Context, s guard.Stream) error {
	state, _, err := e.cells.look(ctx, s)
	if err != nil {
		return err
	}
	facts, err := e.o.Cloud.Describe(ctx, state.Key)
	if err != nil {
		return err
	}
	cmd := guard.Watch{Facts: facts, Reminder: e.o.IDs.Reminder(), Dependents: -1}
	if facts.State == guard.StatePendingDeletion && state.Watch != nil {
		e.fillReminder(ctx, state, &cmd)
	}
	_, err = e.drive(ctx, s, cmd)
	return err
}

// fillReminder adds what a reminder tells beside the date. A reminder leaves
// even if none of it can be read; then it says what could not.
func (e *Engine) fillReminder(ctx context.Context, state guard.State, cmd *guard.Watch) {
	since := state.Watch.LastTold
	if since.IsZero() {
		since = state.Watch.Started
	}
	uses, _, err := e.o.Cloud.Uses(ctx, state.Key, since)
	if err != nil {
		cmd.Problem = "ActionTrail could not be read: " + guard.Plain(err)
	}
	cmd.Uses, cmd.UsesKnown = uses, err == nil
	a := e.auditOrNothing(ctx, state.Key, guard.Purpose{Plan: guard.Plan{Action: guard.Delete}}, func(int, int, string) {})
	if a.Complete() {
		cmd.Dependents = len(a.Dependencies)
	} else if cmd.Problem == "" {
		cmd.Problem = "what depends on the key could not be read completely"
	}
}

// startScan looks, once in a while, for pending deletions that nobody asked for here.
func (e *Engine) startScan(ctx context.Context, now time.Time) (next time.Time) {
	const name = "scan"
	if now.Before(e.nextScan) {
		return e.nextScan
	}
	if ok, at := e.retry.ready(name, now); !ok {
		return at
	}
	e.nextScan = now.Add(e.o.ScanEvery)
	e.flight.start(name, func() { e.attempt(ctx, name, e.scan) })
	return e.nextScan
}

// scan adopts every pending deletion that is not watched yet.
func (e *Engine) scan(ctx context.Context) error {
	pending, err := e.o.Cloud.Pending(ctx)
	if err != nil {
		return err
	}
	for _, ref := range pending {
		state, _, err := e.cells.look(ctx, ref.Stream())
		if err != nil {
			return err
		}
		if state.Watch != nil || unsettled(state) {
			continue
		}
		if err := e.adopt(ctx, ref); err != nil {
			return err
		}
	}
	return nil
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

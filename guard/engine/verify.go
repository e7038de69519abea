package engine

import (
	"context"
	"fmt"

	"kmsguard/guard"
)

// lookAfter looks at a change that was made: the key, the record of the call,
// refused uses, and the account's error metric.
func (e *Engine) lookAfter(ctx context.Context, s guard.Stream, w guard.LookAfter) error {
	state, err := e.cells.state(ctx, s)
	if err != nil {
		return err
	}
	r := state.Request(w.Request)
	op := lastHappened(state, w.Request)
	if r == nil || op == nil {
		return &guard.Error{Op: "engine.LookAfter", Subject: w.Request, Kind: guard.Internal, Err: fmt.Errorf("no change of %s to look at", s)}
	}
	v := r.Verification
	facts := e.checkState(ctx, *op, &v)
	e.checkTrail(ctx, *op, &v)
	e.checkRefusals(ctx, *op, &v)
	e.checkMetrics(ctx, *op, &v)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	_, err = e.drive(ctx, s, guard.Verify{Request: w.Request, Verification: v, Facts: facts})
	return err
}

func lastHappened(s guard.State, request string) *guard.Operation {
	for i := len(s.Operations) - 1; i >= 0; i-- {
		if op := &s.Operations[i]; op.Request == request && op.Result == guard.Happened {
			return op
		}
	}
	return nil
}

// checkState reads the key; whether the state is the right one is the domain's to say.
func (e *Engine) checkState(ctx context.Context, op guard.Operation, v *guard.Verification) *guard.KeyFacts {
	facts, err := e.o.Cloud.Describe(ctx, op.Key)
	if err != nil {
		v.State = e.unreadable(err)
		return nil
	}
	v.State = guard.StateCheck(op, facts)
	return &facts
}

func (e *Engine) checkTrail(ctx context.Context, op guard.Operation, v *guard.Verification) {
	if v.Trail.Result == guard.CheckSeen {
		return
	}
	t, err := e.o.Cloud.Trace(ctx, op)
	switch {
	case err != nil:
		v.Trail = e.unreadable(err)
	case !t.Readable:
		v.Trail = guard.Check{Result: guard.CheckUnreadable, Detail: t.Why, At: e.o.Clock.Now()}
	case t.Found:
		v.Trail = guard.Check{Result: guard.CheckSeen, Detail: "event " + t.EventID, At: e.o.Clock.Now()}
	default:
		v.Trail = guard.Check{Result: guard.CheckWaiting, Detail: "events are up to 10 minutes late", At: e.o.Clock.Now()}
	}
}

func (e *Engine) checkRefusals(ctx context.Context, op guard.Operation, v *guard.Verification) {
	uses, _, err := e.o.Cloud.Uses(ctx, op.Key, op.Settled)
	if err != nil {
		v.Refusals = e.unreadable(err)
		return
	}
	n, last := 0, guard.Use{}
	for _, u := range uses {
		if u.Refused {
			n++
			last = u
		}
	}
	v.Refusals = guard.Check{Result: guard.CheckNone, Detail: "none so far", At: e.o.Clock.Now()}
	if n > 0 {
		v.Refusals = guard.Check{Result: guard.CheckAlarm, At: e.o.Clock.Now(), Detail: fmt.Sprintf("%d refused, last %s by %s", n, last.Event, last.By)}
	}
}

func (e *Engine) checkMetrics(ctx context.Context, op guard.Operation, v *guard.Verification) {
	n, err := e.o.Cloud.Errors(ctx, op.Key.Region, op.Settled)
	if err != nil {
		v.Metrics = e.unreadable(err)
		return
	}
	v.Metrics = guard.Check{Result: guard.CheckSeen, Detail: fmt.Sprintf("%d since the change; the metric names no key", n), At: e.o.Clock.Now()}
}

func (e *Engine) unreadable(err error) guard.Check {
	return guard.Check{Result: guard.CheckUnreadable, Detail: guard.Plain(err), At: e.o.Clock.Now()}
}

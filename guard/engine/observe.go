package engine

import (
	"context"
	"fmt"

	"kmsguard/guard"
)

// observe settles an operation whose reply was lost by looking at the cloud:
// at the key, and at ActionTrail by the operation's own session.
func (e *Engine) observe(ctx context.Context, s guard.Stream, w guard.Observe) error {
	state, _, err := e.cells.look(ctx, s)
	if err != nil {
		return err
	}
	op := state.Operation(w.Operation)
	if op == nil {
		return &guard.Error{Op: "engine.Observe", Subject: w.Operation, Kind: guard.Internal, Err: fmt.Errorf("no such operation on %s", s)}
	}
	settle := guard.Settle{Operation: op.ID}
	if op.AccessKeyID == "" {
		settle.Result = guard.NotHappened
		settle.Outcome.Evidence = "no session was recorded, and no call is made before that"
	} else if err := e.lookAt(ctx, *op, &settle); err != nil {
		return err
	}
	_, err = e.drive(ctx, s, settle)
	return err
}

func (e *Engine) lookAt(ctx context.Context, op guard.Operation, settle *guard.Settle) error {
	facts, err := e.o.Cloud.Describe(ctx, op.Key)
	if err != nil {
		return err // looked at again after a pause
	}
	trace, err := e.o.Cloud.Trace(ctx, op)
	if err != nil {
		trace = guard.TrailFinding{Why: guard.Plain(err)}
	}
	settle.Facts = &facts
	settle.Result, settle.Outcome.Evidence = guard.Conclude(op, facts, trace)
	settle.Outcome.RequestID, settle.Outcome.At = trace.EventID, facts.ReadAt
	settle.Why = settle.Outcome.Evidence
	return nil
}

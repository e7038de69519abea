package engine

import (
	"context"
	"fmt"
	"strings"

	"kmsguard/guard"
)

// observe settles an operation whose reply was lost by looking at the cloud:
// at the key, and at ActionTrail by the operation's own session.
func (e *Engine) observe(ctx context.Context, s guard.Stream, w guard.Observe) error {
	state, err := e.cells.state(ctx, s)
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
	} else {
		e.lookAt(ctx, *op, &settle)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	_, err = e.drive(ctx, s, settle)
	return err
}

// lookAt adds what the cloud shows. A key that cannot be read is a look that
// shows nothing: the domain says when to look again, and when to stop looking
// and ask an operator.
func (e *Engine) lookAt(ctx context.Context, op guard.Operation, settle *guard.Settle) {
	facts, err := e.o.Cloud.Describe(ctx, op.Key)
	if err != nil {
		settle.Why = "the key could not be read: " + strings.TrimSuffix(guard.Plain(err), ".")
		return
	}
	trace, err := e.o.Cloud.Trace(ctx, op)
	if err != nil {
		trace = guard.TrailFinding{Why: guard.Plain(err)}
	}
	settle.Facts = &facts
	settle.Result, settle.Outcome.Evidence = guard.Conclude(op, facts, trace)
	settle.Outcome.RequestID, settle.Outcome.At = trace.EventID, facts.ReadAt
	settle.Why = settle.Outcome.Evidence
}

package engine

import (
	"context"

	"kmsguard/guard"
)

// carryOut makes the one call of a recorded intent. From here on everything
// that happens is recorded, and nothing is tried a second time.
func (e *Engine) carryOut(ctx context.Context, s guard.Stream, op guard.Operation) error {
	if e.o.Unwritable != "" {
		e.tellFirst(ctx, s, op)
	}
	session, err := e.o.Cloud.Assume(ctx, op)
	if ctx.Err() != nil {
		return ctx.Err() // no call was made, which the next look at the operation says
	}
	if err != nil {
		settle := guard.Settle{Operation: op.ID, Result: guard.NotHappened, Why: "no session could be opened: " + guard.Plain(err)}
		settle.Outcome.Evidence = settle.Why
		_, err := e.drive(ctx, s, settle)
		return err
	}
	if _, err := e.drive(ctx, s, guard.OpenSession{Operation: op.ID, Session: session}); err != nil {
		return err // the call was not made: it is made only after the session is recorded
	}
	outcome, err := session.Call(ctx)
	settle := e.settlement(ctx, op, outcome, err)
	ctx, cancel := unhurried(ctx) // what the cloud said is recorded even while shutting down
	defer cancel()
	_, err = e.drive(ctx, s, settle)
	return err
}

// settlement says what a call's answer means. Only a refusal by the cloud
// itself means that nothing happened.
func (e *Engine) settlement(ctx context.Context, op guard.Operation, outcome guard.Outcome, err error) guard.Settle {
	settle := guard.Settle{Operation: op.ID, Outcome: outcome}
	if err == nil {
		settle.Result = guard.Happened
		settle.Facts = e.readBack(ctx, op.Key)
		return settle
	}
	switch guard.KindOf(err) {
	case guard.Denied, guard.Invalid, guard.NotFound, guard.Conflict, guard.Throttled:
		settle.Result = guard.Refused
	case guard.Internal, guard.Unavailable, guard.Incomplete, guard.Uncertain:
		e.o.Log.Warn().Str("operation", op.ID).Err(err).Msg("the reply was lost")
	}
	settle.Why = guard.Plain(err)
	return settle
}

// readBack reads the key after a call that was answered. What cannot be read
// now is looked at again in the verification.
func (e *Engine) readBack(ctx context.Context, key guard.KeyRef) *guard.KeyFacts {
	facts, err := e.o.Cloud.Describe(ctx, key)
	if err != nil {
		e.o.Log.Warn().Stringer("key", key).Err(err).Msg("the key could not be read back; the verification looks again")
		return nil
	}
	return &facts
}

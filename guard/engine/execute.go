package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kmsguard/guard"
)

// callWindow is how long after its intent a mutation may still take effect: the
// session policy ends then. It leaves room for two slow calls and no more.
const callWindow = 2 * time.Minute

// execute carries an approved request out: reads everything again, records the
// intent, opens a session for this one call, makes it, and records what came back.
func (e *Engine) execute(ctx context.Context, s guard.Stream, w guard.Execute) error {
	begin, err := e.begin(ctx, s, w)
	if err != nil {
		return err
	}
	a, err := e.drive(ctx, s, begin)
	if err != nil {
		return err
	}
	if !intended(a.events) {
		return nil // decided otherwise: void, withdrawn, nothing to do
	}
	return e.carryOut(ctx, s, begin.Operation)
}

func intended(events []guard.Event) bool {
	return slices.ContainsFunc(events, func(ev guard.Event) bool { _, ok := ev.(guard.MutationIntended); return ok })
}

// begin reads what the decision to go ahead depends on.
func (e *Engine) begin(ctx context.Context, s guard.Stream, w guard.Execute) (guard.Begin, error) {
	state, _, err := e.cells.look(ctx, s)
	if err != nil {
		return guard.Begin{}, err
	}
	r := state.Request(w.Request)
	if r == nil {
		return guard.Begin{}, &guard.Error{Op: "engine.Execute", Subject: w.Request, Kind: guard.Internal, Err: fmt.Errorf("no such request on %s", s)}
	}
	facts, err := e.o.Cloud.Describe(ctx, state.Key)
	if err != nil {
		return guard.Begin{}, err
	}
	op := operation(r, w, facts)
	op.ID, op.Generation = e.o.IDs.Operation(), e.o.Generation
	op.Intended = e.o.Clock.Now()
	op.Deadline = cloudNow(facts, op.Intended).Add(callWindow)
	begin := guard.Begin{Request: r.ID, Operation: op, Facts: facts}
	if op.Role == guard.RescueRole {
		return begin, nil // nothing but the key itself stands in the way of a rescue
	}
	err = e.readConditions(ctx, r, &begin)
	return begin, err
}

// readConditions adds what a destructive or routine change depends on beside the key.
func (e *Engine) readConditions(ctx context.Context, r *guard.Request, begin *guard.Begin) (err error) {
	begin.Operation.FenceProven = e.fenceProven(ctx, begin.Facts.Ref)
	begin.Approvers = e.approvers(ctx, r)
	begin.Channel = e.o.Directory.Channel(ctx, r.Channel)
	begin.Principal, err = e.o.Cloud.CheckPrincipal(ctx, begin.Operation.Role, begin.Facts.Ref)
	return err
}

// cloudNow is the cloud's own time where its reply carried one.
func cloudNow(f guard.KeyFacts, ours time.Time) time.Time {
	if f.CloudTime.IsZero() {
		return ours
	}
	return f.CloudTime
}

// approvers reads everybody who confirmed, each once.
func (e *Engine) approvers(ctx context.Context, r *guard.Request) []guard.Person {
	var ids []string
	for _, c := range r.Confirmations {
		ids = append(ids, c.By)
	}
	slices.Sort(ids)
	var people []guard.Person
	for _, id := range slices.Compact(ids) {
		people = append(people, e.readPerson(ctx, id, &r.Rule))
	}
	return people
}

// operation is the one call that a plan ends in.
func operation(r *guard.Request, w guard.Execute, facts guard.KeyFacts) guard.Operation {
	op := guard.Operation{Request: r.ID, Key: facts.Ref, Before: facts, Restore: w.Restore}
	op.Call, op.Role = guard.CallFor(r.Plan, w.Restore)
	if op.Call == guard.ScheduleKeyDeletion {
		op.WindowDays = r.Plan.WindowDays
	}
	if op.Call == guard.UpdateRotationPolicy {
		op.RotationDays = r.Plan.RotationDays
	}
	return op
}

// fenceProven shows once in the life of the process whether the cloud enforces
// a deadline in a session policy. What could not be shown counts as not enforced.
func (e *Engine) fenceProven(ctx context.Context, key guard.KeyRef) bool {
	e.fence.mu.Lock()
	defer e.fence.mu.Unlock()
	if e.fence.known {
		return e.fence.proven
	}
	enforced, err := e.o.Cloud.ProveFence(ctx, key)
	if err != nil {
		e.o.Log.Warn().Err(err).Msg("it could not be shown that session policies end in time; a lost reply waits for the session to expire")
		return false
	}
	e.fence.proven, e.fence.known = enforced, true
	return enforced
}

// carryOut makes the one call of a recorded intent. From here on everything
// that happens is recorded, and nothing is tried a second time.
func (e *Engine) carryOut(ctx context.Context, s guard.Stream, op guard.Operation) error {
	session, err := e.o.Cloud.Assume(ctx, op)
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

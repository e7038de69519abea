package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
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
	state, err := e.cells.state(ctx, s)
	if err != nil {
		return guard.Begin{}, err
	}
	r := state.Request(w.Request)
	if r == nil {
		return guard.Begin{}, &guard.Error{Op: "engine.Execute", Subject: w.Request, Kind: guard.Internal, Err: fmt.Errorf("no such request on %s", s)}
	}
	facts := e.readOrUnknown(ctx, state)
	op := operation(r, w, facts)
	op.ID, op.Generation = e.o.IDs.Operation(), e.o.Generation
	op.Intended = e.o.Clock.Now()
	op.Deadline = cloudNow(facts, op.Intended).Add(callWindow)
	begin := guard.Begin{Request: r.ID, Operation: op, Facts: facts}
	if r.Plan.Action.Rescue() && !w.Restore {
		return begin, ctx.Err() // nothing but the key itself stands in the way of a rescue
	}
	begin.Halt = e.haltChanges(ctx)
	if op.Role == guard.RescueRole {
		return begin, ctx.Err()
	}
	e.readConditions(ctx, r, &begin)
	return begin, ctx.Err()
}

// readOrUnknown reads a key. One that cannot be read is what was last known of
// it in a state that is not known: people are told so, instead of nothing.
func (e *Engine) readOrUnknown(ctx context.Context, s guard.State) guard.KeyFacts {
	facts, err := e.o.Cloud.Describe(ctx, s.Key)
	if err == nil {
		return facts
	}
	e.o.Log.Warn().Stringer("key", s.Key).Stringer("kind", guard.KindOf(err)).Err(err).Msg("the key could not be read")
	facts = s.Facts
	facts.Ref, facts.State, facts.RawState, facts.CloudTime, facts.ReadAt = s.Key, guard.StateUnknown, "", time.Time{}, e.o.Clock.Now()
	return facts
}

// readConditions adds what a destructive or routine change depends on beside the key.
func (e *Engine) readConditions(ctx context.Context, r *guard.Request, begin *guard.Begin) {
	begin.Operation.FenceProven = e.fenceProven(ctx, begin.Facts.Ref)
	begin.Approvers = e.approvers(ctx, r)
	begin.Channel = e.o.Directory.Channel(ctx, r.Channel)
	begin.Principal = e.principal(ctx, begin.Operation.Role, begin.Facts.Ref)
}

// principal looks at the role that makes the change. That it cannot be looked
// at is a problem of it.
func (e *Engine) principal(ctx context.Context, r guard.Role, key guard.KeyRef) guard.Principal {
	p, err := e.o.Cloud.CheckPrincipal(ctx, r, key)
	if err != nil {
		p.Role, p.Problem, p.Hint = r, "it could not be checked: "+strings.TrimSuffix(guard.Plain(err), "."), guard.HintOf(err)
	}
	return p
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

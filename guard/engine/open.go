package engine

import (
	"context"
	"time"

	"kmsguard/guard"
)

// handleOpen handles the wish for a change: it finds the key, reads everything
// that the decision needs, and has it decided.
func (e *Engine) handleOpen(ctx context.Context, in guard.Input) error {
	facts, done, err := e.find(ctx, in)
	if err != nil || done {
		return err
	}
	s := facts.Ref.Stream()
	state, err := e.cells.state(ctx, s)
	if err != nil {
		return err
	}
	cmd := e.openCommand(ctx, in, state, facts)
	e.opening.Lock()
	defer e.opening.Unlock()
	if why, hint := e.limits.mayOpen(e.openRequests(), in, facts.Ref); why != "" {
		return e.decline(ctx, in, "too-many-requests", why, hint)
	}
	_, err = e.apply(ctx, s, cmd, in.ID)
	return err
}

// openCommand reads people, channel and history for an Open.
func (e *Engine) openCommand(ctx context.Context, in guard.Input, state guard.State, facts guard.KeyFacts) guard.Open {
	cmd := guard.Open{
		Request: e.o.IDs.Request(), Input: in.ID, Plan: in.Plan, Reason: in.Reason, Facts: facts, Ticked: in.Ticked,
		Contained: state.Contained, Halt: e.Halt(ctx), Reply: in.Reply,
	}
	rule, ok := e.o.Policy().RuleFor(facts)
	if ok {
		cmd.Candidates, cmd.Unreadable = e.o.Directory.Members(ctx, rule.Approvers)
		cmd.Channel = e.o.Directory.Channel(ctx, rule.Channel)
	} else if e.o.Policy().Escalation != "" {
		cmd.Channel = e.o.Directory.Channel(ctx, e.o.Policy().Escalation)
	}
	cmd.By = e.readPerson(ctx, in.By, &rule)
	cmd.DisabledAt = e.disabledAt(ctx, in.Plan, state, facts.Ref)
	return cmd
}

// disabledAt dates the disable that a rescue speaks of: the one that an enable
// undoes, or the one that a cancel restores because the trail shows that the key
// was Disabled when its deletion was scheduled outside.
func (e *Engine) disabledAt(ctx context.Context, p guard.Plan, s guard.State, ref guard.KeyRef) time.Time {
	switch {
	case p.Action == guard.Enable && !s.DisabledAt.IsZero():
		return s.DisabledAt
	case p.Action == guard.Enable:
		return e.disabledSince(ctx, ref)
	case !p.Restore || s.DisabledBeforeSchedule:
		return time.Time{}
	}
	_, wasDisabled, err := e.o.Cloud.Scheduler(ctx, ref)
	if err != nil {
		e.o.Log.Warn().Stringer("key", ref).Err(err).Msg("it cannot be shown that the key was Disabled before; it is not disabled again")
	}
	if !wasDisabled {
		return time.Time{}
	}
	return e.disabledSince(ctx, ref)
}

// disabledSince dates a disable that the ledger does not know. What cannot be
// read stays zero: the enable then needs two people.
func (e *Engine) disabledSince(ctx context.Context, ref guard.KeyRef) time.Time {
	at, err := e.o.Cloud.DisabledSince(ctx, ref)
	if err != nil {
		e.o.Log.Warn().Stringer("key", ref).Err(err).Msg("the disable cannot be dated; enabling needs two people")
		return time.Time{}
	}
	return at
}

// handleToDisable turns an open deletion into a disable, as its requester asks.
func (e *Engine) handleToDisable(ctx context.Context, in guard.Input) error {
	s := guard.Stream(in.Key)
	state, err := e.cells.state(ctx, s)
	if err != nil {
		return err
	}
	r := state.Request(in.Request)
	if r == nil {
		return e.decline(ctx, in, "unknown-request", "That request is not in the ledger.", "Type `/kms requests` to see what is open.")
	}
	facts, err := e.o.Cloud.Describe(ctx, state.Key)
	if err != nil {
		return e.decline(ctx, in, "unreadable-key", "The key could not be read: "+guard.Plain(err), orTryAgain(guard.HintOf(err)))
	}
	in.Plan, in.Reason = guard.Plan{Action: guard.Disable}, r.Reason
	open := e.openCommand(ctx, in, state, facts)
	_, err = e.apply(ctx, s, guard.ChangeToDisable{Request: in.Request, New: open.Request, Open: open}, in.ID)
	return err
}

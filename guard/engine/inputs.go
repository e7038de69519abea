package engine

import (
	"context"
	"slices"
	"time"

	"kmsguard/guard"
)

// startInputs starts the handling of waiting inputs: those about one key one
// after the other, in order of arrival.
func (e *Engine) startInputs(ctx context.Context, now time.Time) (next time.Time, err error) {
	waiting, err := e.o.Inbox.Waiting(ctx)
	if err != nil {
		return time.Time{}, err
	}
	var times []time.Time
	begun := map[string]bool{}
	for _, in := range waiting {
		if begun[in.Key] {
			continue
		}
		begun[in.Key] = true
		times = append(times, e.start(ctx, laneOfInput(in), "input "+in.Key, now, func(ctx context.Context) error {
			return e.handleFirst(ctx, in.Key)
		}))
	}
	return earliest(times), nil
}

func laneOfInput(in guard.Input) lane {
	if in.Kind == guard.InputAudit || in.Kind == guard.InputSweep {
		return auditLane
	}
	return inputLane
}

// handleFirst handles the oldest input about one key. It looks again for it,
// because the one that the loop saw may have been settled a moment ago.
func (e *Engine) handleFirst(ctx context.Context, key string) error {
	waiting, err := e.o.Inbox.Waiting(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(waiting, func(in guard.Input) bool { return in.Key == key })
	if i < 0 {
		return nil
	}
	return e.handle(ctx, waiting[i])
}

// handle turns one input into a command and has it decided. It returns nil when
// the input is settled; on an error it stays in the inbox.
func (e *Engine) handle(ctx context.Context, in guard.Input) error {
	switch in.Kind {
	case guard.InputOpen:
		return e.handleOpen(ctx, in)
	case guard.InputAudit:
		return e.handleAudit(ctx, in)
	case guard.InputSweep:
		return e.handleSweep(ctx, in)
	case guard.InputToDisable:
		return e.handleToDisable(ctx, in)
	case guard.InputAccept:
		return e.handleAccept(ctx, in)
	case guard.InputViewAudit, guard.InputAuditAgain, guard.InputDispose, guard.InputConfirm, guard.InputReject,
		guard.InputWithdraw, guard.InputExtend, guard.InputRunAgain, guard.InputCloseWord:
		return e.handlePress(ctx, in)
	}
	return e.declineUnknown(ctx, in)
}

func (e *Engine) declineUnknown(ctx context.Context, in guard.Input) error {
	return e.decline(ctx, in, "unknown-input", "This bot does not know that button.", "Type `/kms help` to see what it does.")
}

// handlePress handles what was pressed or submitted on an open request.
func (e *Engine) handlePress(ctx context.Context, in guard.Input) error {
	s := guard.Stream(in.Key)
	if _, ok := s.Key(); !ok {
		return e.decline(ctx, in, "unknown-key", "That button belongs to no key that this bot knows.", "Open the request from its channel and press there.")
	}
	state, err := e.cells.state(ctx, s)
	if err != nil {
		return err
	}
	r := state.Request(in.Request)
	if r == nil {
		return e.decline(ctx, in, "unknown-request", "That request is not in the ledger.", "Type `/kms requests` to see what is open.")
	}
	cmd, ok := pressed(in, e.readPerson(ctx, in.By, &r.Rule))
	if !ok {
		return e.declineUnknown(ctx, in)
	}
	_, err = e.apply(ctx, s, cmd, in.ID)
	return err
}

// pressed is what a press on an open request asks for; ok is false for an input
// that is none.
func pressed(in guard.Input, by guard.Person) (cmd guard.Command, ok bool) {
	switch in.Kind {
	case guard.InputViewAudit:
		return guard.ViewAudit{Request: in.Request, Input: in.ID, By: by, Reply: in.Reply}, true
	case guard.InputAuditAgain:
		return guard.AuditAgain{Request: in.Request, Input: in.ID, By: by, Scan: in.Scan, Reply: in.Reply}, true
	case guard.InputDispose:
		return guard.Dispose{Request: in.Request, Input: in.ID, By: by, Kind: in.Kept, Keys: in.Keys, Why: in.Reason, Reply: in.Reply}, true
	case guard.InputConfirm:
		return guard.Confirm{
			Request: in.Request, Input: in.ID, By: by, Statement: in.Statement, Typed: in.Typed,
			Settled: in.Settled, Shown: in.Shown, Reply: in.Reply,
		}, true
	case guard.InputReject:
		return guard.Reject{Request: in.Request, Input: in.ID, By: by, Reason: in.Reason, Reply: in.Reply}, true
	case guard.InputWithdraw:
		return guard.Withdraw{Request: in.Request, Input: in.ID, By: by, Reply: in.Reply}, true
	case guard.InputExtend:
		return guard.Extend{Request: in.Request, Input: in.ID, By: by, Reply: in.Reply}, true
	case guard.InputRunAgain:
		return guard.RunAgain{Request: in.Request, Input: in.ID, By: by, Reply: in.Reply}, true
	case guard.InputCloseWord:
		return guard.CloseByWord{Request: in.Request, Input: in.ID, By: by, Word: in.Reason, Reply: in.Reply}, true
	case guard.InputOpen, guard.InputAudit, guard.InputSweep, guard.InputToDisable, guard.InputAccept:
	}
	return nil, false
}

// readPerson reads somebody with every group that the policy or a request's own
// rule names.
func (e *Engine) readPerson(ctx context.Context, id string, r *guard.Rule) guard.Person {
	p := e.o.Policy()
	if r != nil {
		p.Rules = append(p.Rules[:len(p.Rules):len(p.Rules)], *r)
	}
	return e.o.Directory.Person(ctx, id, p.GroupIDs())
}

// decline answers an input that concerns no key in the ledger, and settles it.
// The answer leaves first: it may be given twice, never not at all.
func (e *Engine) decline(ctx context.Context, in guard.Input, code, text, hint string) error {
	if in.Kind == guard.InputSweep && in.Key != "" {
		text = "`" + in.Key + "`: " + text // one of several keys
	}
	refusal := guard.Refusal{Reasons: []guard.Reason{{Code: code, Text: text, Hint: hint}}}
	if err := e.deliver(in, e.o.Notifier.Reply(ctx, in.Reply, refusal)); err != nil {
		return err
	}
	return e.settle(ctx, in.ID)
}

// deliver passes on why an answer was not delivered. One that can never be, to
// somebody who has left or in a channel that is closed, is given up: the input
// would hold up every later one about the same key.
func (e *Engine) deliver(in guard.Input, err error) error {
	switch guard.KindOf(err) {
	case guard.Invalid, guard.NotFound, guard.Denied:
		e.o.Log.Error().Str("input", in.ID).Str("by", in.By).Err(err).Msg("the answer cannot be delivered")
		return nil
	case guard.Internal, guard.Conflict, guard.Throttled, guard.Unavailable, guard.Incomplete, guard.Uncertain:
	}
	return err
}

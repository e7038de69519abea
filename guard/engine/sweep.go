package engine

import (
	"context"
	"fmt"
	"slices"

	"kmsguard/guard"
)

// handleSweep audits several keys in one enumeration and shows them to the one who
// asked. It is one audit of those that a person may ask for in an hour, since it
// costs little more than one. A key that cannot be audited is named, and none is.
func (e *Engine) handleSweep(ctx context.Context, in guard.Input) error {
	refs, done, err := e.findAll(ctx, in)
	if err != nil || done {
		return err
	}
	in.Key = ""
	if why, hint := e.limits.mayAudit(in, e.o.Clock.Now()); why != "" {
		return e.decline(ctx, in, "too-many-audits", why, hint)
	}
	bounded, cancel := context.WithTimeout(ctx, e.o.Audit)
	defer cancel()
	audits, err := e.o.Auditor.Sweep(bounded, refs, guard.Purpose{Plan: in.Plan}, func(guard.Step) {})
	if err == nil && len(audits) != len(refs) {
		err = &guard.Error{Op: "engine.Sweep", Kind: guard.Internal, Err: fmt.Errorf("%d audits of %d keys", len(audits), len(refs))}
	}
	if err != nil {
		return e.decline(ctx, in, "audit-failed", "The audit could not be made: "+guard.Plain(err), orTryAgain(guard.HintOf(err)))
	}
	if err := e.deliver(in, e.o.Notifier.ShowSweep(ctx, in.Reply, audits)); err != nil {
		return err
	}
	return e.settle(ctx, in.ID)
}

// findAll finds every key of a sweep. done is true where one of them was refused.
func (e *Engine) findAll(ctx context.Context, in guard.Input) (refs []guard.KeyRef, done bool, err error) {
	for _, name := range in.Keys {
		in.Key = name
		facts, done, err := e.findToAudit(ctx, in)
		if err != nil || done {
			return nil, done, err
		}
		if slices.Contains(refs, facts.Ref) {
			return nil, true, e.decline(ctx, in, "key-twice", "it is named twice.", "Name each key once.")
		}
		refs = append(refs, facts.Ref)
	}
	return refs, false, nil
}

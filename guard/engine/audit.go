package engine

import (
	"context"
	"fmt"
	"sync"
	"time"

	"kmsguard/guard"
)

// runAudit runs the audit that a request owes and hands in what it found. That
// the key itself could not be read is a finding too: nothing was covered.
func (e *Engine) runAudit(ctx context.Context, s guard.Stream, w guard.RunAudit) error {
	state, _, err := e.cells.look(ctx, s)
	if err != nil {
		return err
	}
	r := state.Request(w.Request)
	if r == nil {
		return &guard.Error{Op: "engine.RunAudit", Subject: w.Request, Kind: guard.Internal, Err: fmt.Errorf("no such request on %s", s)}
	}
	progress, stop := e.showProgress(ctx, state)
	defer stop()
	a := e.auditOrNothing(ctx, state.Key, guard.Purpose{Plan: r.Plan}, progress)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	_, err = e.drive(ctx, s, guard.RecordAudit{Request: w.Request, Audit: a})
	return err
}

// auditOrNothing audits; where not even the key could be read, it returns an
// audit in which every required category is incomplete, and why.
func (e *Engine) auditOrNothing(ctx context.Context, key guard.KeyRef, p guard.Purpose, progress guard.Progress) guard.Audit {
	started := e.o.Clock.Now()
	a, err := e.o.Auditor.Audit(ctx, key, p, progress)
	if err == nil {
		return a
	}
	e.o.Log.Warn().Stringer("key", key).Stringer("kind", guard.KindOf(err)).Err(err).Msg("the audit could not begin")
	nothing := guard.Audit{
		Key:     guard.KeyFacts{Ref: key, ARN: key.ARN(), State: guard.StateUnknown, ReadAt: started},
		Purpose: p, Started: started, Finished: e.o.Clock.Now(),
	}
	for _, c := range guard.Required() {
		nothing.Coverage = append(nothing.Coverage, guard.Coverage{
			Category: c, Account: key.Account, Region: key.Region, Status: guard.StatusIncomplete,
			Reason: "the key could not be read: " + guard.Plain(err), Code: guard.KindOf(err).String(),
		})
	}
	return nothing
}

// progressPause is the least time between two edits of a message that shows how
// far an audit has come. It is real time: Slack's limits are.
const progressPause = time.Second

// showProgress returns a Progress that repaints at most once a second, and a
// function that ends it and waits for its last repaint.
func (e *Engine) showProgress(ctx context.Context, s guard.State) (guard.Progress, func()) {
	ctx, cancel := context.WithCancel(ctx)
	var mu sync.Mutex
	latest, shown := "", ""
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(progressPause)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			mu.Lock()
			text := latest
			mu.Unlock()
			if text == shown {
				continue
			}
			shown = text
			if err := e.o.Notifier.Repaint(ctx, s, text); err != nil && ctx.Err() == nil {
				e.o.Log.Debug().Err(err).Msg("progress was not shown")
			}
		}
	})
	progress := func(done, total int, what string) {
		mu.Lock()
		defer mu.Unlock()
		latest = fmt.Sprintf("Auditing: %d of %d lists read", done, total)
		if what != "" {
			latest += ", now " + what
		}
	}
	return progress, func() { cancel(); wg.Wait() }
}

// handleAudit makes an audit before an operation and shows it to the one who asked.
func (e *Engine) handleAudit(ctx context.Context, in guard.Input) error {
	facts, done, err := e.find(ctx, in)
	if err != nil || done {
		return err
	}
	if facts.State == guard.StateNotFound {
		return e.decline(ctx, in, "unknown-key", fmt.Sprintf("%s is deleted; there is nothing to audit.", facts.Ref.ID), "")
	}
	rule, _ := e.o.Policy().RuleFor(facts)
	who := e.readPerson(ctx, in.By, &rule)
	if code, text, hint := mayAudit(e.o.Policy(), rule, who); code != "" {
		return e.decline(ctx, in, code, text, hint)
	}
	if why, hint := e.limits.mayAudit(in, e.o.Clock.Now()); why != "" {
		return e.decline(ctx, in, "too-many-audits", why, hint)
	}
	a, err := e.o.Auditor.Audit(ctx, facts.Ref, guard.Purpose{Plan: in.Plan}, func(int, int, string) {})
	if err != nil {
		return e.decline(ctx, in, "audit-failed", "The audit could not be made: "+guard.Plain(err), orTryAgain(guard.HintOf(err)))
	}
	if err := e.o.Notifier.ShowAudit(ctx, in.Reply, a); err != nil {
		return err
	}
	return e.settle(ctx, deskStream, in.ID)
}

// mayAudit says who may see what depends on a key: whoever has a role on it.
func mayAudit(p guard.Policy, r guard.Rule, who guard.Person) (code, text, hint string) {
	switch {
	case who.Unreadable != "":
		return "unreadable-person", "It could not be checked who you are: " + who.Unreadable + ".", "Nothing was recorded; try again in a minute."
	case who.Bot || who.Guest || who.Deactivated || who.External:
		return "no-member", "Only full members of this workspace may see what depends on a key.", "Ask a member of your team."
	case r.Requesters.Has(who) || r.Approvers.Has(who) || r.Readers.Has(who) || p.MayRescue(who):
		return "", "", ""
	}
	return "no-role", "The policy gives you no role on this key.", "Ask the owner of the policy to name you as requester, approver or reader."
}

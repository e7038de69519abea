package engine

import (
	"context"
	"fmt"
	"time"

	"kmsguard/guard"
)

// runAudit runs the audit that a request owes and hands in what it found. That
// the key itself could not be read is a finding too: nothing was covered.
func (e *Engine) runAudit(ctx context.Context, s guard.Stream, w guard.RunAudit) error {
	state, err := e.cells.state(ctx, s)
	if err != nil {
		return err
	}
	r := state.Request(w.Request)
	if r == nil {
		return &guard.Error{Op: "engine.RunAudit", Subject: w.Request, Kind: guard.Internal, Err: fmt.Errorf("no such request on %s", s)}
	}
	progress, stop := e.showProgress(ctx, s)
	a := e.auditOrNothing(ctx, state.Key, r.Purpose(), progress)
	stop()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	_, err = e.drive(ctx, s, guard.RecordAudit{Request: w.Request, Audit: a})
	return err
}

// objectTakes is real time for each object that an audit looks at: twice what one
// takes at half of the fifty calls a second that are assumed of an API without a
// published quota.
const objectTakes = 80 * time.Millisecond

// auditMayTake is the real time that an audit has. A scan gets more, or one of
// many objects would never be complete and would pause its request for ever.
func (e *Engine) auditMayTake(p guard.Purpose) time.Duration {
	return e.o.Audit + time.Duration(p.ScanObjects)*objectTakes
}

// auditOrNothing audits; where not even the key could be read, it returns an
// audit in which every required category is incomplete, and why.
func (e *Engine) auditOrNothing(ctx context.Context, key guard.KeyRef, p guard.Purpose, progress guard.Progress) guard.Audit {
	started := e.o.Clock.Now()
	bounded, cancel := context.WithTimeout(ctx, e.auditMayTake(p))
	defer cancel()
	a, err := e.o.Auditor.Audit(bounded, key, p, progress)
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

package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"kmsguard/guard"
)

// Run handles inputs and does what is owed until the context ends or the clock
// is lost. Everything that it started has ended when it returns.
func (e *Engine) Run(ctx context.Context) error {
	defer e.flight.wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := e.wakeUp(ctx); err != nil {
		return err
	}
	for {
		next, err := e.turn(ctx)
		if err != nil {
			return err
		}
		if err := e.rest(ctx, next); err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return err
		}
	}
}

// forever is later than any due time.
var forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// wakeUp reads what was left to do, so that a start does at once what is owed.
func (e *Engine) wakeUp(ctx context.Context) error {
	streams, err := e.o.Ledger.DueBefore(ctx, forever, 0)
	if err != nil {
		return err
	}
	now := e.o.Clock.Now()
	for _, s := range streams {
		state, _, err := e.cells.look(ctx, s)
		if err != nil {
			return err
		}
		e.cells.schedule(s, dueTime(state, now))
		e.cells.stain(s)
	}
	e.nextScan = now
	return nil
}

// turn starts everything that can be started now, and says when to look again.
func (e *Engine) turn(ctx context.Context) (next time.Time, err error) {
	now := e.o.Clock.Now()
	var times []time.Time
	at, err := e.startInputs(ctx, now)
	if err != nil {
		return time.Time{}, err
	}
	times = append(times, at)
	due, later := e.cells.dueAt(now)
	times = append(times, later)
	slices.SortFunc(due, func(a, b guard.Stream) int { return cmp.Compare(a, b) })
	e.tell(now, due)
	for _, s := range due {
		at, err := e.startWorks(ctx, s, now)
		if err != nil {
			return time.Time{}, err
		}
		times = append(times, at)
	}
	times = append(times, e.startRepaints(ctx, now), e.startScan(ctx, now))
	return earliest(times), nil
}

// tell reports how late the oldest thing that is due is.
func (e *Engine) tell(now time.Time, due []guard.Stream) {
	if e.o.Ticked == nil {
		return
	}
	late := time.Duration(0)
	for _, s := range due {
		late = max(late, now.Sub(e.cells.dueSince(s)))
	}
	e.o.Ticked(now, late)
}

func earliest(times []time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// startWorks starts what a key owes. Messages of one key are posted one after
// the other, in the order in which they came to be owed.
func (e *Engine) startWorks(ctx context.Context, s guard.Stream, now time.Time) (next time.Time, err error) {
	state, _, err := e.cells.look(ctx, s)
	if err != nil {
		return time.Time{}, err
	}
	owed, later := guard.Due(state, now)
	if len(owed) == 0 {
		e.cells.schedule(s, later)
		return later, nil
	}
	times := []time.Time{later}
	posting := false
	for _, w := range owed {
		if post, ok := w.(guard.PostNotice); ok && !private(state, post.Notice) {
			if posting {
				continue
			}
			posting = true
		}
		times = append(times, e.startWork(ctx, s, w, now))
	}
	return earliest(times), nil
}

// private reports whether a notice is for one person, and so waits for no other.
func private(s guard.State, id string) bool {
	for _, n := range s.Notices {
		if n.ID == id {
			return n.Kind == guard.NoticeReply
		}
	}
	return false
}

// startWork starts one work unless it is under way or waits after a failure;
// then it says until when.
func (e *Engine) startWork(ctx context.Context, s guard.Stream, w guard.Work, now time.Time) time.Time {
	name := string(s) + " " + w.Key()
	if ok, at := e.retry.ready(name, now); !ok {
		return at
	}
	e.flight.start(name, func() { e.attempt(ctx, name, func(ctx context.Context) error { return e.do(ctx, s, w) }) })
	return time.Time{}
}

// attempt runs one effect within its bound and notes how it went. This is where
// an effect's error is logged; it is tried again after a pause.
func (e *Engine) attempt(ctx context.Context, name string, effect func(context.Context) error) {
	bounded, cancel := context.WithTimeout(ctx, e.o.Effect)
	defer cancel()
	err := effect(bounded)
	if err == nil {
		e.retry.worked(name)
		return
	}
	if ctx.Err() != nil {
		return // shutting down; what is owed is owed after the next start
	}
	e.retry.failed(name, e.o.Clock.Now(), retryAfter(err))
	e.o.Log.Warn().Str("work", name).Stringer("kind", guard.KindOf(err)).Err(err).Msg("will be tried again")
}

// retryAfter is the pause that the other side asked for, if it did.
func retryAfter(err error) time.Duration {
	var r interface{ RetryAfter() time.Duration }
	if errors.As(err, &r) {
		return r.RetryAfter()
	}
	return 0
}

// do carries one work out.
func (e *Engine) do(ctx context.Context, s guard.Stream, w guard.Work) error {
	switch w := w.(type) {
	case guard.RunAudit:
		return e.runAudit(ctx, s, w)
	case guard.Execute:
		return e.execute(ctx, s, w)
	case guard.Observe:
		return e.observe(ctx, s, w)
	case guard.LookAfter:
		return e.lookAfter(ctx, s, w)
	case guard.ReadWatch:
		return e.readWatch(ctx, s)
	case guard.ApplyExpiry:
		_, err := e.drive(ctx, s, guard.Expire{Request: w.Request})
		return err
	case guard.PostNotice:
		return e.post(ctx, s, w)
	}
	return &guard.Error{Op: "engine.Do", Subject: w.Key(), Kind: guard.Internal}
}

// rest waits: for what is under way to end, or, when nothing is, for time to
// come or to be moved. Only an idle engine asks the clock to wait.
func (e *Engine) rest(ctx context.Context, next time.Time) error {
	if e.flight.busy() {
		select {
		case <-e.wake:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	woken := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-e.wake:
			close(woken)
			stop()
		case <-waiting.Done():
		}
	}()
	err := e.o.Clock.Until(waiting, next)
	stop()
	<-ended
	select {
	case <-woken:
		return ctx.Err()
	default:
		return err
	}
}

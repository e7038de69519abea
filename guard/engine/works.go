package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"kmsguard/guard"
)

// startWorks starts what a key owes, and says when it has to be looked at again.
func (e *Engine) startWorks(ctx context.Context, s guard.Stream, now time.Time) (next time.Time, err error) {
	if len(e.resumes.of(s)) > 0 {
		return time.Time{}, nil // looked at again when that is recorded
	}
	k, err := e.cells.look(ctx, s)
	if err != nil {
		return time.Time{}, err
	}
	owed, later := guard.Due(k.state, now)
	if len(owed) == 0 {
		return e.startNothing(ctx, s, k, now), nil
	}
	times := []time.Time{later}
	for _, w := range e.inTurn(s, k.state, owed) {
		times = append(times, e.startWork(ctx, s, w, now))
	}
	return earliest(times), nil
}

// startNothing schedules a key that owes nothing now, or retires it.
func (e *Engine) startNothing(ctx context.Context, s guard.Stream, k seen, now time.Time) (next time.Time) {
	due := dueTime(k, now)
	if due.After(now) {
		e.due.set(s, due)
		return due
	}
	return e.start(ctx, keyLane, string(s)+" retire", now, func(ctx context.Context) error { return e.retire(ctx, s) })
}

// inTurn leaves out the messages that have to wait for another one: those of a
// key are posted one after the other, in the order in which they came to be
// owed. One that time alone will not let through holds up nobody.
func (e *Engine) inTurn(s guard.Stream, state guard.State, owed []guard.Work) []guard.Work {
	posting := false
	return slices.DeleteFunc(owed, func(w guard.Work) bool {
		post, ok := w.(guard.PostNotice)
		if !ok || apart(state, post.Notice) || e.retry.hopeless(workName(s, w)) {
			return false
		}
		defer func() { posting = true }()
		return posting
	})
}

// apart reports whether a notice stands in no thread with others, and so waits for none.
func apart(s guard.State, id string) bool {
	n := s.Notice(id)
	return n != nil && (n.Kind == guard.NoticeReply || n.Kind == guard.NoticeEscalation)
}

func workName(s guard.Stream, w guard.Work) string { return string(s) + " " + w.Key() }

func (e *Engine) startWork(ctx context.Context, s guard.Stream, w guard.Work, now time.Time) time.Time {
	return e.start(ctx, laneOf(w), workName(s, w), now, func(ctx context.Context) error { return e.carry(ctx, s, w) })
}

func laneOf(w guard.Work) lane {
	switch w.(type) {
	case guard.RunAudit, guard.ReadWatch:
		return auditLane
	case guard.PostNotice:
		return postLane
	case guard.Execute, guard.Observe, guard.LookAfter, guard.ApplyExpiry:
	}
	return keyLane
}

// carry does one work. A work that was done and is owed as before has failed:
// otherwise it would be done again at once, and for ever.
func (e *Engine) carry(ctx context.Context, s guard.Stream, w guard.Work) error {
	before, err := e.cells.look(ctx, s)
	if err != nil {
		return err
	}
	if err := e.do(ctx, s, w); err != nil {
		return err
	}
	after, err := e.cells.look(ctx, s)
	if err != nil || after.version != before.version {
		return err
	}
	owed, _ := guard.Due(after.state, e.o.Clock.Now())
	if !slices.ContainsFunc(owed, func(o guard.Work) bool { return o.Key() == w.Key() }) {
		return nil
	}
	return &guard.Error{Op: "engine.Do", Subject: workName(s, w), Kind: guard.Internal, Err: errors.New("it was done and changed nothing")}
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

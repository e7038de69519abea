package engine

import (
	"context"
	"time"

	"kmsguard/guard"
)

// post posts one message that is owed. A message that may already be there is
// looked for first, and posted again, marked as a repetition, only where it
// certainly is not there or that cannot be told.
func (e *Engine) post(ctx context.Context, s guard.Stream, w guard.PostNotice) error {
	state, _, err := e.cells.look(ctx, s)
	if err != nil {
		return err
	}
	n, ok := notice(state, w.Notice)
	if !ok || !n.PostedAt.IsZero() {
		return nil
	}
	if !n.Intended.IsZero() {
		found, at := e.foundBefore(ctx, state, n)
		if found {
			return e.posted(ctx, s, n.ID, at)
		}
		n.Posted.Repeat = at.Repeat
	} else if _, err := e.drive(ctx, s, guard.IntendNotice{Notice: n.ID}); err != nil {
		return err
	}
	at, err := e.o.Notifier.Post(ctx, state, n)
	if err != nil {
		return err
	}
	at.Repeat = n.Posted.Repeat
	return e.posted(ctx, s, n.ID, at)
}

func notice(s guard.State, id string) (guard.Notice, bool) {
	for _, n := range s.Notices {
		if n.ID == id {
			return n, true
		}
	}
	return guard.Notice{}, false
}

// foundBefore looks for a message whose post was begun before. Where it cannot
// be told, the next post is marked as a repetition.
func (e *Engine) foundBefore(ctx context.Context, s guard.State, n guard.Notice) (bool, guard.Posted) {
	at, found, err := e.o.Notifier.Find(ctx, s, n)
	if err != nil {
		e.o.Log.Info().Str("notice", n.ID).Err(err).Msg("it cannot be told whether it was posted; posting again, marked")
		return false, guard.Posted{Repeat: true}
	}
	return found, at
}

func (e *Engine) posted(ctx context.Context, s guard.Stream, id string, at guard.Posted) error {
	_, err := e.drive(ctx, s, guard.NotePosted{Notice: id, Posted: at})
	return err
}

// startRepaints brings messages that change in place up to date. A repaint is a
// projection: it is not recorded, and one that fails is tried again.
func (e *Engine) startRepaints(ctx context.Context, now time.Time) (next time.Time) {
	var times []time.Time
	for _, s := range e.cells.stains() {
		name := "repaint " + string(s)
		if ok, at := e.retry.ready(name, now); !ok {
			times = append(times, at)
			continue
		}
		e.flight.start(name, func() {
			e.attempt(ctx, name, func(ctx context.Context) error { return e.repaint(ctx, s) })
		})
	}
	return earliest(times)
}

func (e *Engine) repaint(ctx context.Context, s guard.Stream) error {
	e.cells.clean(s)
	state, _, err := e.cells.look(ctx, s)
	if err == nil {
		err = e.o.Notifier.Repaint(ctx, state, "")
	}
	if err != nil {
		e.cells.stain(s)
	}
	return err
}

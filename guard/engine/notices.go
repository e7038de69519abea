package engine

import (
	"context"

	"kmsguard/guard"
)

// post posts one message that is owed. A message that may already be there is
// looked for first, and posted again, marked as a repetition, only where it
// certainly is not there or that cannot be told.
func (e *Engine) post(ctx context.Context, s guard.Stream, w guard.PostNotice) error {
	state, err := e.cells.state(ctx, s)
	if err != nil {
		return err
	}
	owed := state.Notice(w.Notice)
	if owed == nil || !owed.PostedAt.IsZero() {
		return nil
	}
	n := *owed
	if n.Kind == guard.NoticeWitness {
		n.Text = e.headNow(ctx)
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

package engine

import (
	"context"
	"time"

	"kmsguard/guard"
)

// readWatch reads a pending key again, because a reminder is due or its window
// has ended, with what depends on it now and who tried to use it since. A key
// that cannot be read is reminded of by what is known of it.
func (e *Engine) readWatch(ctx context.Context, s guard.Stream) error {
	state, err := e.cells.state(ctx, s)
	if err != nil {
		return err
	}
	cmd := guard.Watch{Facts: e.readOrUnknown(ctx, state), Reminder: e.o.IDs.Reminder(), Dependents: -1}
	if cmd.Facts.State == guard.StatePendingDeletion && reminderDue(state, e.o.Clock.Now()) {
		e.fillReminder(ctx, state, &cmd)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	_, err = e.drive(ctx, s, cmd)
	return err
}

// reminderDue reports whether people are to be reminded, so that it is worth
// looking for what depends on the key.
func reminderDue(s guard.State, now time.Time) bool {
	return s.Watch != nil && len(s.Watch.Reminders) > 0 && !s.Watch.Reminders[0].After(now)
}

// fillReminder adds what a reminder tells beside the date. A reminder leaves
// even if none of it can be read; then it says what could not.
func (e *Engine) fillReminder(ctx context.Context, state guard.State, cmd *guard.Watch) {
	since := state.Watch.LastTold
	if since.IsZero() {
		since = state.Watch.Started
	}
	uses, _, err := e.o.Cloud.Uses(ctx, state.Key, since)
	if err != nil {
		cmd.Problem = "ActionTrail could not be read: " + guard.Plain(err)
	}
	cmd.Uses, cmd.UsesKnown = uses, err == nil
	a := e.auditOrNothing(ctx, state.Key, state.WatchPurpose(), func(guard.Step) {})
	cmd.Changes, cmd.MoreChanges = state.SinceLastAudit(a)
	if a.Complete() {
		cmd.Dependents = len(a.Dependencies)
	} else if cmd.Problem == "" {
		cmd.Problem = "what depends on the key could not be read completely"
	}
}

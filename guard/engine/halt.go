package engine

import (
	"context"

	"kmsguard/guard"
)

// Halt says why nothing but rescues, audits and reminders is done on any key;
// nil: nothing is in the way. A ledger of which even that cannot be read is one.
func (e *Engine) Halt(ctx context.Context) *guard.Reason {
	s, err := e.cells.state(ctx, guard.LedgerStream)
	if err != nil {
		return guard.NotCompared("what the ledger says of itself cannot be read: " + guard.Plain(err))
	}
	return s.Halt()
}

// haltChanges is Halt before a change is made: it waits for the first comparison
// since the start, because an old copy of the ledger would have the bot do again
// what was done.
func (e *Engine) haltChanges(ctx context.Context) *guard.Reason {
	if err := e.compareOnce(ctx); err != nil {
		e.o.Log.Warn().Err(err).Msg("a change waits until the ledger was compared with Slack and ActionTrail")
		return guard.NotCompared(guard.Plain(err))
	}
	return e.Halt(ctx)
}

// wakeLedger records that the ledger cannot be written, or that it can again. The
// former is kept in memory, until it can.
func (e *Engine) wakeLedger(ctx context.Context) error {
	if e.o.Unwritable != "" {
		_, err := e.drive(ctx, guard.LedgerStream, guard.LoseLedger{Why: e.o.Unwritable})
		return err
	}
	_, err := e.drive(ctx, guard.LedgerStream, guard.RegainLedger{})
	return err
}

// handleAccept takes the word of an approver that the ledger is accepted as it is.
func (e *Engine) handleAccept(ctx context.Context, in guard.Input) error {
	cmd := guard.AcceptLedger{Input: in.ID, By: e.readPerson(ctx, in.By, nil), Word: in.Reason, Shown: in.Shown, Reply: in.Reply}
	_, err := e.apply(ctx, guard.LedgerStream, cmd, in.ID)
	return err
}

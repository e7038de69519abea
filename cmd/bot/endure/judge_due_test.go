package endure

import (
	"slices"
	"time"

	"kmsguard/guard"
)

// ages is later than anything that is due.
var ages = beginning.AddDate(1000, 0, 0)

// judgeDue: each open request has something that will end it, and none is open
// after its time.
func (e *estate) judgeDue() {
	e.Helper()
	due, err := e.life.ledger.DueBefore(e.ctx, ages, 0)
	if err != nil {
		e.breaks("what is due cannot be read: %v", err)
	}
	for _, t := range e.book.open() {
		switch {
		case t.phase == guard.NeedsOperator:
		case !slices.Contains(due, t.stream):
			e.breaks("%s is open and nothing will end it", t.id)
		case !t.underWay && !t.restoring && e.clock.Now().After(t.expires.Add(time.Minute)):
			e.breaks("%s is open although its time was over on %s", t.id, t.expires)
		}
	}
}

// judgeEnd looks at what is left when everything was given time to end.
func (e *estate) judgeEnd() {
	e.Helper()
	for _, t := range e.book.open() {
		e.breaks("%s (%s) never ends", t.id, t.plan)
	}
	for _, op := range e.book.operations {
		if op.settled == "" {
			e.breaks("%s is never settled", op.ID)
		}
	}
	for m := range e.book.intended {
		if !e.book.told[m] {
			e.breaks("%s of %s was never posted", m.Notice, m.Key)
		}
	}
	inputs, err := e.life.ledger.Waiting(e.ctx)
	if err != nil || len(inputs) > 0 {
		e.breaks("inputs wait for ever: %v, %v", inputs, err)
	}
	if due, err := e.life.ledger.DueBefore(e.ctx, ages, 0); err != nil || len(due) > 0 {
		e.breaks("something is owed for ever: %v, %v", due, err)
	}
	for _, k := range e.cloud.KeyViews() {
		if k.State == "PendingDeletion" {
			e.breaks("%s is %s until %s", k.ID, k.State, k.DeletesAt)
		}
	}
	e.verify()
}

// verify checks the ledger's chain, its indexes and every entry.
func (e *estate) verify() {
	e.Helper()
	if _, err := e.life.ledger.Verify(e.ctx); err != nil {
		e.breaks("the ledger is damaged: %v", err)
	}
}

package engine

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"kmsguard/guard"
)

const (
	// compareName names the one comparison that the loop runs at a time.
	compareName = "compare"
	// compareAgain is when the ledger is compared a second time after a start: ActionTrail
	// shows an event up to ten minutes late.
	compareAgain = 15 * time.Minute
	// compareMargin is how far the clocks of bot and cloud may differ.
	compareMargin = 15 * time.Minute
	// described bounds the findings that carry a sentence; the others are named.
	described = 20
)

// comparison is how far the ledger was compared with what others remember of it.
type comparison struct {
	woke  time.Time // the start
	since time.Time // of the last entry before it; zero: there is none

	mu    sync.Mutex // held while it is compared
	done  bool       // at least once since the start
	sound bool       // the chain was read; that is done once
}

// wakeCompare notes how far the ledger reached before this process writes to it. A
// ledger of which that cannot be read is compared as far back as others remember.
func (e *Engine) wakeCompare(ctx context.Context) {
	if e.o.Witness == nil {
		return
	}
	e.outside.woke = e.o.Clock.Now()
	e.nextCompare = e.outside.woke
	seq, _, err := e.o.Witness.Head(ctx)
	if err != nil || seq == 0 {
		return
	}
	for rec, err := range e.o.Ledger.All(ctx, seq-1) {
		if err == nil {
			e.outside.since = rec.At.Add(-compareMargin)
		}
	}
}

// startCompare compares after the start, a second time when ActionTrail shows what
// was done just before it, and then once a day.
func (e *Engine) startCompare(ctx context.Context, now time.Time) (next time.Time) {
	if e.o.Witness == nil || (now.Before(e.nextCompare) && !e.retry.fails(compareName)) {
		return e.nextCompare
	}
	if ok, at := e.retry.ready(compareName, now); !ok {
		return at
	}
	if !e.flight.start(auditLane, compareName, func() { e.attempt(ctx, auditLane, compareName, e.compare) }) {
		return e.nextCompare
	}
	if again := e.outside.woke.Add(compareAgain); now.Before(again) {
		e.nextCompare = again
	} else {
		e.nextCompare = now.Add(witnessEvery)
	}
	return e.nextCompare
}

// compareOnce compares unless that was done since the start.
func (e *Engine) compareOnce(ctx context.Context) error {
	if e.o.Witness == nil {
		return nil
	}
	e.outside.mu.Lock()
	defer e.outside.mu.Unlock()
	if e.outside.done {
		return nil
	}
	return e.compareLocked(ctx)
}

func (e *Engine) compare(ctx context.Context) error {
	e.outside.mu.Lock()
	defer e.outside.mu.Unlock()
	return e.compareLocked(ctx)
}

// compareLocked records what others remember and the ledger does not have.
func (e *Engine) compareLocked(ctx context.Context) error {
	var cmd guard.DoubtLedger
	looks := []func(context.Context) ([]guard.Finding, error){e.lostHeads, e.lostOperations}
	for _, look := range looks {
		found, err := look(ctx)
		if guard.KindOf(err) == guard.Denied {
			e.o.Log.Warn().Err(err).Msg("the ledger is not compared with this")
			cmd.Unseen = append(cmd.Unseen, guard.Plain(err))
			continue
		}
		if err != nil {
			return err
		}
		cmd.Findings = append(cmd.Findings, found...)
	}
	if len(cmd.Unseen) == len(looks) {
		return &guard.Error{Op: "engine.Compare", Kind: guard.Denied, Err: errors.New(strings.Join(cmd.Unseen, " ")), Hint: "Give the bot the history scopes, or actiontrail:LookupEvents."}
	}
	broken, err := e.brokenChain(ctx)
	if err != nil {
		return err
	}
	cmd.Findings = append(cmd.Findings, broken...)
	for i := described; i < len(cmd.Findings); i++ {
		cmd.Findings[i].What = ""
	}
	_, err = e.drive(ctx, guard.LedgerStream, cmd)
	e.outside.done = e.outside.done || err == nil
	return err
}

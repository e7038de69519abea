package engine

import (
	"context"
	"time"

	"kmsguard/guard"
)

// Witness keeps the ledger's head outside of the store: in a channel, after each
// change and once a day. What it keeps is compared with the ledger after a start
// and once a day. All functions are required.
type Witness struct {
	// Head is the number of the last entry, and its number and hash as people keep it.
	Head func(context.Context) (seq uint64, head string, err error)
	// Tell posts a head in a channel. Posting one twice is harmless.
	Tell func(ctx context.Context, channel, head string) error
	// Told returns the heads that stand in a channel, the newest first, as far back
	// as it reads. Kind Denied: the bot may not read what stands there.
	Told func(ctx context.Context, channel string) (heads []string, err error)
	// Holds reports whether a head lies on the ledger's chain.
	Holds func(ctx context.Context, head string) (bool, error)
	// Verify reads the whole chain. Kind Invalid: it is broken, and how.
	Verify func(context.Context) error
}

// witnessStream holds when the head was told, so that a bot that is started every
// day still tells it once a day.
const witnessStream guard.Stream = "witness"

// witnessEvery is the time between two tellings.
const witnessEvery = 24 * time.Hour

// witnessed is what the last entry of the witness's stream says.
type witnessed struct {
	version uint64
	seq     uint64 // position of that entry in the whole ledger
	at      time.Time
}

// lastWitnessed reads when the head was told last. The first start counts as a
// telling: there was nothing to tell before.
func (e *Engine) lastWitnessed(ctx context.Context) (w witnessed, err error) {
	for rec, err := range e.o.Ledger.Read(ctx, witnessStream, 0) {
		if err != nil {
			return witnessed{}, err
		}
		w = witnessed{rec.Version, rec.Seq, rec.At}
	}
	if w.version > 0 {
		return w, nil
	}
	now := e.o.Clock.Now()
	err = e.appendWitness(ctx, 0, guard.NoticeIntended{Notice: string(witnessStream), At: now}, now)
	return witnessed{version: 1, at: now}, err
}

func (e *Engine) appendWitness(ctx context.Context, after uint64, ev guard.Event, now time.Time) error {
	_, err := e.o.Ledger.Append(ctx, guard.Append{
		Stream: witnessStream, After: after, Generation: e.o.Generation, At: now, Events: []guard.Event{ev},
	})
	return err
}

// witnessName names the one telling that runs at a time.
const witnessName = "witness"

// wakeWitness says when the head is to be told next.
func (e *Engine) wakeWitness(ctx context.Context) error {
	if e.o.Witness == nil {
		return nil
	}
	last, err := e.lastWitnessed(ctx)
	e.nextWitness = last.at.Add(witnessEvery)
	return err
}

// startWitness tells the head once a day. A telling that failed is made again
// after a pause.
func (e *Engine) startWitness(ctx context.Context, now time.Time) (next time.Time) {
	if e.o.Witness == nil || (now.Before(e.nextWitness) && !e.retry.fails(witnessName)) {
		return e.nextWitness
	}
	if ok, at := e.retry.ready(witnessName, now); !ok {
		return at
	}
	if e.flight.start(postLane, witnessName, func() { e.attempt(ctx, postLane, witnessName, e.witness) }) {
		e.nextWitness = now.Add(witnessEvery)
	}
	return e.nextWitness
}

// witness tells the head unless nothing came to the ledger since the last time.
func (e *Engine) witness(ctx context.Context) error {
	last, err := e.lastWitnessed(ctx)
	if err != nil {
		return err
	}
	seq, head, err := e.o.Witness.Head(ctx)
	channel := e.witnessChannel()
	if err != nil || seq == last.seq || channel == "" {
		return err
	}
	if err := e.o.Witness.Tell(ctx, channel, head); err != nil {
		return err
	}
	now := e.o.Clock.Now()
	posted := guard.NoticePosted{Notice: string(witnessStream), Posted: guard.Posted{Channel: channel}, At: now}
	return e.appendWitness(ctx, last.version, posted, now)
}

// witnessChannel is where heads are kept: the escalation channel, or that of the
// first rule.
func (e *Engine) witnessChannel() string {
	p := e.o.Policy()
	if p.Escalation != "" || len(p.Rules) == 0 {
		return p.Escalation
	}
	return p.Rules[0].Channel
}

// headNow is the head for the message after a change; empty where it cannot be read.
func (e *Engine) headNow(ctx context.Context) string {
	if e.o.Witness == nil {
		return ""
	}
	_, head, err := e.o.Witness.Head(ctx)
	if err != nil {
		e.o.Log.Warn().Err(err).Msg("the ledger's head could not be read for its witness")
	}
	return head
}

package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"kmsguard/guard"
)

// maxConflicts bounds how often a command is decided again because somebody
// else wrote first; more than this is no race but a fault.
const maxConflicts = 20

// answer is what a command led to.
type answer struct {
	state   guard.State
	events  []guard.Event
	refusal *guard.Refusal
}

// apply decides one command on one key and commits what follows, together with
// the input that it settles. A refusal is recorded where the command came from
// a person, and is no error.
func (e *Engine) apply(ctx context.Context, s guard.Stream, c guard.Command, handled string) (answer, error) {
	k := e.cells.cell(s)
	k.mu.Lock()
	defer k.mu.Unlock()
	for range maxConflicts {
		a, err := e.applyOnce(ctx, s, k, c, handled)
		if guard.KindOf(err) != guard.Conflict {
			return a, err
		}
	}
	return answer{}, &guard.Error{
		Op: "engine.Apply", Subject: string(s), Kind: guard.Conflict,
		Hint: "Check that only one bot writes to this store.",
	}
}

// drive applies a command of the engine's own. That the domain refuses one is
// not an answer to anybody but a failure: the work that it came from is tried
// again later, and nothing is done after it.
func (e *Engine) drive(ctx context.Context, s guard.Stream, c guard.Command) (answer, error) {
	a, err := e.apply(ctx, s, c, "")
	if err == nil && a.refusal != nil {
		return a, &guard.Error{Op: "engine.Drive", Subject: fmt.Sprintf("%T on %s", c, s), Kind: guard.Conflict, Err: errors.New(a.refusal.String())}
	}
	return a, err
}

func (e *Engine) applyOnce(ctx context.Context, s guard.Stream, k *cell, c guard.Command, handled string) (answer, error) {
	if err := e.cells.load(ctx, s, k); err != nil {
		return answer{}, err
	}
	now := e.o.Clock.Now()
	events, refusal := guard.Decide(k.state, c, e.o.Policy(), now)
	if refusal != nil {
		events = nil
		if refused, ok := guard.RefusedEvent(c, refusal, now); ok {
			events = append(events, refused)
		}
	}
	a := answer{state: k.state, events: events, refusal: refusal}
	if len(events) == 0 && handled == "" {
		return a, nil
	}
	next := k.state
	for _, ev := range events {
		next = guard.Evolve(next, ev)
	}
	if err := e.commit(ctx, s, k, next, events, handled, now); err != nil {
		return answer{}, err
	}
	a.state = next
	return a, nil
}

// commit appends and takes the new state over. After a failed append it is not
// known what was written, so that the cell is read anew, and what it then owes
// is looked at.
func (e *Engine) commit(ctx context.Context, s guard.Stream, k *cell, next guard.State, events []guard.Event, handled string, now time.Time) error {
	if len(events) == 0 {
		return e.settle(ctx, handled)
	}
	due := dueTime(seen{state: next, last: now}, now)
	version, err := e.o.Ledger.Append(ctx, guard.Append{
		Stream: s, After: k.version, Generation: e.o.Generation, At: now, Events: events, Next: due, Handled: handled,
	})
	if err != nil {
		k.loaded = false
		e.due.set(s, now)
		e.stains.add(s)
		return err
	}
	k.state, k.version, k.last = next, version, now
	e.due.set(s, due)
	if slices.ContainsFunc(events, shows) {
		e.stains.add(s)
	}
	e.nudge()
	return nil
}

// shows reports whether an event changes what a message shows.
func shows(ev guard.Event) bool {
	_, intends := ev.(guard.NoticeIntended)
	return !intends
}

// settle marks an input as handled without any event on a key.
func (e *Engine) settle(ctx context.Context, input string) error {
	_, err := e.o.Ledger.Append(ctx, guard.Append{Stream: deskStream, Generation: e.o.Generation, At: e.o.Clock.Now(), Handled: input})
	return err
}

// deskStream is where inputs are settled that change no key. It never holds an event.
const deskStream guard.Stream = "desk"

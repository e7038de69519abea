package sandbox

import (
	"context"
	"errors"

	"kmsguard/guard"
)

// take waits for the right to move the clock, or says that somebody else moves it.
func (l *Live) take(ctx context.Context) error {
	if to, moving := l.Moving(); moving {
		return &guard.Error{
			Op: "sandbox.Clock", Kind: guard.Conflict, Err: errors.New("the clock is being moved to " + to.UTC().Format("Mon 2 Jan 2006 15:04 UTC")),
			Hint: "Wait until it is there.",
		}
	}
	select {
	case <-l.turn:
		return l.orOver()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// seize takes the turn from whoever has it: his move of the clock is given up,
// and he is told why.
func (l *Live) seize(ctx context.Context, why string) error {
	for {
		changed := l.Changed() // a move that begins from here on is noticed
		l.interrupt(why)
		select {
		case <-l.turn:
			return l.orOver()
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// orOver gives the turn back where there is nothing any more to have it for.
func (l *Live) orOver() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.closed {
		return nil
	}
	l.give()
	return &guard.Error{Op: "sandbox.Live", Kind: guard.Unavailable, Err: errors.New("the sandbox has ended"), Hint: "Start it again."}
}

func (l *Live) give() { l.turn <- struct{}{} }

// interrupt gives up the move of the clock that is under way.
func (l *Live) interrupt(why string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.giveUp != nil {
		l.giveUp(&guard.Error{Op: "sandbox.Clock", Kind: guard.Conflict, Err: errors.New("the clock was not moved further: " + why)})
	}
}

// steer runs a move of the clock that can be interrupted. Its caller has the turn.
// What kept the clock from going on is remembered until it goes on.
func (l *Live) steer(ctx context.Context, move func(context.Context) error) error {
	ctx, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	l.mu.Lock()
	l.giveUp = giveUp
	l.mu.Unlock()
	err := move(ctx)
	restless, err := errors.Is(err, errNotIdle), l.Sandbox().brief(err)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.giveUp = nil
	switch {
	case err == nil:
		l.stuck = ""
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case restless:
		l.stuck = guard.Plain(err)
	}
	return err
}

package sandbox

import (
	"context"
	"fmt"
	"time"

	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
)

// flow moves the clock with real time, except while it is moved by hand. A bot
// that ends by itself does not end it.
func (l *Live) flow(ctx context.Context, s *Sandbox) {
	tick := time.NewTicker(realStep)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		select {
		case <-l.turn:
		default:
			continue // it is being moved by hand
		}
		_ = l.steer(ctx, func(ctx context.Context) error { return s.Advance(ctx, realStep) }) // Bot says what is wrong
		l.give()
		l.wake()
	}
}

// Moving tells whether the clock is being moved by hand, and to what time.
func (l *Live) Moving() (to time.Time, moving bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.moving, !l.moving.IsZero()
}

// journey is a move of the clock by hand.
type journey struct {
	to    time.Time
	there func() bool  // asked between two steps, and it ends there; nil: only at to
	after func() error // says if it came to nothing; nil: it never does
}

// travel moves the clock. Where to is asked when it is nobody else's turn. An error
// of kind Conflict says that somebody else moves it, or that the world was left.
func (l *Live) travel(ctx context.Context, plan func(*Sandbox) (journey, error)) error {
	if err := l.take(ctx); err != nil {
		return err
	}
	defer l.give()
	s := l.Sandbox()
	j, err := plan(s)
	if err != nil {
		return err
	}
	defer l.aim(time.Time{})
	l.aim(j.to)
	err = l.steer(ctx, func(ctx context.Context) error {
		return s.advance(ctx, j.to, func() bool {
			l.wake()
			return j.there != nil && j.there()
		})
	})
	if err == nil && j.after != nil {
		err = j.after()
	}
	return err
}

func (l *Live) aim(to time.Time) {
	l.mu.Lock()
	l.moving = to
	l.mu.Unlock()
	l.wake()
}

// Advance moves the clock; everything due on the way happens at its own time. An
// error of kind Invalid says that it cannot be moved by so much.
func (l *Live) Advance(ctx context.Context, by time.Duration) error {
	if by <= 0 || by > furthest {
		return &guard.Error{
			Op: "sandbox.Clock", Kind: guard.Invalid, Err: fmt.Errorf("the clock cannot be moved by %v", by),
			Hint: "Move it forward, by " + config.FormatDuration(furthest) + " at most.",
		}
	}
	return l.travel(ctx, func(s *Sandbox) (journey, error) { return journey{to: s.Now().Add(by)}, nil })
}

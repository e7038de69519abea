package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"kmsguard/guard"
)

// settleBound is how long the bot may take to become idle, in real time, where
// nobody has more patience.
const settleBound = 30 * time.Second

// Settle waits until the bot has nothing left to do at the time that is: every
// delivery is acknowledged, and the bot has reported that it is idle after that.
// Without a running bot there is nothing to wait for.
func (s *Sandbox) Settle(ctx context.Context) (next time.Time, err error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(s.o.Patience, settleBound))
	defer cancel()
	for {
		c := s.running()
		if c == nil {
			return time.Time{}, nil
		}
		next, again, err := s.settleOnce(ctx, c)
		if err != nil {
			return time.Time{}, s.notSettled(c, err)
		}
		if !again {
			return next, nil
		}
	}
}

// settleOnce waits for one report. It says again if something was delivered
// meanwhile, or if the bot died while it was waited for.
func (s *Sandbox) settleOnce(ctx context.Context, c *child) (next time.Time, again bool, err error) {
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(c.ended, stop)()
	before := s.slack.Deliveries()
	if err = s.acknowledged(waiting); err == nil {
		before = s.slack.Deliveries()
		next, err = s.clock.Report(waiting, s.clock.Raise())
	}
	if c.ended.Err() != nil {
		return time.Time{}, true, s.reap(c)
	}
	if err != nil {
		return time.Time{}, false, err
	}
	return next, s.slack.Deliveries() != before || s.slack.Unacked() > 0, nil
}

// poll is the pause between two looks at what has no other signal.
const poll = 2 * time.Millisecond

// acknowledged waits until the bot is connected and has acknowledged everything.
func (s *Sandbox) acknowledged(ctx context.Context) error {
	for s.slack.Unacked() > 0 || s.slack.Connections() == 0 {
		select {
		case <-time.After(poll):
		case <-ctx.Done():
			return fmt.Errorf("%d connections, %d deliveries not acknowledged", s.slack.Connections(), s.slack.Unacked())
		}
	}
	return nil
}

// errNotIdle says that the bot runs and does not come to rest.
var errNotIdle = errors.New("the bot did not become idle")

// notSettled adds what the bot said last, unless the error is its end, which says it already.
func (s *Sandbox) notSettled(c *child, err error) error {
	var told *guard.Error
	if errors.As(err, &told) {
		return err
	}
	return &guard.Error{
		Op: "sandbox.Settle", Kind: guard.Unavailable, Err: fmt.Errorf("%w: %w\n%s", errNotIdle, err, c.tail()),
		Hint: "Read the bot's log in " + s.logPath() + ".",
	}
}

// SetClock sets the clock, back too, and waits for nobody: what falls due on the way
// happens at the new time.
func (s *Sandbox) SetClock(to time.Time) { s.clock.Set(to) }

// Advance moves the clock by a length of time; everything due on the way happens
// at its own time.
func (s *Sandbox) Advance(ctx context.Context, by time.Duration) error {
	return s.advance(ctx, s.clock.Now().Add(by), func() bool { return false })
}

// errStopped ends a move of the clock before its target.
var errStopped = errors.New("stopped between two steps")

// advance moves the clock to a time, or until stop says so between two steps,
// when nothing is left to do at the time that is.
func (s *Sandbox) advance(ctx context.Context, to time.Time, stop func() bool) error {
	err := s.clock.Advance(ctx, to, func(ctx context.Context) (time.Time, error) {
		s.slack.Tick()
		next, err := s.Settle(ctx)
		if at, ok := s.slack.NextScheduled(); ok && (next.IsZero() || at.Before(next)) {
			next = at
		}
		if err == nil && stop() {
			err = errStopped
		}
		return next, err
	})
	switch {
	case errors.Is(err, errStopped):
		return nil
	case err != nil:
		return err
	}
	s.slack.Tick()
	_, err = s.Settle(ctx)
	return err
}

package sandbox

import (
	"context"
	"errors"
	"fmt"

	"kmsguard/guard"
)

// Choose ends this world with all that happened in it and begins another; a move of
// the clock that is under way is given up. A world that cannot be read, or cannot
// be opened, leaves everything as it is. What a folder was named for is the first
// world alone: the others live in temporary ones.
func (l *Live) Choose(ctx context.Context, world string) error {
	if err := tryOut(ctx, world); err != nil {
		return err
	}
	if err := l.seize(ctx, "the world was left for "+world); err != nil {
		return err
	}
	defer l.give()
	ended := l.end()
	l.o.Data = ""
	if err := l.begin(context.WithoutCancel(ctx), world, reopen); err != nil {
		return fmt.Errorf("the world %s: %w", world, errors.Join(err, ended))
	}
	return ended
}

// tryOut opens a world beside the one that runs, and closes it again.
func tryOut(ctx context.Context, world string) error {
	w, err := LoadWorld(world, "")
	if err != nil {
		return err
	}
	if _, err := rolesOf(w); err != nil {
		return err
	}
	s, err := Open(ctx, Options{World: w})
	if err != nil {
		return err
	}
	return errors.Join(s.hasIdentity(), s.Close())
}

// reopen opens a sandbox where the last one was, or at any ports if somebody else
// has taken these meanwhile.
func reopen(ctx context.Context, o Options) (*Sandbox, error) {
	s, err := Open(ctx, o)
	if err != nil && guard.KindOf(err) == guard.Unavailable {
		o.Listen = ""
		return Open(ctx, o)
	}
	return s, err
}

// begin opens a world, starts its bot and lets time flow. A bot that does not
// start is an error of a world that has begun all the same, unless it is the first.
func (l *Live) begin(ctx context.Context, name string, open func(context.Context, Options) (*Sandbox, error)) error {
	w, err := LoadWorld(name, "")
	if err != nil {
		return err
	}
	who, err := rolesOf(w)
	if err != nil {
		return err
	}
	o := l.o
	o.World = w
	s, err := open(ctx, o)
	if err != nil {
		return err
	}
	l.mu.Lock()
	first := l.now == nil
	l.now, l.world, l.roles, l.stuck = s, name, who, ""
	l.mu.Unlock()
	if err = s.Start(ctx); err != nil && first {
		return errors.Join(err, s.Close())
	}
	flow, halt := context.WithCancel(context.WithoutCancel(ctx))
	l.halt = halt
	l.flowing.Go(func() { l.flow(flow, s) })
	l.wake()
	return err
}

// end stops the flow of time and closes the sandbox. Its caller has the turn.
func (l *Live) end() error {
	if l.halt != nil {
		l.halt()
		l.halt = nil
	}
	l.flowing.Wait()
	return l.Sandbox().Close()
}

// Close ends bot, simulators and the flow of time, and gives up a move of the clock
// that is under way. What there was can still be looked at.
func (l *Live) Close() error {
	if err := l.seize(context.Background(), "the sandbox ends"); err != nil {
		return nil // it has ended already: nothing else can fail without a deadline
	}
	defer l.give()
	err := l.end()
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.wake()
	return err
}

package sandbox

import (
	"context"
	"errors"
	"time"

	"kmsguard/cmd/bot/play"
	"kmsguard/guard"
)

// Stage performs plays in a sandbox; each world of a play is a sandbox of its own.
type Stage struct {
	o   Options // without world
	dir string  // where the play's own worlds are looked for
	now *Sandbox

	whispers map[string]int // by user: how many texts he alone had seen before his last move
}

// NewStage makes a stage. Worlds are looked for beside the play in dir, and
// among the built-in ones where dir is empty or has no such file.
func NewStage(o Options, dir string) *Stage {
	return &Stage{o: o, dir: dir, whispers: map[string]int{}}
}

// Close ends the sandbox of the last world.
func (s *Stage) Close() error {
	if s.now == nil {
		return nil
	}
	return s.now.Close()
}

// Sandbox is the one that the play is in; nil before the first world.
func (s *Stage) Sandbox() *Sandbox { return s.now }

// Load ends the sandbox there was and opens one with this world.
func (s *Stage) Load(ctx context.Context, name string) error {
	if err := s.Close(); err != nil {
		return err
	}
	s.now, s.whispers = nil, map[string]int{}
	w, err := LoadWorld(name, s.dir)
	if err != nil {
		return err
	}
	o := s.o
	o.World = w
	s.now, err = Open(ctx, o)
	if err != nil {
		return err
	}
	return s.now.Start(ctx)
}

// sandbox is where the play is, or an error that says how a play begins.
func (s *Stage) sandbox() (*Sandbox, error) {
	if s.now == nil {
		return nil, &guard.Error{Op: "sandbox.Stage", Kind: guard.Invalid, Err: errors.New("the play has no world yet"), Hint: "Begin the play with a line such as: world shop"}
	}
	return s.now, nil
}

// Settle waits until the bot is idle.
func (s *Stage) Settle(ctx context.Context) error {
	if s.now == nil {
		return nil
	}
	_, err := s.now.Settle(ctx)
	return err
}

// Advance moves the clock.
func (s *Stage) Advance(ctx context.Context, by time.Duration) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.Advance(ctx, by)
}

// Start starts the bot on the data that the last one left.
func (s *Stage) Start(ctx context.Context) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.Start(ctx)
}

// Kill ends the bot by SIGKILL.
func (s *Stage) Kill(context.Context) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.Kill()
}

// KillAt has the bot killed when it next makes the call.
func (s *Stage) KillAt(_ context.Context, api string, after bool) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	b.KillAt(api, phase(after))
	return nil
}

func phase(after bool) string {
	if after {
		return "after"
	}
	return "before"
}

var _ play.Stage = (*Stage)(nil)

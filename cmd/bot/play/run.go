package play

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// patience is how long See waits, in real time. What it waits for takes
// milliseconds; the rest is for a busy machine.
const patience = 10 * time.Second

// Failure is an expectation that did not hold. Every other error of Run says
// that the play could not be performed.
type Failure struct {
	At     Line
	Reason string
}

// Error returns the line, the step and the reason.
func (f *Failure) Error() string {
	return fmt.Sprintf("line %d: %s: %s", f.At.Number, f.At.Source, f.Reason)
}

// Run performs the steps and writes the transcript: each step, and below it what
// could be seen because of it. It stops at the first expectation that does not
// hold, with a *Failure, and at whatever prevents a step. Everything has settled
// before and after each step.
func Run(ctx context.Context, steps []Step, stage Stage, w io.Writer) error {
	p := performance{Stage: stage, out: &narrator{w: w, seen: map[string]string{}}, patience: patience}
	return p.run(ctx, steps)
}

// performance is a play under way.
type performance struct {
	Stage
	out      *narrator
	patience time.Duration
	actor    string // who acted last
}

func (p *performance) run(ctx context.Context, steps []Step) error {
	if err := p.Settle(ctx); err != nil {
		return fmt.Errorf("before the first step: %w", err)
	}
	for _, s := range steps {
		if err := p.step(ctx, s); err != nil {
			return err
		}
	}
	return p.out.err
}

// step performs one step and tells what was seen because of it.
func (p *performance) step(ctx context.Context, s Step) error {
	p.out.step(s)
	failed := p.perform(ctx, s)
	var unmet *Failure
	if failed != nil && !errors.As(failed, &unmet) {
		return fmt.Errorf("line %d: %s: %w", s.Origin().Number, s.Origin().Source, failed)
	}
	if err := p.Settle(ctx); err != nil {
		return fmt.Errorf("line %d: %s: afterwards: %w", s.Origin().Number, s.Origin().Source, err)
	}
	if err := p.tell(ctx, s); err != nil {
		return fmt.Errorf("line %d: %s: afterwards: %w", s.Origin().Number, s.Origin().Source, err)
	}
	return failed
}

func (p *performance) perform(ctx context.Context, s Step) error {
	switch s := s.(type) {
	case As:
		p.actor = s.User
		return p.act(ctx, s.User, s.Act)
	case See, NotSee, Error, OK, Count, CloudKey, CloudCalls:
		return p.expect(ctx, s)
	case Dump:
		return p.Dump(ctx, p.out.w)
	case Advance:
		return p.Advance(ctx, s.By)
	case Start:
		return p.Start(ctx)
	case Kill:
		return p.Kill(ctx)
	case KillAt:
		return p.KillAt(ctx, s.API, s.After)
	default:
		return p.change(ctx, s)
	}
}

// change performs what happens without the bot.
func (p *performance) change(ctx context.Context, s Step) error {
	switch s := s.(type) {
	case World:
		p.actor = ""
		return p.Load(ctx, s.Name)
	case WorldAdd:
		return p.Add(ctx, s.Kind, s.Row)
	case WorldRemove:
		return p.Remove(ctx, s.Kind, s.Name)
	case Console:
		return p.Console(ctx, s.Event, s.Args...)
	case Slack:
		return p.Change(ctx, s.Change, s.Args...)
	case Ledger:
		return p.Stage.Ledger(ctx, s.Act, s.Args...)
	case Disk:
		return p.Stage.Disk(ctx, s.Full)
	case Fault:
		return p.SetFault(ctx, s)
	case Unfault:
		return p.ClearFaults(ctx)
	default:
		return fmt.Errorf("there is nothing that performs a %T", s)
	}
}

// tell writes what the step made visible.
func (p *performance) tell(ctx context.Context, s Step) error {
	messages, err := p.Messages(ctx)
	if err != nil {
		return err
	}
	p.out.messages(messages)
	if as, ok := s.(As); ok {
		screen, err := p.Screen(ctx, as.User)
		if err != nil {
			return err
		}
		p.out.screen(as.User, screen)
	}
	return nil
}

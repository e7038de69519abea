package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"

	"kmsguard/guard"
)

// child is the bot's process.
type child struct {
	cmd    *exec.Cmd
	ended  context.Context // done when the process has ended
	killed bool            // by us
	err    error           // of the process, readable when ended
	out    *tailWriter
	log    *os.File
}

// Start starts the bot. It returns when the bot is idle, or with what it said
// when it ended instead. That the one before ended by itself, and nobody was told
// yet, is an error too, and starts nothing.
func (s *Sandbox) Start(ctx context.Context) error {
	if err := s.hasIdentity(); err != nil {
		return err
	}
	c, err := s.begin()
	if err != nil {
		return err
	}
	if _, err = s.Settle(ctx); err == nil && c.ended.Err() != nil {
		err = s.reap(c)
	}
	return err
}

// begin makes a process of the bot, the only one.
func (s *Sandbox) begin() (*child, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, &guard.Error{Op: "sandbox.Start", Kind: guard.Conflict, Err: errors.New("this sandbox has ended"), Hint: "Start the bot of the world that runs now."}
	}
	if before := s.child; before != nil {
		if before.ended.Err() == nil {
			return nil, &guard.Error{Op: "sandbox.Start", Kind: guard.Conflict, Err: errors.New("the bot runs already"), Hint: "Kill it first."}
		}
		if err := s.forget(before); err != nil {
			return nil, err
		}
	}
	c, err := s.spawn()
	if err != nil {
		return nil, err
	}
	s.child, s.last = c, nil
	return c, nil
}

func (s *Sandbox) spawn() (*child, error) {
	line := s.o.Bot
	if len(line) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		line = []string{self}
	}
	log, err := os.OpenFile(s.logPath(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	c := &child{out: &tailWriter{}, log: log}
	sinks := []io.Writer{c.out, log}
	if s.o.Log != nil {
		sinks = append(sinks, s.o.Log)
	}
	line = append(slices.Clone(line), "serve", "--config", s.ConfigPath())
	if s.full {
		line = limited(line)
	}
	c.cmd = exec.Command(line[0], line[1:]...) //nolint:gosec,noctx // the bot itself, killed by Kill
	c.cmd.Env = append(os.Environ(), s.environment()...)
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C at the terminal is meant for us, who end the bot
	c.cmd.Stderr = io.MultiWriter(sinks...)
	if err := c.cmd.Start(); err != nil {
		return nil, errors.Join(err, log.Close())
	}
	ended, end := context.WithCancel(context.Background())
	c.ended = ended
	s.wg.Go(func() {
		c.err = errors.Join(c.cmd.Wait(), log.Close())
		end()
		if s.o.ended != nil {
			s.o.ended(s, c)
		}
	})
	return c, nil
}

// Kill ends the bot by SIGKILL and waits for its end. Without a bot it does nothing.
func (s *Sandbox) Kill() error {
	c := s.signal(syscall.SIGKILL)
	if c == nil {
		return nil
	}
	return s.reap(c)
}

// Stop ends the bot as an operator does, by SIGTERM, and waits for its end, which
// must be an orderly one: any exit status but 0 is an error. A bot that has not
// ended with the context is killed. Without a bot it does nothing.
func (s *Sandbox) Stop(ctx context.Context) error {
	c := s.signal(syscall.SIGTERM)
	if c == nil {
		return nil
	}
	select {
	case <-c.ended.Done():
	case <-ctx.Done():
		return errors.Join(fmt.Errorf("the bot did not end when it was told to: %w", ctx.Err()), s.Kill())
	}
	if err := s.reap(c); err != nil {
		return err
	}
	if c.err != nil {
		return &guard.Error{Op: "sandbox.Stop", Kind: guard.Internal, Err: fmt.Errorf("the bot did not end in order (%w):\n%s", c.err, c.tail()), Hint: "Read the bot's log."}
	}
	return nil
}

// signal signals the bot, if there is one. How it ends from here on is our doing.
func (s *Sandbox) signal(sig syscall.Signal) *child {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.child
	if c != nil && c.ended.Err() == nil {
		c.killed = true
		_ = c.cmd.Process.Signal(sig) // it may have ended by itself
	}
	return c
}

// running returns the bot's process, nil when there is none.
func (s *Sandbox) running() *child {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.child
}

// alive tells whether the bot's process runs.
func (s *Sandbox) alive() bool {
	c := s.running()
	return c != nil && c.ended.Err() == nil
}

// PID is the bot's process ID, 0 without a bot.
func (s *Sandbox) PID() int {
	if c := s.running(); c != nil {
		return c.cmd.Process.Pid
	}
	return 0
}

func (s *Sandbox) logPath() string { return filepath.Join(s.dir, "bot.log") }

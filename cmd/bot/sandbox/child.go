package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
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
// when it ended instead.
func (s *Sandbox) Start(ctx context.Context) error {
	if _, ok := s.identity(); !ok {
		return invalidWorld(errors.New("no principal of the cloud has an access_key, and the bot needs one; for example principals: [{access_key: sandbox-id, secret: sandbox-secret, user: kmsguard, policies: [kmsguard-base]}]"))
	}
	s.mu.Lock()
	if s.child != nil && s.child.ended.Err() == nil {
		s.mu.Unlock()
		return &guard.Error{Op: "sandbox.Start", Kind: guard.Conflict, Err: errors.New("the bot runs already"), Hint: "Kill it first."}
	}
	c, err := s.spawn()
	s.child = c
	s.mu.Unlock()
	if err != nil {
		return err
	}
	_, err = s.Settle(ctx)
	return err
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
	c.cmd = exec.Command(line[0], append(line[1:], "serve", "--config", s.ConfigPath())...) //nolint:gosec,noctx // the bot itself, killed by Kill
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

// reap waits for the end of a process, forgets it and says if it ended as it
// should not have.
func (s *Sandbox) reap(c *child) error {
	<-c.ended.Done()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.child != c {
		return nil
	}
	s.child = nil
	s.clock.Forget()
	return s.diedBySelf(c)
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

// diedBySelf says how a process ended that nobody killed, or that had a data
// race or a panic to tell of before it was killed.
func (s *Sandbox) diedBySelf(c *child) error {
	if trouble := c.trouble(); trouble != "" {
		return &guard.Error{Op: "sandbox.Bot", Kind: guard.Internal, Err: fmt.Errorf("the bot reported a %s:\n%s", trouble, c.tail()), Hint: "Read the bot's log."}
	}
	if c.killed {
		return nil
	}
	return &guard.Error{Op: "sandbox.Bot", Kind: guard.Unavailable, Err: fmt.Errorf("the bot ended by itself (%w):\n%s", orEnded(c.err), c.tail()), Hint: "Correct what it says and start again."}
}

func orEnded(err error) error {
	if err == nil {
		return errors.New("exit status 0")
	}
	return err
}

func (c *child) trouble() string {
	text := c.out.String()
	switch {
	case strings.Contains(text, "WARNING: DATA RACE"):
		return "data race"
	case strings.Contains(text, "panic: ") || strings.Contains(text, "fatal error: "):
		return "panic"
	}
	return ""
}

func (c *child) tail() string { return c.out.String() }

func (s *Sandbox) logPath() string { return filepath.Join(s.dir, "bot.log") }

// tailWriter keeps the last of what was written.
type tailWriter struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// tailSize is how much of the bot's log an error shows.
const tailSize = 16 << 10

// Write keeps the last tailSize bytes.
func (t *tailWriter) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf.Write(p)
	if over := t.buf.Len() - tailSize; over > 0 {
		t.buf.Next(over)
	}
	return len(p), nil
}

// String returns what is kept.
func (t *tailWriter) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}

package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard"
)

// reap waits for the end of a process, forgets it and says if it ended as it
// should not have. Whoever asks of one process is told the same.
func (s *Sandbox) reap(c *child) error {
	<-c.ended.Done()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.forget(c)
}

// forget is reap for a process that has ended, while s is locked.
func (s *Sandbox) forget(c *child) error {
	if s.child == c {
		s.child, s.last = nil, c
		s.clock.Forget()
	}
	return s.diedBySelf(c)
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

// howItEnded is, in a few words and with the last that it said, how the bot ended
// that is no more; empty while one runs, and where it was ended from here.
func (s *Sandbox) howItEnded() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.last
	if c == nil || s.diedBySelf(c) == nil {
		return ""
	}
	what := fmt.Sprintf("The bot ended by itself (%v).", orEnded(c.err))
	if trouble := c.trouble(); trouble != "" {
		what = "The bot reported a " + trouble + "."
	}
	return what + " The last it said: " + cmp.Or(c.lastWord(), "nothing") + ". All of it is in " + s.logPath()
}

// lastWordSize bounds what is shown of a line of the bot's log, in runes.
const lastWordSize = 300

// lastWord is the last line that the bot wrote on standard error, without the
// hint that may follow an error.
func (c *child) lastWord() string {
	lines := strings.Split(c.tail(), "\n")
	for _, line := range slices.Backward(lines) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "hint: ") {
			continue
		}
		if runes := []rune(line); len(runes) > lastWordSize {
			return string(runes[:lastWordSize]) + "…"
		}
		return strings.TrimSuffix(line, ".")
	}
	return ""
}

// brief is an error without the log that it shows: for those who have a page
// before them, and not a terminal.
func (s *Sandbox) brief(err error) error {
	var told *guard.Error
	if !errors.As(err, &told) {
		return err
	}
	line, _, more := strings.Cut(guard.Plain(err), "\n")
	if !more {
		return err
	}
	line, hint := strings.TrimSuffix(line, ":"), "Read the bot's log in "+s.logPath()+"."
	if end := s.howItEnded(); end != "" {
		line, hint = end, "Start the bot again."
	}
	return &guard.Error{Op: told.Op, Kind: told.Kind, Hint: hint, Err: errors.New(line)}
}

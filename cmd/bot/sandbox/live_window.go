package sandbox

import (
	"context"
	"errors"
	"time"

	"kmsguard/guard"
)

// afterEnd is how long after the end of a window the clock goes on at most, for
// the bot to notice: it looks once an hour.
const afterEnd = 3 * time.Hour

// ToReminder moves the clock to the next message that the bot writes about a
// pending deletion by itself. Where none can come, an error of kind Invalid says
// why, and nothing is moved.
func (l *Live) ToReminder(ctx context.Context) error {
	return l.travel(ctx, func(s *Sandbox) (journey, error) {
		last, ok := s.pending(time.Time.After)
		switch {
		case !ok:
			return journey{}, nothingPends("there is nothing to be reminded of")
		case !s.alive():
			return journey{}, &guard.Error{Op: "sandbox.Clock", Kind: guard.Invalid, Err: errors.New("the bot does not run, so it reminds nobody"), Hint: "Start the bot first."}
		}
		before := s.watchNotices("")
		came := func() bool { return s.watchNotices("") > before }
		return journey{
			to:    last.ends.Add(afterEnd),
			there: func() bool { return came() || !s.alive() },
			after: func() error { return s.unreminded(came()) },
		}, nil
	})
}

// unreminded says why the clock stands although no reminder came.
func (s *Sandbox) unreminded(came bool) error {
	switch {
	case came:
		return nil
	case !s.alive():
		return &guard.Error{Op: "sandbox.Clock", Kind: guard.Unavailable, Err: errors.New("the bot ended before it reminded anybody"), Hint: "Start the bot again: what it owes is told then."}
	}
	return &guard.Error{Op: "sandbox.Clock", Kind: guard.NotFound, Err: errors.New("the last window is over, and the bot wrote nothing of it"), Hint: "Read the bot's log in " + s.logPath() + "."}
}

// ToWindowEnd moves the clock to the end of the earliest pending window, and on
// until the bot has noticed, if it runs. Without such a window an error of kind
// Invalid says so, and nothing is moved.
func (l *Live) ToWindowEnd(ctx context.Context) error {
	return l.travel(ctx, func(s *Sandbox) (journey, error) {
		first, ok := s.pending(time.Time.Before)
		if !ok {
			return journey{}, nothingPends("no window ends")
		}
		if !s.alive() {
			return journey{to: first.ends}, nil
		}
		before := s.watchNotices(first.key)
		return journey{to: first.ends.Add(afterEnd), there: func() bool {
			if s.Now().Before(first.ends) {
				before = s.watchNotices(first.key)
				return false
			}
			return !s.alive() || s.watchNotices(first.key) > before
		}}, nil
	})
}

func nothingPends(what string) error {
	return &guard.Error{
		Op: "sandbox.Clock", Kind: guard.Invalid, Err: errors.New("no key waits for its deletion, so " + what),
		Hint: "Schedule a deletion first, through the bot or as a colleague at the console.",
	}
}

// window is a pending deletion.
type window struct {
	key  string
	ends time.Time
}

// pending is the pending deletion that ends before, or after, all others.
func (s *Sandbox) pending(is func(a, b time.Time) bool) (w window, ok bool) {
	for _, k := range s.cloud.KeyViews() {
		if k.State == "PendingDeletion" && (!ok || is(k.DeletesAt, w.ends)) {
			w, ok = window{k.ID, k.DeletesAt}, true
		}
	}
	return w, ok
}

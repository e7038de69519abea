package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

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
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *Live) give() { l.turn <- struct{}{} }

// flow moves the clock with real time. A bot that ends by itself does not end it.
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
		err := s.Advance(ctx, realStep)
		l.give()
		if err != nil && ctx.Err() == nil {
			l.note(err)
		}
		l.wake()
	}
}

// Moving tells whether the clock is being moved by hand, and to what time.
func (l *Live) Moving() (to time.Time, moving bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.moving, !l.moving.IsZero()
}

// Advance moves the clock; everything due on the way happens at its own time.
func (l *Live) Advance(ctx context.Context, by time.Duration) error {
	return l.move(ctx, l.Now().Add(by), func() bool { return false })
}

// move moves the clock to a time, or until stop says so between two steps.
func (l *Live) move(ctx context.Context, to time.Time, stop func() bool) error {
	if err := l.take(ctx); err != nil {
		return err
	}
	defer l.give()
	l.aim(to)
	defer l.aim(time.Time{})
	s := l.Sandbox()
	err := s.advance(ctx, to, func() bool {
		l.wake()
		return stop()
	})
	if err != nil && ctx.Err() == nil {
		l.note(err)
	}
	return err
}

func (l *Live) aim(to time.Time) {
	l.mu.Lock()
	l.moving = to
	l.mu.Unlock()
	l.wake()
}

// afterEnd is how long after the end of a window the clock goes on at most, for
// the bot to notice.
const afterEnd = 3 * time.Hour

// ToReminder moves the clock to the next message that the bot writes about a
// pending deletion by itself. Without one ahead it moves nothing.
func (l *Live) ToReminder(ctx context.Context) error {
	end, ok := l.windowEnd(time.Time.After)
	if !ok {
		return nothingPends("there is nothing to be reminded of")
	}
	before := l.watchNotices()
	return l.move(ctx, end.Add(afterEnd), func() bool { return l.watchNotices() > before })
}

// ToWindowEnd moves the clock to the end of the earliest pending window, and on
// until the bot has noticed.
func (l *Live) ToWindowEnd(ctx context.Context) error {
	end, ok := l.windowEnd(time.Time.Before)
	if !ok {
		return nothingPends("no window ends")
	}
	before, ended := 0, false
	return l.move(ctx, end.Add(afterEnd), func() bool {
		if !ended && l.Now().Before(end) {
			before = l.watchNotices()
			return false
		}
		ended = true
		return l.watchNotices() > before
	})
}

func nothingPends(what string) error {
	return &guard.Error{
		Op: "sandbox.Clock", Kind: guard.Invalid, Err: errors.New("no key waits for its deletion, so " + what),
		Hint: "Schedule a deletion first, through the bot or as a colleague at the console.",
	}
}

// windowEnd is the end of a pending window: the one that comes before, or after,
// all others.
func (l *Live) windowEnd(is func(a, b time.Time) bool) (end time.Time, ok bool) {
	for _, k := range l.Cloud().KeyViews() {
		if k.State == "PendingDeletion" && (!ok || is(k.DeletesAt, end)) {
			end, ok = k.DeletesAt, true
		}
	}
	return end, ok
}

// watchNotices counts what the bot wrote about pending deletions by itself:
// reminders, and what it found when it looked. Each message carries the name of
// its notice as metadata.
func (l *Live) watchNotices() (count int) {
	for _, c := range l.Slack().State().Channels {
		for _, m := range c.Messages {
			var mark struct {
				Payload struct {
					Notice string `json:"notice"`
				} `json:"event_payload"`
			}
			if m.ByApp && m.Metadata != nil && json.Unmarshal(m.Metadata, &mark) == nil &&
				(strings.Contains(mark.Payload.Notice, "/reminder/") || strings.Contains(mark.Payload.Notice, "/watch-")) {
				count++
			}
		}
	}
	return count
}

package main

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"kmsguard/cmd/bot/sandbox"
	"kmsguard/guard"
)

func TestLiveMovesAlongAPendingWindow(t *testing.T) {
	t.Parallel()
	l := alive(t, "shop")
	if err := l.ToReminder(t.Context()); guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
		t.Errorf("a reminder of nothing: %v", err)
	}
	if err := l.ToWindowEnd(t.Context()); guard.KindOf(err) != guard.Invalid {
		t.Errorf("the end of no window: %v", err)
	}

	end := scheduledOutside(t, l, shopKey) // the bot finds it by its own scan
	if err := l.ToReminder(t.Context()); err != nil {
		t.Fatal(err)
	}
	if now := l.Now(); !now.Before(end) || !strings.Contains(said(l), shopKey) {
		t.Errorf("at %v, with the key destroyed at %v, the bot had said:\n%s", now, end, said(l))
	}
	before := said(l)
	if err := l.ToReminder(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := said(l); len(after) <= len(before) {
		t.Error("the clock stopped where the bot had said nothing more")
	}
	if err := l.ToWindowEnd(t.Context()); err != nil {
		t.Fatal(err)
	}
	if k, _ := l.Cloud().Key(shopKey); k.State != "Deleted" || l.Now().Sub(k.DeletesAt) > 3*time.Hour {
		t.Errorf("at %v the key is %s", l.Now(), k.State)
	}
}

// scheduledOutside schedules a deletion outside of the bot, and returns when the key is
// destroyed.
func scheduledOutside(t *testing.T, l *sandbox.Live, key string) time.Time {
	t.Helper()
	if err := l.Cloud().ConsoleAs("colleague", "ScheduleKeyDeletion", key, "7"); err != nil {
		t.Fatal(err)
	}
	k, _ := l.Cloud().Key(key)
	return k.DeletesAt
}

// Without a bot the cloud's time goes on, and what the bot owes is told when one
// runs again.
func TestLiveClockWithoutABot(t *testing.T) {
	t.Parallel()
	l := alive(t, "shop")
	if err := l.Kill(); err != nil {
		t.Fatal(err)
	}
	end := scheduledOutside(t, l, shopKey)
	err := l.ToReminder(t.Context())
	if guard.KindOf(err) != guard.Invalid || guard.HintOf(err) != "Start the bot first." || end.Sub(l.Now()) < 6*24*time.Hour {
		t.Errorf("a reminder by nobody: %v, and it is %v", err, l.Now())
	}
	if err := l.Advance(t.Context(), 48*time.Hour); err != nil || said(l) != "" {
		t.Errorf("nobody ran, and said %q (%v)", said(l), err)
	}
	if err := l.Start(t.Context()); err != nil || !strings.Contains(said(l), shopKey) {
		t.Errorf("a bot that found the key says %q (%v)", said(l), err)
	}
	if err := l.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := l.ToWindowEnd(t.Context()); err != nil {
		t.Fatal(err)
	}
	if over := l.Now().Sub(end); over < 0 || over > time.Minute {
		t.Errorf("it is %v, and the window ended at %v", l.Now(), end)
	}
	if k, _ := l.Cloud().Key(shopKey); k.State != "Deleted" {
		t.Errorf("the key is %s", k.State)
	}
}

// A bot that is killed on the way ends the journey where it stands: who waits for
// a reminder is not carried past the end of the window.
func TestLiveNobodyRemindsOnTheWay(t *testing.T) {
	t.Parallel()
	l := alive(t, "shop")
	end := scheduledOutside(t, l, shopKey)
	l.KillAt("slack.chat.postMessage", false)
	err := l.ToReminder(t.Context())
	if guard.KindOf(err) != guard.Unavailable || !strings.Contains(guard.HintOf(err), "Start the bot again") {
		t.Errorf("got %v", err)
	}
	if !l.Now().Before(end) {
		t.Errorf("it is %v, after the end of the window at %v", l.Now(), end)
	}
}

func TestLiveClockMovesForward(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	for _, by := range []time.Duration{0, -time.Hour, 11 * 366 * 24 * time.Hour} {
		if err := l.Advance(t.Context(), by); guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
			t.Errorf("by %v: %v", by, err)
		}
	}
}

// underWay begins a long move of the clock; what comes of it is sent.
func underWay(ctx context.Context, t *testing.T, l *sandbox.Live) <-chan error {
	t.Helper()
	moved := make(chan error, 1)
	go func() { moved <- l.Advance(ctx, 300*24*time.Hour) }()
	soon(t, l, "the clock is being moved", func() bool { _, moving := l.Moving(); return moving })
	return moved
}

func TestLiveOneHandOnTheClock(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	moved := underWay(ctx, t, l)
	if err := l.Advance(t.Context(), time.Hour); guard.KindOf(err) != guard.Conflict || guard.HintOf(err) == "" {
		t.Errorf("a second hand: %v", err)
	}
	for _, url := range []string{l.Sandbox().SlackURL(), l.Sandbox().CloudURL()} {
		if status, text, err := ask(t.Context(), http.MethodPost, url+"/_sim/clock", `{"advance":"1h"}`); err != nil || status != http.StatusConflict {
			t.Errorf("a second hand from outside: status %d, %v: %s", status, err, text)
		}
	}
	stop()
	if err := <-moved; !errors.Is(err, context.Canceled) {
		t.Errorf("a move that was given up: %v", err)
	}
	if up, trouble := l.Bot(); !up || trouble != "" {
		t.Errorf("after that: running %v, %q", up, trouble)
	}
	if _, moving := l.Moving(); moving {
		t.Error("it is still being moved")
	}
}

// Who leaves a world, or ends it, does not wait for the year that somebody else
// is passing in it.
func TestLiveLeavingEndsAMove(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	moved := underWay(t.Context(), t, l)
	if err := l.Choose(t.Context(), "shop"); err != nil {
		t.Fatal(err)
	}
	if err := <-moved; guard.KindOf(err) != guard.Conflict || !strings.Contains(err.Error(), "the world was left for shop") {
		t.Errorf("a move in a world that is no more: %v", err)
	}
	if began := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC); l.Now().Sub(began) > time.Hour {
		t.Errorf("the new world began at %v", l.Now())
	}
	moved = underWay(t.Context(), t, l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-moved; guard.KindOf(err) != guard.Conflict || !strings.Contains(err.Error(), "the sandbox ends") {
		t.Errorf("a move in a sandbox that is no more: %v", err)
	}
}

// Time goes on by itself, at the pace of real time.
func TestLiveTimeFlows(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	began := l.Now()
	soon(t, l, "time has gone on", func() bool { return l.Now().After(began) })
}

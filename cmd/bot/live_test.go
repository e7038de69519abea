package main

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"kmsguard/cmd/bot/sandbox"
	"kmsguard/guard"
)

// alive opens a living sandbox on a world, with the real bot.
func alive(t *testing.T, world string) *sandbox.Live {
	t.Helper()
	l, err := sandbox.NewLive(t.Context(), sandbox.Options{Bot: []string{self(t)}, Env: []string{asBot + "=1"}}, world)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// soon waits until something holds, woken by every change.
func soon(t *testing.T, l *sandbox.Live, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), endBound)
	defer cancel()
	for {
		changed := l.Changed()
		if holds() {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

const shopKey = "key-hzz650b2c3d4e5f6g7h8i"

func TestLiveMovesAlongAPendingWindow(t *testing.T) {
	t.Parallel()
	l := alive(t, "shop")
	if err := l.ToReminder(t.Context()); guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
		t.Errorf("a reminder of nothing: %v", err)
	}
	if err := l.ToWindowEnd(t.Context()); guard.KindOf(err) != guard.Invalid {
		t.Errorf("the end of no window: %v", err)
	}

	// Somebody schedules a deletion outside of the bot, which finds it by its own scan.
	if err := l.Cloud().ConsoleAs("colleague", "ScheduleKeyDeletion", shopKey, "7"); err != nil {
		t.Fatal(err)
	}
	k, _ := l.Cloud().Key(shopKey)
	if err := l.ToReminder(t.Context()); err != nil {
		t.Fatal(err)
	}
	if now := l.Now(); !now.Before(k.DeletesAt) || !strings.Contains(said(l), shopKey) {
		t.Errorf("at %v, with the key destroyed at %v, the bot had said:\n%s", now, k.DeletesAt, said(l))
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

// said is everything that was said in the first channel.
func said(l *sandbox.Live) string {
	var text strings.Builder
	for _, m := range l.Slack().Messages("key-changes") {
		text.WriteString(m.Text + "\n")
	}
	return text.String()
}

func TestLiveOutlivesItsBot(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	if up, trouble := l.Bot(); !up || trouble != "" {
		t.Fatalf("running %v, %q", up, trouble)
	}
	if err := l.Kill(); err != nil {
		t.Fatal(err)
	}
	if up, trouble := l.Bot(); up || trouble != "" {
		t.Errorf("after a kill: running %v, %q", up, trouble)
	}
	began := l.Now()
	if err := l.Advance(t.Context(), 48*time.Hour); err != nil {
		t.Errorf("without a bot the clock stands: %v", err)
	}
	if l.Now().Sub(began) < 48*time.Hour {
		t.Errorf("it is %v, two days after %v", l.Now(), began)
	}
	if err := l.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := l.Start(t.Context()); guard.KindOf(err) != guard.Conflict {
		t.Errorf("a second bot: %v", err)
	}
	l.KillAt("kms.DescribeKey", false)
	if api, after, set := l.Trap(); !set || after || api != "kms.DescribeKey" {
		t.Errorf("trap: %q %v %v", api, after, set)
	}
	if err := l.Slack().As("alice").Slash(t.Context(), "", "/kms delete key-hzz650lost000000001 because OPS-1"); err != nil {
		t.Fatal(err)
	}
	soon(t, l, "the trap has killed the bot", func() bool { up, _ := l.Bot(); return !up })
}

func TestLiveOneHandOnTheClock(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	moved := make(chan error, 1)
	go func() { moved <- l.Advance(ctx, 300*24*time.Hour) }()
	soon(t, l, "the clock is being moved", func() bool { _, moving := l.Moving(); return moving })
	err := l.Advance(t.Context(), time.Hour)
	if guard.KindOf(err) != guard.Conflict || guard.HintOf(err) == "" {
		t.Errorf("a second hand: %v", err)
	}
	if err := l.Choose(t.Context(), "shop"); guard.KindOf(err) != guard.Conflict {
		t.Errorf("another world meanwhile: %v", err)
	}
	stop()
	if err := <-moved; !errors.Is(err, context.Canceled) {
		t.Errorf("a move that was given up: %v", err)
	}
	if up, trouble := l.Bot(); !up || trouble != "" {
		t.Errorf("after that: running %v, %q", up, trouble)
	}
}

func TestLiveLeavesOneWorldForAnother(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	if err := l.Choose(t.Context(), "nowhere"); guard.KindOf(err) != guard.Invalid || l.World() != "lost" {
		t.Errorf("no such world: %v, and now it is %s", err, l.World())
	}
	before := l.Slack()
	if err := l.Choose(t.Context(), "shop"); err != nil {
		t.Fatal(err)
	}
	if l.World() != "shop" || l.Slack() == before {
		t.Errorf("it is still %s", l.World())
	}
	if up, trouble := l.Bot(); !up || trouble != "" {
		t.Errorf("in the new world: running %v, %q", up, trouble)
	}
	for user, want := range map[string]string{"U0ALICE": "requester", "U0BOB": "approver, rescuer", "U0DAVE": "approver", "U0OSCAR": ""} {
		if got := l.Role(user); got != want {
			t.Errorf("%s is %q, want %q", user, got, want)
		}
	}
	for _, w := range l.Worlds() {
		if l.About(w) == "" {
			t.Errorf("nothing is said of the world %s", w)
		}
	}
}

// Time goes on by itself, at the pace of real time.
func TestLiveTimeFlows(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	began := l.Now()
	soon(t, l, "time has gone on", func() bool { return l.Now().After(began) })
}

// Without an address a sandbox finds ports; with one it says that they are taken.
func TestSandboxFindsPorts(t *testing.T) {
	first, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	_, _, err = sandboxCmd{Listen: first.Addr().String()}.listen(t.Context())
	if guard.KindOf(err) != guard.Unavailable || guard.HintOf(err) == "" {
		t.Errorf("a taken port: %v", err)
	}
	for range 2 { // the second finds the first one's port taken
		l, _, err := sandboxCmd{}.listen(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
	}
}

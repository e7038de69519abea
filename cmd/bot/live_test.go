package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
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
	if _, _, set := l.Trap(); set {
		t.Error("the trap is set again")
	}
	if err := l.Start(t.Context()); err != nil { // at once, before anybody has asked how it ended
		t.Errorf("after the trap: %v", err)
	}
	if up, trouble := l.Bot(); !up || trouble != "" {
		t.Errorf("after the trap: running %v, %q", up, trouble)
	}
}

// A kill that was ordered and taken back kills nobody.
func TestLiveTakesAnOrderedKillBack(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	l.KillAt("kms.DescribeKey", false)
	l.KillAt("", false)
	if api, _, set := l.Trap(); set {
		t.Errorf("it is still set at %q", api)
	}
}

// A bot that ends by itself is trouble, in words, until another one runs.
func TestLiveTellsHowItsBotEnded(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	if err := syscall.Kill(l.Sandbox().PID(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	soon(t, l, "the bot's end is told", func() bool { _, trouble := l.Bot(); return trouble != "" })
	up, trouble := l.Bot()
	if up || !strings.Contains(trouble, "ended by itself (exit status 0)") || !strings.Contains(trouble, "bot.log") || strings.Contains(trouble, "\n") || len(trouble) > 700 {
		t.Errorf("running %v, %q", up, trouble)
	}
	if err := l.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := l.Start(t.Context()); guard.KindOf(err) != guard.Conflict {
		t.Errorf("a second bot: %v", err)
	}
	if up, trouble := l.Bot(); !up || trouble != "" {
		t.Errorf("a second bot was refused, and now: running %v, %q", up, trouble)
	}
}

// What has ended can be looked at, and not moved.
func TestLiveAfterItsEnd(t *testing.T) {
	t.Parallel()
	l := alive(t, "lost")
	for range 2 {
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if up, trouble := l.Bot(); up || trouble != "" || l.World() != "lost" || l.Now().IsZero() || len(l.Cloud().KeyViews()) == 0 {
		t.Errorf("running %v, %q, in the world %s at %v", up, trouble, l.World(), l.Now())
	}
	for name, do := range map[string]func() error{
		"advance": func() error { return l.Advance(t.Context(), time.Hour) },
		"choose":  func() error { return l.Choose(t.Context(), "shop") },
		"start":   func() error { return l.Start(t.Context()) },
	} {
		if err := do(); err == nil || guard.HintOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
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

// A world that cannot be begun is not left for: the one that runs goes on.
func TestLiveKeepsAWorldThatHasNoNext(t *testing.T) {
	t.Parallel()
	mine := filepath.Join(t.TempDir(), "mine.yaml")
	shop, err := os.ReadFile(filepath.Join("sandbox", "worlds", "shop.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(mine, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(string(shop))
	l := alive(t, mine)
	if !slices.Equal(l.Worlds(), append([]string{mine}, sandbox.Worlds()...)) || !strings.HasPrefix(l.About(mine), "A small shop") {
		t.Errorf("worlds %v, and of the first %q", l.Worlds(), l.About(mine))
	}
	before, pid := l.Slack(), l.Sandbox().PID()
	for name, text := range map[string]string{
		"a key in no state":   strings.Replace(string(shop), "state: Disabled", "state: Asleep", 1),
		"a bot without a key": strings.Replace(string(shop), "access_key: sandbox-id, secret: sandbox-secret, ", "", 1),
		"a policy of nothing": string(shop) + "\npolicy: 'version: 9'\n",
		"nothing":             "",
	} {
		write(text)
		if err := l.Choose(t.Context(), mine); guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
		if l.Slack() != before || l.Sandbox().PID() != pid {
			t.Fatalf("%s: the world was left all the same", name)
		}
	}
	if err := l.Choose(t.Context(), "lost"); err != nil {
		t.Fatal(err)
	}
	write(string(shop))
	if err := l.Choose(t.Context(), mine); err != nil || l.World() != mine {
		t.Errorf("back again: %v, and it is %s", err, l.World())
	}
}

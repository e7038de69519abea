package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kmsguard/cmd/bot/config"
	"kmsguard/cmd/bot/sandbox"
	"kmsguard/storage"
)

// endBound is how long a bot may take to end; it takes milliseconds, the rest is
// for a busy machine.
const endBound = 20 * time.Second

// self is this test binary, which is the bot when asBot is set.
func self(t testing.TB) string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// served opens a sandbox whose keys nothing depends on, and starts the bot in it.
func served(t testing.TB) *sandbox.Sandbox {
	t.Helper()
	return servedBy(t, self(t))
}

// servedBy is served with another binary of the bot.
func servedBy(t testing.TB, bot string) *sandbox.Sandbox {
	t.Helper()
	w, err := sandbox.LoadWorld("lost", "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := sandbox.Open(t.Context(), sandbox.Options{World: w, Data: t.TempDir(), Bot: []string{bot}, Env: []string{asBot + "=1"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// stop ends the bot as an operator does and wants an orderly end.
func stop(t testing.TB, s *sandbox.Sandbox) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), endBound)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Fatal(err)
	}
}

// do makes one request to a simulator, which must accept it.
func do(t testing.TB, url, body string) string {
	t.Helper()
	status, answer, err := ask(t.Context(), http.MethodPost, url, body)
	if err != nil || status != http.StatusOK {
		t.Fatalf("%s: status %d, %s, %v", url, status, answer, err)
	}
	return answer
}

// seen waits until an address answers with the text.
func seen(t testing.TB, url, text string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), awaitBound)
	defer cancel()
	if answer, err := awaitText(ctx, url, text); err != nil {
		t.Fatalf("%q is not seen: %s", text, last(answer, 40))
	}
}

// botLog is what the bot said.
func botLog(t testing.TB, s *sandbox.Sandbox) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.Folder(), "bot.log"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestServeEndsInOrder(t *testing.T) {
	t.Parallel()
	s := served(t)
	stop(t, s)
	text := botLog(t, s)
	if !strings.Contains(text, `"message":"serving"`) || strings.Contains(text, `"level":"error"`) {
		t.Errorf("the log of an idle bot:\n%s", text)
	}
	for _, secret := range s.Environment() {
		if strings.Contains(text, secret) {
			t.Error("the log holds a secret")
		}
	}
	if err := s.Start(t.Context()); err != nil {
		t.Errorf("it does not start again: %v", err)
	}
}

// TestServeEndsInTheMiddleOfAnAudit: what was begun is not waited for, since it
// can take long, and not lost, since it is still owed after the next start.
func TestServeEndsInTheMiddleOfAnAudit(t *testing.T) {
	t.Parallel()
	s := served(t)
	do(t, s.CloudURL()+"/_sim/faults", `{"api": "ecs.DescribeDisks", "kind": "timeout-before", "times": 1}`)
	do(t, s.SlackURL()+"/_sim/as/alice", `{"verb": "slash", "text": "/kms disable key-hzz650lost000000001 because OPS-1"}`)
	seen(t, s.CloudURL()+"/_sim/faults", "[]") // the call is held
	stop(t, s)
	head, err := check(t, filepath.Join(s.Folder(), "data", ledgerFile))
	if err != nil || head == (storage.Head{}) {
		t.Fatalf("the ledger after the end: %v, %v", head, err)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	seen(t, s.SlackURL()+"/_sim/transcript", "Dependency audit: nothing was found that depends on this key")
}

// TestASecondBotStaysAway: two bots on one ledger would each believe to be the
// only one.
func TestASecondBotStaysAway(t *testing.T) {
	t.Parallel()
	s := served(t)
	c := s.Configuration()
	c.SandboxClock = "" // which would turn it away for a reason of its own
	text, err := c.YAML()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(s.Folder(), "second.yaml")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	status, trouble := serveBriefly(t, s, path)
	if status != exitOutside || !strings.Contains(trouble, "another process holds the file, and a ledger is used by one at a time") ||
		!strings.Contains(trouble, "hint: Stop the bot that runs on this file") {
		t.Errorf("exit status %d:\n%s", status, trouble)
	}
	do(t, s.SlackURL()+"/_sim/as/alice", `{"verb": "slash", "text": "/kms help"}`)
	seen(t, s.SlackURL()+"/_sim/transcript", "cancels a scheduled deletion")
}

// TestASandboxsConfigurationServesNobodyElse: a clock that others move is refused
// as soon as one address is not of this machine.
func TestASandboxsConfigurationServesNobodyElse(t *testing.T) {
	t.Parallel()
	s := served(t)
	c := s.Configuration()
	c.Slack.APIURL = config.Default().Slack.APIURL
	text, err := c.YAML()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(s.Folder(), "elsewhere.yaml")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	status, trouble := serveBriefly(t, s, path)
	if status != exitUsage || !strings.Contains(trouble, "sandbox_clock") {
		t.Errorf("exit status %d:\n%s", status, trouble)
	}
}

// serveBriefly runs a bot that ends by itself and returns how.
func serveBriefly(t *testing.T, s *sandbox.Sandbox, path string) (status int, trouble string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), endBound)
	defer cancel()
	var out bytes.Buffer
	c := exec.CommandContext(ctx, self(t), "serve", "--config", path)
	c.Env = append(os.Environ(), asBot+"=1")
	for name, value := range s.Environment() {
		c.Env = append(c.Env, name+"="+value)
	}
	c.Stderr = &out
	if err := c.Run(); err == nil || ctx.Err() != nil {
		t.Fatalf("it did not end by itself with an error: %v\n%s", err, &out)
	}
	return c.ProcessState.ExitCode(), out.String()
}

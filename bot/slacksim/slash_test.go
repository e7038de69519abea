package slacksim_test

import (
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
)

func TestSlashIsDeliveredAndAnswered(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(func(envelope) any { return map[string]any{"text": "only *you* see this"} })
	alice := ws.sim.As("alice")
	must(t, alice.Slash(t.Context(), "", "/kms delete key-1 because retired"))

	e := ws.next(a)
	for path, want := range map[string]string{
		"command": "/kms", "text": "delete key-1 because retired", "user_id": "U0ALICE", "user_name": "alice",
		"channel_id": "C0KEYS", "channel_name": "key-changes", "team_id": "T0ACME", "is_enterprise_install": "false",
	} {
		if got := e.text(path); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	if e.Type != "slash_commands" || !e.Accepts {
		t.Errorf("envelope: %+v", e)
	}
	if _, has := e.object()["thread_ts"]; has {
		t.Error("a command payload carries no thread_ts")
	}
	if !strings.HasPrefix(e.text("response_url"), ws.url) {
		t.Errorf("response_url %q does not lie at the Sim", e.text("response_url"))
	}
	m := ws.sim.Messages("key-changes")
	if len(m) != 1 || m[0].Ephemeral != "U0ALICE" || m[0].Text != "only *you* see this" {
		t.Errorf("messages: %+v", m)
	}
	if alice.Failed() || alice.LastError() != "only *you* see this" {
		t.Errorf("failed %v, last error %q", alice.Failed(), alice.LastError())
	}
}

func TestSlashFailures(t *testing.T) {
	t.Parallel()
	const usual, short = 0, 30 * time.Millisecond // how long an ack may take
	tests := []struct {
		name  string
		wait  time.Duration
		app   reaction // nil: not connected
		line  string
		where string // a thread
		want  string
	}{
		{"nobody connected", usual, nil, "/kms help", "", `/kms failed with the error "dispatch_failed"`},
		{"no ack", short, func(envelope) any { return silent }, "/kms help", "", `/kms failed with the error "operation_timeout"`},
		{"ack of 20,480 bytes", short, func(envelope) any { return map[string]string{"text": strings.Repeat("x", 20480)} }, "/kms help", "",
			`/kms failed with the error "operation_timeout"`},
		{"bad answer", usual, func(envelope) any { return map[string]any{"blocks": []any{map[string]string{"type": "alert"}}} }, "/kms help", "",
			`/kms failed with the error "invalid_blocks"`},
		{"in a thread", usual, ackAll, "/kms help", "1.000001", "/kms is not supported in threads. Sorry!"},
		{"another command", usual, ackAll, "/deploy", "", "/deploy is not a valid command."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ws := newWorkspace(t, settings(slacksim.Settings{AckTimeout: tt.wait}))
			if tt.app != nil {
				ws.connect(tt.app)
			}
			bob := ws.sim.As("bob")
			must(t, bob.SlashInThread(t.Context(), "key-changes", tt.where, tt.line))
			if !bob.Failed() || bob.LastError() != tt.want {
				t.Errorf("failed %v with %q, want %q", bob.Failed(), bob.LastError(), tt.want)
			}
			if n := ws.sim.Unacked(); n != 0 {
				t.Errorf("%d unacked after the step", n)
			}
		})
	}
}

func TestWhoCanAct(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	gone := ws.sim.As("gone")
	must(t, gone.Slash(t.Context(), "", "/kms help"))
	if gone.LastError() != "Your account has been deactivated." || ws.sim.Deliveries() != 0 {
		t.Errorf("deactivated: %q, %d deliveries", gone.LastError(), ws.sim.Deliveries())
	}
	for _, name := range []string{"nobody", "kmsguard"} {
		if err := ws.sim.As(name).Slash(t.Context(), "", "/kms help"); err == nil {
			t.Errorf("%s could type a command", name)
		}
	}
	if err := ws.sim.As("bob").Slash(t.Context(), "private-keys", "/kms help"); err == nil {
		t.Error("bob typed into a channel that he is not in")
	}
}

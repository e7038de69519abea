package slacksim_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
)

// attempt posts a message and returns status, body and the transport's error.
func (ws *workspace) attempt(ctx context.Context) (int, http.Header, string, error) {
	ws.t.Helper()
	body := strings.NewReader("token=" + botToken + "&channel=C0KEYS&text=x")
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, ws.url+"/api/chat.postMessage", body)
	must(ws.t, err)
	r.Header.Set("Content-Type", form)
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, "", err
	}
	defer func() { _ = reply.Body.Close() }()
	raw, err := io.ReadAll(reply.Body)
	return reply.StatusCode, reply.Header, string(raw), err
}

func TestFaults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		fault   slacksim.Fault
		status  int    // 0: no answer
		has     string // in the body
		effects int
	}{
		{slacksim.Fault{Kind: "error", Code: "fatal_error"}, 200, `"error":"fatal_error"`, 0},
		{slacksim.Fault{}, 200, `"error":"internal_error"`, 0},
		{slacksim.Fault{Kind: "error", Status: 503}, 503, "internal_error", 0},
		{slacksim.Fault{Kind: "html"}, 502, "<html>", 0},
		{slacksim.Fault{Kind: "ok-false-empty"}, 200, `{"ok":false}`, 0},
		{slacksim.Fault{Kind: "rate-limit", Code: "7"}, 429, "ratelimited", 0},
		{slacksim.Fault{Kind: "slow", Code: "1ms"}, 200, `"ok":true`, 1},
		{slacksim.Fault{Kind: "reset-before"}, 0, "", 0},
		{slacksim.Fault{Kind: "reset-after"}, 0, "", 1},
		{slacksim.Fault{Kind: "truncate"}, 0, "", 1},
		{slacksim.Fault{Kind: "timeout-before"}, 0, "", 0},
		{slacksim.Fault{Kind: "timeout-after"}, 0, "", 1},
	}
	for _, tt := range tests {
		t.Run(tt.fault.Kind, func(t *testing.T) {
			t.Parallel()
			ws := newWorkspace(t)
			tt.fault.API, tt.fault.Times = "slack.chat.postMessage", 1
			must(t, ws.sim.SetFault(tt.fault))
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			status, _, body, err := ws.attempt(ctx)
			if answered := err == nil; answered != (tt.status != 0) || answered && (status != tt.status || !strings.Contains(body, tt.has)) {
				t.Errorf("HTTP %d %q, %v", status, body, err)
			}
			if strings.HasPrefix(tt.fault.Kind, "timeout") && !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("a call that times out ended with %v", err)
			}
			if got := ws.sim.Effects("chat.postMessage"); got != tt.effects || len(ws.sim.Messages("C0KEYS")) != tt.effects {
				t.Errorf("%d effects, want %d", got, tt.effects)
			}
			if status, _, _, err := ws.attempt(t.Context()); err != nil || status != 200 {
				t.Errorf("the fault happened again: HTTP %d, %v", status, err)
			}
		})
	}
}

func TestRateLimitFaultWithoutHeader(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	must(t, ws.sim.SetFault(slacksim.Fault{API: "slack.*", Kind: "rate-limit", Code: "none"}))
	status, header, _, err := ws.attempt(t.Context())
	if err != nil || status != 429 || header.Get("Retry-After") != "" {
		t.Errorf("HTTP %d, Retry-After %q, %v", status, header.Get("Retry-After"), err)
	}
}

func TestFaultCounts(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	must(t, ws.sim.SetFault(slacksim.Fault{API: "chat.*", After: 1, Times: 2}))
	var got []string
	for range 5 {
		got = append(got, ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x").word())
	}
	if want := "ok internal_error internal_error ok ok"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	must(t, ws.sim.SetFault(slacksim.Fault{API: "slack.auth.test"}))
	ws.sim.ClearFaults()
	wantWord(t, "after clearing", ws.call("auth.test"), "ok")
	for _, f := range []slacksim.Fault{{API: "slack.auth.test", Kind: "fire"}, {API: "slack.nothing"}} {
		if err := ws.sim.SetFault(f); err == nil {
			t.Errorf("fault %+v was taken", f)
		}
	}
}

func TestReachedCutsTheConnection(t *testing.T) {
	t.Parallel()
	for phase, effects := range map[string]int{"before": 0, "after": 1} {
		ws := newWorkspace(t, func(_ *slacksim.World, o *slacksim.Options) {
			o.Reached = func(api, at string) bool { return api == "slack.chat.postMessage" && at == phase }
		})
		if status, _, body, err := ws.attempt(t.Context()); err == nil {
			t.Errorf("%s: answered HTTP %d %s", phase, status, body)
		}
		if got := ws.sim.Effects("slack.chat.postMessage"); got != effects {
			t.Errorf("%s: %d effects, want %d", phase, got, effects)
		}
		wantWord(t, "another method", ws.call("auth.test"), "ok")
	}
}

func TestCallLog(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x")
	ws.call("chat.postMessage", "channel", "C0NONE", "text", "x")
	calls := ws.sim.Calls()
	if len(calls) != 2 || !calls[0].Effect || calls[1].Effect || calls[1].Outcome != "channel_not_found" {
		t.Errorf("calls %+v", calls)
	}
	if calls[0].Time.Sub(calls[0].Calendar) != time.Hour {
		t.Errorf("times %v and %v", calls[0].Time, calls[0].Calendar)
	}
	raw, err := json.Marshal(calls)
	must(t, err)
	if strings.Contains(string(raw), botToken) {
		t.Error("the log holds the token")
	}
}

package slacksim_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kmsguard/bot/slacksim"
)

// control sends one request to the control side and decodes the answer.
func (ws *workspace) control(method, path, body string, into any) int {
	ws.t.Helper()
	r := httptest.NewRequestWithContext(ws.t.Context(), method, path, strings.NewReader(body))
	w := httptest.NewRecorder()
	ws.sim.Control().ServeHTTP(w, r)
	if into != nil {
		if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
			ws.t.Fatalf("%s %s: %v in %s", method, path, err, w.Body)
		}
	}
	return w.Code
}

func TestControlActsAsAPerson(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(func(e envelope) any {
		if e.text("type") == "view_submission" {
			return map[string]any{"response_action": "errors", "errors": map[string]string{"one": "Differs."}}
		}
		return nil
	})
	type seen struct {
		OK    bool
		Error string
		Modal *slacksim.View
	}
	do := func(step string) (int, seen) {
		var s seen
		return ws.control(http.MethodPost, "/_sim/as/bob", step, &s), s
	}
	if status, s := do(`{"verb":"slash","channel":"key-changes","text":"/kms"}`); status != 200 || !s.OK || s.Modal != nil {
		t.Errorf("slash: HTTP %d %+v", status, s)
	}
	wantWord(t, "views.open", ws.openModal(ws.next(a).text("trigger_id"), modalWith("first", "one")), "ok")
	if _, s := do(`{"verb":"fill","label":"Label one","value":"x"}`); !s.OK || s.Modal == nil || s.Modal.Title != "first" {
		t.Errorf("fill: %+v", s)
	}
	if _, s := do(`{"verb":"submit"}`); s.OK || s.Error != "Differs." || s.Modal.Errors["one"] != "Differs." {
		t.Errorf("submit: %+v", s)
	}
	if _, s := do(`{"verb":"type","text":"y"}`); !s.OK || s.Modal.Errors["one"] != "" {
		t.Errorf("typing clears the error: %+v", s)
	}
	if _, s := do(`{"verb":"close"}`); !s.OK || s.Modal != nil {
		t.Errorf("close: %+v", s)
	}
	if status, s := do(`{"verb":"home"}`); status != 200 || !s.OK {
		t.Errorf("home: HTTP %d %+v", status, s)
	}
	for _, bad := range []string{`{"verb":"shout"}`, `{"verb":"press","label":"none"}`, `{"verb":"submit"}`, `{"colour":1}`, `{`, `{"verb":"choose","label":"a","value":"b"}`} {
		if status, s := do(bad); status != http.StatusBadRequest || s.Error == "" {
			t.Errorf("%s: HTTP %d %+v", bad, status, s)
		}
	}
}

func TestControlWorldFaultsAndState(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	ok := func(method, path, body string) {
		t.Helper()
		if status := ws.control(method, path, body, nil); status != http.StatusOK {
			t.Errorf("%s %s %s: HTTP %d", method, path, body, status)
		}
	}
	ok(http.MethodPost, "/_sim/world", `{"users": [{"id": "U0NEW", "name": "newcomer"}], "channels": [{"id": "C0NEW", "name": "new", "members": ["newcomer"]}]}`)
	ok(http.MethodPost, "/_sim/faults", `{"api": "slack.auth.test", "kind": "error", "code": "fatal_error"}`)
	ok(http.MethodPost, "/_sim/change", `{"verb": "guest", "args": ["newcomer"]}`)
	wantWord(t, "auth.test", ws.call("auth.test"), "fatal_error")
	var faults []slacksim.Fault
	if ws.control(http.MethodGet, "/_sim/faults", "", &faults); len(faults) != 1 || faults[0].Code != "fatal_error" {
		t.Errorf("faults %+v", faults)
	}
	ok(http.MethodDelete, "/_sim/faults", "")
	wantWord(t, "auth.test", ws.call("auth.test"), "ok")
	ws.call("chat.postMessage", "channel", "C0NEW", "text", "welcome")
	var state slacksim.State
	ws.control(http.MethodGet, "/_sim/state", "", &state)
	last := state.Channels[len(state.Channels)-1]
	if last.Name != "new" || len(last.Messages) != 1 || !state.Users[len(state.Users)-1].Guest {
		t.Errorf("state %+v", state)
	}
	var calls []slacksim.Call
	if ws.control(http.MethodGet, "/_sim/calls", "", &calls); len(calls) != 3 {
		t.Errorf("calls %+v", calls)
	}
	for path, body := range map[string]string{
		"/_sim/world": `{"users": [{"id": "U0NEW", "name": "again"}]}`, "/_sim/faults": `{"api": "x"}`, "/_sim/change": `{"verb": "x"}`,
	} {
		var failed struct{ Error string }
		if status := ws.control(http.MethodPost, path, body, &failed); status != http.StatusBadRequest || failed.Error == "" {
			t.Errorf("%s %s: HTTP %d %q", path, body, status, failed.Error)
		}
	}
}

func TestTranscript(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	parent := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "*Delete key* by <@U0ALICE>").text("ts")
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "audit", "thread_ts", parent)
	ws.call("chat.postMessage", "channel", "U0BOB", "text", "a word")
	var b strings.Builder
	must(t, ws.sim.WriteTranscript(&b))
	for _, want := range []string{"#key-changes", "@alice", "    09:00 kmsguard", "direct message with @bob"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

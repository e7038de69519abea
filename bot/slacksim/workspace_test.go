package slacksim_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
)

const worldText = `
team: {id: T0ACME, name: Acme}
users:
  - {id: U0ALICE, name: alice, tz: Europe/Berlin}
  - {id: U0BOB, name: bob, locale: zh-CN}
  - {id: U0CAROL, name: carol}
  - {id: U0GUEST, name: gus, guest: true}
  - {id: U0GONE, name: gone, deactivated: true}
  - {id: U0XENA, name: xena, external: true}
groups:
  - {id: S0APPROVE, handle: kms-approvers, users: [bob, carol, gus]}
channels:
  - {id: C0KEYS, name: key-changes, members: [alice, bob, carol]}
  - {id: C0PRIV, name: private-keys, members: [alice], private: true}
  - {id: C0AWAY, name: away, members: [alice], without_app: true}
  - {id: C0HIDE, name: hidden, members: [alice], private: true, without_app: true}
  - {id: C0SHARE, name: partners, members: [alice, xena], shared: true}
  - {id: C0OLD, name: old, members: [alice], archived: true}
`

const (
	botToken = "xoxb-sandbox-bot"
	appToken = "xapp-sandbox-app"
)

// clock is a clock that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// workspace is a running Sim with both its clocks in the test's hand.
type workspace struct {
	t        *testing.T
	sim      *slacksim.Sim
	url      string
	calendar *clock
	real     *clock
}

type edit func(*slacksim.World, *slacksim.Options)

func newWorkspace(t *testing.T, edits ...edit) *workspace {
	t.Helper()
	w, err := slacksim.ParseWorld([]byte(worldText))
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	ws := &workspace{t: t, calendar: &clock{at: start}, real: &clock{at: start.Add(time.Hour)}}
	o := slacksim.Options{Now: ws.calendar.now, Real: ws.real.now}
	for _, e := range edits {
		e(&w, &o)
	}
	if ws.sim, err = slacksim.New(w, o); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(ws.sim)
	ws.url = server.URL
	t.Cleanup(func() {
		if err := ws.sim.Close(); err != nil {
			t.Error(err)
		}
		server.Close()
		http.DefaultClient.CloseIdleConnections()
	})
	return ws
}

func scopes(more ...string) edit {
	return func(w *slacksim.World, _ *slacksim.Options) {
		w.App.Scopes = append([]string{
			"commands", "chat:write", "users:read", "channels:read", "groups:read", "usergroups:read", "im:write", "files:write",
		}, more...)
	}
}

func settings(s slacksim.Settings) edit {
	return func(w *slacksim.World, _ *slacksim.Options) { w.Settings = s }
}

// answer is a Web API answer.
type answer map[string]any

func (a answer) word() string {
	w, _ := a["error"].(string)
	if a["ok"] == true {
		return "ok"
	}
	return w
}

func (a answer) text(path ...string) string {
	var v any = map[string]any(a)
	for _, key := range path {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	s, _ := v.(string)
	return s
}

// call sends a form with the bot token, as a client of the Web API does.
func (ws *workspace) call(method string, pairs ...string) answer {
	ws.t.Helper()
	form := url.Values{"token": {botToken}}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return ws.send(method, "", "application/x-www-form-urlencoded", form.Encode())
}

// callJSON sends a JSON body with a Bearer token.
func (ws *workspace) callJSON(method string, body any) answer {
	ws.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		ws.t.Fatal(err)
	}
	return ws.send(method, botToken, "application/json; charset=utf-8", string(raw))
}

func (ws *workspace) send(method, token, contentType, body string) answer {
	ws.t.Helper()
	status, _, raw := ws.raw(method, token, contentType, body)
	if status != http.StatusOK {
		ws.t.Fatalf("%s: HTTP %d %s", method, status, raw)
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		ws.t.Fatalf("%s: %v in %s", method, err, raw)
	}
	return a
}

// raw sends one request and returns status, header and body as they are.
func (ws *workspace) raw(method, token, contentType, body string) (int, http.Header, []byte) {
	ws.t.Helper()
	r, err := http.NewRequestWithContext(ws.t.Context(), http.MethodPost, ws.url+"/api/"+method, strings.NewReader(body))
	if err != nil {
		ws.t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return ws.do(r)
}

func (ws *workspace) do(r *http.Request) (int, http.Header, []byte) {
	ws.t.Helper()
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		ws.t.Fatal(err)
	}
	defer func() { _ = reply.Body.Close() }()
	raw, err := io.ReadAll(reply.Body)
	if err != nil {
		ws.t.Fatal(err)
	}
	return reply.StatusCode, reply.Header, bytes.TrimSpace(raw)
}

// must fails the test unless the step could be done.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantWord fails the test unless the answer is this word ("ok" for success).
func wantWord(t *testing.T, what string, got answer, want string) {
	t.Helper()
	if got.word() != want {
		t.Errorf("%s: got %q, want %q; answer %v", what, got.word(), want, got)
	}
}

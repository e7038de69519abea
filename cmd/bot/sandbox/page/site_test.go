package page_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/cmd/bot/sandbox"
	"kmsguard/cmd/bot/sandbox/page"
	"kmsguard/deploy"
	"kmsguard/guard/aliyunsim"
)

const token = "TOKENOFATEST"

// still is a sandbox without a bot and without time: both simulators on a built-in
// world. What is asked of it is remembered.
type still struct {
	world   string
	slack   *slacksim.Sim
	cloud   *aliyunsim.Sim
	now     time.Time
	up      bool
	trouble string
	trap    string
	after   bool
	moves   []string // how the clock was to be moved
}

func (h *still) World() string             { return h.world }
func (h *still) Worlds() []string          { return []string{"shop", "traps"} }
func (h *still) About(world string) string { return "What the world " + world + " is." }
func (h *still) Slack() *slacksim.Sim      { return h.slack }
func (h *still) Cloud() *aliyunsim.Sim     { return h.cloud }
func (h *still) Role(string) string        { return "approver" }
func (h *still) Now() time.Time            { return h.now }

func (h *still) Choose(_ context.Context, world string) error {
	w, err := sandbox.LoadWorld(world, "")
	if err != nil {
		return err
	}
	now := func() time.Time { return w.Now }
	slack, err := slacksim.New(w.Slack, slacksim.Options{Now: now, Real: time.Now})
	if err != nil {
		return err
	}
	cloud, err := aliyunsim.New(w.Cloud, aliyunsim.Options{Now: now, Real: time.Now, Policies: deploy.Policies()})
	if err != nil {
		return errors.Join(err, slack.Close())
	}
	old := h.slack
	h.world, h.now, h.slack, h.cloud = world, w.Now, slack, cloud
	if old == nil {
		return nil
	}
	return old.Close()
}

func (h *still) Moving() (time.Time, bool) { return time.Time{}, false }

func (h *still) Advance(_ context.Context, by time.Duration) error {
	h.moves = append(h.moves, by.String())
	return nil
}
func (h *still) ToReminder(context.Context) error  { h.moves = append(h.moves, "reminder"); return nil }
func (h *still) ToWindowEnd(context.Context) error { return errors.New("no window ends") }

func (h *still) Bot() (bool, string) { return h.up, h.trouble }
func (h *still) Kill() error         { h.up = false; return nil }
func (h *still) Start(context.Context) error {
	if h.up {
		return errors.New("the bot runs already")
	}
	h.up = true
	return nil
}
func (h *still) KillAt(api string, after bool) { h.trap, h.after = api, after }
func (h *still) Trap() (string, bool, bool)    { return h.trap, h.after, h.trap != "" }
func (h *still) Changed() <-chan struct{}      { return nil }

// site is a page that is served, and a browser without script.
type site struct {
	*still
	t   testing.TB
	url string // with the token
	web *http.Client
}

func serve(t testing.TB, world string) *site {
	t.Helper()
	s := &site{still: &still{up: true}, t: t, web: &http.Client{Transport: &http.Transport{}}}
	if err := s.Choose(t.Context(), world); err != nil {
		t.Fatal(err)
	}
	var made atomic.Int64
	server := httptest.NewServer(page.New(page.Options{Host: s.still, Token: token, NewID: func() string { return fmt.Sprint("view-", made.Add(1)) }}))
	s.url = server.URL + "/" + token
	t.Cleanup(func() {
		s.web.CloseIdleConnections()
		server.Close()
		if err := s.slack.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// answer is what a request was answered with.
type answer struct {
	*http.Response
	text string
}

func (s *site) ask(method, path, form string) answer {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(form))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := s.web.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	text, err := io.ReadAll(resp.Body)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		s.t.Fatal(err)
	}
	return answer{resp, string(text)}
}

// get reads a place of the page.
func (s *site) get(path string) answer { s.t.Helper(); return s.ask(http.MethodGet, path, "") }

// post sends a form, and follows where it leads, as a browser without script does.
func (s *site) post(path string, pairs ...string) answer {
	s.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return s.ask(http.MethodPost, path, form.Encode())
}

// wants fails for another status, and for a text that the answer does not have.
func (s *site) wants(a answer, status int, texts ...string) {
	s.t.Helper()
	if a.StatusCode != status {
		s.t.Errorf("%s: HTTP %d, want %d:\n%.600s", a.Request.URL, a.StatusCode, status, a.text)
	}
	for _, text := range texts {
		if !strings.Contains(a.text, text) {
			s.t.Errorf("%s: no %q in\n%.4000s", a.Request.URL, text, a.text)
		}
	}
}

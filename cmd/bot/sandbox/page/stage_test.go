package page

import (
	"encoding/json"
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
	"kmsguard/guard/aliyunsim"
)

const shopSlack = `
team: {id: T0ACME, name: Acme}
users:
  - {id: U0ALICE, name: alice, tz: Europe/Berlin}
  - {id: U0BOB, name: bob, tz: Asia/Shanghai}
  - {id: U0GRETA, name: greta, guest: true}
  - {id: U0XAVER, name: xaver, external: true}
  - {id: U0GONE, name: gone, deactivated: true}
channels:
  - {id: C0KEYS, name: key-changes, members: [alice, bob]}
  - {id: C0TALK, name: general, members: [alice, bob, greta]}
  - {id: C0PART, name: partners, members: [bob, xaver], shared: true}
`

const token = "THETOKEN"

// stage is a page over both simulators, and an app that answers as the test says.
type stage struct {
	t     testing.TB
	host  *testHost
	page  *Page
	url   string // of the page, with the token
	slack string // of the Web API
	app   *testApp
	real  *atomic.Int64 // of the Slack side, in seconds
}

func newStage(t testing.TB) *stage {
	t.Helper()
	h := &testHost{}
	s := &stage{t: t, host: h, app: &testApp{}, real: &atomic.Int64{}}
	s.real.Store(morning.Unix())
	app := serve(t, s.app)
	h.world, h.now, h.wake = "shop", morning, make(chan struct{})
	front := &atomic.Pointer[slacksim.Sim]{}
	s.slack = serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { front.Load().ServeHTTP(w, r) }))
	h.open = func() (*slacksim.Sim, *aliyunsim.Sim) {
		w, err := slacksim.ParseWorld([]byte(shopSlack))
		must(t, err)
		slack, err := slacksim.New(w, slacksim.Options{
			Now: h.Now, Real: func() time.Time { return time.Unix(s.real.Load(), 0) },
			Deliver: slacksim.Deliver{Events: app + "/events", Commands: app + "/commands", Interactions: app + "/interactions"},
		})
		must(t, err)
		front.Store(slack)
		cloud, err := aliyunsim.New(aliyunsim.World{Account: "1234567890123456", Keys: []aliyunsim.Key{
			{ID: "key-hzz650a1b2c3d4e5f6g7h", Region: "cn-hangzhou", Aliases: []string{"alias/orders"}},
			{ID: "key-shh650d4e5f6g7h8i9j0k", Region: "cn-shanghai", Description: "backup vault"},
		}}, aliyunsim.Options{Now: h.Now, Real: time.Now})
		must(t, err)
		return slack, cloud
	}
	h.slack, h.cloud = h.open()
	t.Cleanup(func() { must(t, h.Slack().Close()) })
	var made atomic.Int64
	s.page = New(Options{Host: h, Token: token, NewID: func() string { return fmt.Sprint("view", made.Add(1)) }})
	s.url = serve(t, s.page) + "/" + token
	s.app.call = s.call
	return s
}

// serve serves over loopback until the test ends.
func serve(t testing.TB, h http.Handler) string {
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// call calls the Web API as the app, with arguments as pairs of name and value.
func (s *stage) call(method string, args ...string) map[string]any {
	s.t.Helper()
	s.real.Add(2) // so that no limit of Slack's is met
	form := url.Values{"token": {"xoxb-sandbox-bot"}}
	for i := 0; i < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	resp, err := http.PostForm(s.slack+"/api/"+method, form) //nolint:noctx // the test's end ends it
	must(s.t, err)
	defer func() { must(s.t, resp.Body.Close()) }()
	var out map[string]any
	must(s.t, json.NewDecoder(resp.Body).Decode(&out))
	if out["ok"] != true {
		s.t.Fatalf("%s: %v", method, out)
	}
	return out
}

// post posts a message of the app and returns its timestamp.
func (s *stage) post(args ...string) string {
	s.t.Helper()
	return s.call("chat.postMessage", append([]string{"channel", "C0KEYS"}, args...)...)["ts"].(string)
}

// answered is an answer of the page.
type answered struct {
	status int
	header http.Header
	body   string
}

// ask sends a request as a browser of this machine does, following nothing.
func (s *stage) ask(method, path string, form url.Values, edit func(*http.Request)) answered {
	s.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, body)
	must(s.t, err)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if edit != nil {
		edit(r)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(r)
	must(s.t, err)
	defer func() { must(s.t, resp.Body.Close()) }()
	text, err := io.ReadAll(resp.Body)
	must(s.t, err)
	client.CloseIdleConnections()
	return answered{resp.StatusCode, resp.Header, string(text)}
}

// get loads a page that is there.
func (s *stage) get(path string) string {
	s.t.Helper()
	a := s.ask(http.MethodGet, path, nil, nil)
	if a.status != http.StatusOK {
		s.t.Fatalf("GET %s: %d %s", path, a.status, a.body)
	}
	return a.body
}

// do sends a form of the page as a browser without script, which is led back.
func (s *stage) do(path string, fields ...string) answered {
	s.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return s.ask(http.MethodPost, path, form, nil)
}

// done is do where it must succeed.
func (s *stage) done(path string, fields ...string) string {
	s.t.Helper()
	a := s.do(path, fields...)
	if a.status != http.StatusSeeOther {
		s.t.Fatalf("POST %s: %d %s", path, a.status, a.body)
	}
	return a.header.Get("Location")
}

func (s *stage) contains(page string, want ...string) {
	s.t.Helper()
	for _, text := range want {
		if !strings.Contains(page, text) {
			s.t.Errorf("the page lacks %q:\n%s", text, page)
		}
	}
}

func (s *stage) lacks(page string, unwanted ...string) {
	s.t.Helper()
	for _, text := range unwanted {
		if strings.Contains(page, text) {
			s.t.Errorf("the page has %q:\n%s", text, page)
		}
	}
}

// until waits for a condition.
func (s *stage) until(what string, ok func() bool) {
	s.t.Helper()
	for end := time.Now().Add(5 * time.Second); !ok(); {
		changed := s.host.Slack().Changed()
		if time.Now().After(end) {
			s.t.Fatalf("never: %s", what)
		}
		if ok() {
			return
		}
		select {
		case <-changed:
		case <-time.After(20 * time.Millisecond):
		}
	}
}

package slacksim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
)

func TestSignatureVector(t *testing.T) {
	t.Parallel()
	const body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	const want = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
	if got := slacksim.Sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", []byte(body)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// posted is one request that the app got.
type posted struct {
	path   string
	header http.Header
	body   string
}

// httpApp is an app that takes deliveries over HTTP.
func httpApp(t *testing.T, answer http.HandlerFunc) (edit, <-chan posted) {
	t.Helper()
	got := make(chan posted, 20)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got <- posted{r.URL.Path, r.Header, string(body)}
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	return func(w *slacksim.World, o *slacksim.Options) {
		w.Settings.EventRetries = []time.Duration{0, time.Millisecond, time.Millisecond}
		o.Deliver = slacksim.Deliver{Events: server.URL + "/events", Commands: server.URL + "/commands", Interactions: server.URL + "/interactions"}
		o.BaseURL = "http://slack.test"
	}, got
}

func TestCommandOverHTTP(t *testing.T) {
	t.Parallel()
	deliver, got := httpApp(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "plain words") })
	ws := newWorkspace(t, deliver)
	must(t, ws.sim.As("bob").Slash(t.Context(), "", "/kms delete <&>"))
	p := <-got
	values, err := url.ParseQuery(p.body)
	must(t, err)
	if p.path != "/commands" || values.Get("text") != "delete <&>" || values.Get("is_enterprise_install") != "false" {
		t.Errorf("request %+v", p)
	}
	if !strings.HasPrefix(values.Get("response_url"), "http://slack.test/response/") {
		t.Errorf("response_url %s", values.Get("response_url"))
	}
	timestamp := p.header.Get("X-Slack-Request-Timestamp")
	if timestamp != strconv.FormatInt(ws.real.now().Unix(), 10) {
		t.Errorf("timestamp %s is not the real time", timestamp)
	}
	if got := p.header.Get("X-Slack-Signature"); got != slacksim.Sign("sandbox-signing-secret", timestamp, []byte(p.body)) {
		t.Errorf("signature %s", got)
	}
	if m := ws.sim.Messages("C0KEYS"); len(m) != 1 || m[0].Text != "plain words" || m[0].Ephemeral != "U0BOB" {
		t.Errorf("messages %+v", m)
	}
}

func TestSkewAndBadSignature(t *testing.T) {
	t.Parallel()
	deliver, got := httpApp(t, func(http.ResponseWriter, *http.Request) {})
	ws := newWorkspace(t, deliver)
	must(t, ws.sim.Change("skew", "-10m"))
	must(t, ws.sim.Change("bad-signature", "on"))
	must(t, ws.sim.As("bob").Slash(t.Context(), "", "/kms"))
	p := <-got
	timestamp := p.header.Get("X-Slack-Request-Timestamp")
	if timestamp != strconv.FormatInt(ws.real.now().Add(-10*time.Minute).Unix(), 10) {
		t.Errorf("timestamp %s is not skewed", timestamp)
	}
	if p.header.Get("X-Slack-Signature") == slacksim.Sign("sandbox-signing-secret", timestamp, []byte(p.body)) {
		t.Error("the signature is right")
	}
}

func TestInteractionOverHTTP(t *testing.T) {
	t.Parallel()
	deliver, got := httpApp(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") })
	ws := newWorkspace(t, deliver)
	must(t, ws.sim.As("bob").Slash(t.Context(), "", "/kms"))
	command, err := url.ParseQuery((<-got).body)
	must(t, err)
	wantWord(t, "views.open", ws.openModal(command.Get("trigger_id"), modalWith("first", "one")), "ok")
	bob := ws.sim.As("bob")
	must(t, bob.Type("x"))
	must(t, bob.Submit(t.Context()))
	p := <-got
	values, err := url.ParseQuery(p.body)
	must(t, err)
	var payload struct{ Type string }
	must(t, json.Unmarshal([]byte(values.Get("payload")), &payload))
	if p.path != "/interactions" || payload.Type != "view_submission" {
		t.Errorf("request %+v", p)
	}
	if bob.LastError() != banner {
		t.Errorf("the body ok for a submission shows %q", bob.LastError())
	}
}

func TestEventRetriesOverHTTP(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		answer http.HandlerFunc
		want   int // requests
	}{
		{"taken", func(http.ResponseWriter, *http.Request) {}, 1},
		{"refused", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, 4},
		{"refused for good", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Slack-No-Retry", "1")
			w.WriteHeader(http.StatusBadRequest)
		}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			deliver, got := httpApp(t, tt.answer)
			ws := newWorkspace(t, deliver)
			must(t, ws.sim.As("bob").OpenHome(t.Context()))
			ws.until("all requests came", func() bool { return len(got) == tt.want && ws.sim.Unacked() == 0 })
			for i := range tt.want {
				p := <-got
				num, reason := p.header.Get("X-Slack-Retry-Num"), p.header.Get("X-Slack-Retry-Reason")
				if i == 0 && num+reason != "" || i > 0 && (num != strconv.Itoa(i) || reason != "http_error") {
					t.Errorf("attempt %d: %q %q", i, num, reason)
				}
			}
		})
	}
}

func TestVerifyURL(t *testing.T) {
	t.Parallel()
	echo := func(write func(http.ResponseWriter, string)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			var c struct{ Challenge string }
			if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
				t.Error(err)
			}
			write(w, c.Challenge)
		}
	}
	tests := map[string]struct {
		answer http.HandlerFunc
		ok     bool
	}{
		"plain":   {echo(func(w http.ResponseWriter, c string) { _, _ = io.WriteString(w, c) }), true},
		"JSON":    {echo(func(w http.ResponseWriter, c string) { _, _ = io.WriteString(w, `{"challenge":"`+c+`"}`) }), true},
		"form":    {echo(func(w http.ResponseWriter, c string) { _, _ = io.WriteString(w, "challenge="+c) }), true},
		"another": {echo(func(w http.ResponseWriter, _ string) { _, _ = io.WriteString(w, "ok") }), false},
		"refused": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, false},
	}
	for name, tt := range tests {
		deliver, _ := httpApp(t, tt.answer)
		if err := newWorkspace(t, deliver).sim.VerifyURL(t.Context()); (err == nil) != tt.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

package bot

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/guard"
)

const secret = "sandbox-signing-secret"

// overHTTP is an office whose bot gets signed requests.
type overHTTP struct {
	*office
	url     string
	refused atomic.Int32
}

func newOverHTTP(t *testing.T) *overHTTP {
	t.Helper()
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	h := &overHTTP{url: "http://" + l.Addr().String()}
	h.office = newOffice(t, func(w *slacksim.World, so *slacksim.Options, _ *AdapterOptions) {
		w.Settings.EventRetries = []time.Duration{}
		so.Real = time.Now // the age of a signature is real
		so.Deliver = slacksim.Deliver{Events: h.url + "/slack", Commands: h.url + "/slack", Interactions: h.url + "/slack"}
	})
	o := h.options()
	o.Mode, o.SigningSecret, o.Listen = ModeHTTP, secret, l.Addr().String()
	o.OnRefused = func() { h.refused.Add(1) }
	b, err := New(o)
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() {
		over <- b.run(ctx, func(ctx context.Context, _ context.CancelCauseFunc) error { return b.serve(ctx, l) })
	}()
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		cancel()
		if err := <-over; !errors.Is(err, context.Canceled) {
			t.Errorf("Run ended with %v", err)
		}
	})
	return h
}

// send posts a body with a signature of some age, and returns status and answer.
func (h *overHTTP) send(kind, body, key string, age time.Duration) (int, string) {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url+"/anywhere", strings.NewReader(body))
	must(h.t, err)
	at := strconv.FormatInt(time.Now().Add(-age).Unix(), 10)
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Slack-Request-Timestamp", at)
	r.Header.Set("X-Slack-Signature", slacksim.Sign(key, at, []byte(body)))
	reply, err := http.DefaultClient.Do(r)
	must(h.t, err)
	defer func() { must(h.t, reply.Body.Close()) }()
	text, err := io.ReadAll(reply.Body)
	must(h.t, err)
	return reply.StatusCode, string(text)
}

// TestWholeWayOverHTTP: command, button, modal and statement, as over Socket Mode.
func TestWholeWayOverHTTP(t *testing.T) {
	t.Parallel()
	h := newOverHTTP(t)
	must(t, h.sim.VerifyURL(t.Context()))
	alice := h.slash("alice", "/kms delete "+key.ID+" because a test")
	contains(t, "the answer", alice.LastNotice(), "Looking at")
	h.posts(audited(), guard.NoticeParent, guard.NoticeStatements)
	bob := h.press("bob", "Confirm 1")
	must(t, bob.Type("no"))
	h.submit(bob)
	contains(t, "the error", bob.LastError(), "Differs at word 1")
	must(t, bob.Type(h.request().Sentence(1)))
	h.submit(bob)
	contains(t, "the modal", h.modal(bob).Text, recorded)
	if got := h.desk.taken(); len(got) != 2 || got[0].Kind != guard.InputOpen || got[1].Kind != guard.InputConfirm {
		t.Errorf("inputs %+v", got)
	}
}

func TestUnsignedRequestsCostACounter(t *testing.T) {
	t.Parallel()
	h := newOverHTTP(t)
	const form = "application/x-www-form-urlencoded"
	body := "command=%2Fkms&text=disable+" + key.ID + "+because+x&user_id=U0ALICE&channel_id=C0KEYS&trigger_id=1.2.abc"
	for name, send := range map[string]func() (int, string){
		"another secret": func() (int, string) { return h.send(form, body, "another", 0) },
		"too old":        func() (int, string) { return h.send(form, body, secret, 6*time.Minute) },
		"too new":        func() (int, string) { return h.send(form, body, secret, -6*time.Minute) },
	} {
		before := h.refused.Load()
		if status, _ := send(); status != http.StatusUnauthorized || h.refused.Load() != before+1 {
			t.Errorf("%s: HTTP %d, %d counted", name, status, h.refused.Load()-before)
		}
	}
	if status, _ := h.send(form, strings.Repeat("x", maxBody+1), secret, 0); status != http.StatusRequestEntityTooLarge {
		t.Errorf("a large body: HTTP %d", status)
	}
	if got := h.desk.taken(); len(got) != 0 {
		t.Errorf("inputs %+v", got)
	}
	if status, _ := h.send(form, body, secret, 0); status != http.StatusOK || len(h.desk.taken()) != 1 {
		t.Errorf("the same, signed: HTTP %d, inputs %+v", status, h.desk.taken())
	}
}

// TestOddRequestsAreAcknowledged: Slack would send again what cannot be read either
// the second time.
func TestOddRequestsAreAcknowledged(t *testing.T) {
	t.Parallel()
	h := newOverHTTP(t)
	for _, c := range []struct{ name, kind, body string }{
		{"the check of the certificate", "application/x-www-form-urlencoded", "ssl_check=1&token=x"},
		{"an unknown event", "application/json", `{"type":"event_callback","event":{"type":"brand_new"}}`},
		{"no JSON", "application/json", `{`},
		{"another interaction", "application/x-www-form-urlencoded", `payload={"type":"shortcut","callback_id":"x"}`},
		{"no interaction", "application/x-www-form-urlencoded", "payload=}"},
		{"neither", "application/x-www-form-urlencoded", "a=b"},
		{"another content", "text/plain", "hello"},
	} {
		if status, text := h.send(c.kind, c.body, secret, 0); status != http.StatusOK || text != "" {
			t.Errorf("%s: HTTP %d %q", c.name, status, text)
		}
	}
	if got := h.desk.taken(); len(got) != 0 {
		t.Errorf("inputs %+v", got)
	}
}

func TestAddressThatIsTaken(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var lc net.ListenConfig
	l, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { must(t, l.Close()) }()
	opts := o.options()
	opts.Mode, opts.SigningSecret, opts.Listen = ModeHTTP, secret, l.Addr().String()
	b, err := New(opts)
	must(t, err)
	if err := b.Run(t.Context()); guard.KindOf(err) != guard.Unavailable || !strings.Contains(guard.HintOf(err), "free address") {
		t.Errorf("error %v", err)
	}
}

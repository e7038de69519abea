package slacksim_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
)

// respond posts JSON to a response_url.
func (ws *workspace) respond(url, body string) (int, string) {
	ws.t.Helper()
	r, err := http.NewRequestWithContext(ws.t.Context(), http.MethodPost, url, strings.NewReader(body))
	must(ws.t, err)
	r.Header.Set("Content-Type", "application/json")
	status, header, raw := ws.do(r)
	if header.Get("Content-Type") == "" {
		ws.t.Error("a reply without a Content-Type")
	}
	return status, string(raw)
}

func TestResponseURLOfACommand(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	must(t, ws.sim.As("bob").Slash(t.Context(), "", "/kms"))
	url := ws.next(a).text("response_url")
	bodies := []string{
		`{"text":"one"}`,
		`{"text":"two","response_type":"in_channel","blocks":null,"metadata":{"event_type":"","event_payload":null}}`,
		`{"text":"three","response_type":"ephemeral"}`,
		`{"text":"four","replace_original":true}`,
		`{"text":"five"}`,
	}
	for _, b := range bodies {
		if status, word := ws.respond(url, b); status != 200 || word != "ok" {
			t.Errorf("%s: HTTP %d %q", b, status, word)
		}
	}
	if status, word := ws.respond(url, `{"text":"six"}`); status != 404 || word != "used_url" {
		t.Errorf("the sixth use: HTTP %d %q", status, word)
	}
	for i, m := range ws.sim.Messages("C0KEYS") {
		want := "U0BOB"
		if i == 1 {
			want = ""
		}
		if m.Ephemeral != want {
			t.Errorf("message %q is seen by %q, want %q", m.Text, m.Ephemeral, want)
		}
	}
	if n := len(ws.sim.Messages("C0KEYS")); n != 5 {
		t.Errorf("%d messages; a command's URL cannot replace what it posted", n)
	}
}

func TestResponseURLOfAPress(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	ws.call("chat.postEphemeral", "channel", "C0KEYS", "user", "U0BOB", "text", "x", "blocks", buttons)
	press := func() string {
		must(t, ws.sim.As("bob").Press(t.Context(), "Confirm 3"))
		return ws.next(a).text("response_url")
	}
	old := press()
	if _, word := ws.respond(old, `{"replace_original":true,"blocks":`+section+`}`); word != "ok" {
		t.Fatalf("replace: %q", word)
	}
	if m := ws.sim.Messages("C0KEYS"); len(m) != 1 || strings.Contains(string(m[0].Blocks), "Confirm 3") {
		t.Errorf("after replacing: %+v", m)
	}
	if status, word := ws.respond(old, `{"blocks":[{"type":"alert"}],"text":"x"}`); status != 400 || word != "invalid_blocks" {
		t.Errorf("bad blocks: HTTP %d %q", status, word)
	}
	if _, word := ws.respond(old, `{"delete_original":true}`); word != "ok" || !ws.sim.Messages("C0KEYS")[0].Deleted {
		t.Errorf("delete: %q", word)
	}
	ws.real.advance(30*time.Minute + time.Second)
	if status, word := ws.respond(old, `{"text":"x"}`); status != 404 || word != "expired_url" {
		t.Errorf("after 30 minutes: HTTP %d %q", status, word)
	}
	if status, _ := ws.respond(ws.url+"/response/T0ACME/unknown", `{"text":"x"}`); status != 404 {
		t.Errorf("unknown: HTTP %d", status)
	}
}

func TestResponseURLFaults(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	must(t, ws.sim.As("bob").Slash(t.Context(), "", "/kms"))
	url := ws.next(a).text("response_url")
	must(t, ws.sim.SetFault(slacksim.Fault{API: "slack.response_url", Kind: "html", Times: 1}))
	if status, body := ws.respond(url, `{"text":"x"}`); status != 502 || !strings.Contains(body, "<html>") {
		t.Errorf("HTTP %d %s", status, body)
	}
	if n := ws.sim.Effects("response_url"); n != 0 {
		t.Errorf("%d effects", n)
	}
	if _, word := ws.respond(url, `{"text":"x"}`); word != "ok" || ws.sim.Effects("response_url") != 1 {
		t.Errorf("afterwards: %q", word)
	}
}

package slacksim_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim"
)

const form = "application/x-www-form-urlencoded"

func TestTokensAndBodies(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	tests := []struct {
		name, method, bearer, contentType, body, want string
	}{
		{"token in the form", "users.list", "", form, "token=" + botToken, "ok"},
		{"token in the header", "users.list", botToken, "", "", "ok"},
		{"header and form", "users.list", botToken, form, "limit=2", "ok"},
		{"header and JSON", "users.list", botToken, "application/json", `{"limit": 2}`, "ok"},
		{"a token in JSON is not read", "users.list", "", "application/json", `{"token": "` + botToken + `"}`, "not_authed"},
		{"no token", "users.list", "", "", "", "not_authed"},
		{"unknown token", "users.list", "xoxb-other", "", "", "invalid_auth"},
		{"app token for a bot method", "users.list", appToken, "", "", "not_allowed_token_type"},
		{"bot token for an app method", "apps.connections.open", botToken, "", "", "not_allowed_token_type"},
		{"app token for auth.test", "auth.test", appToken, "", "", "ok"},
		{"unknown method", "chat.shout", botToken, "", "", "unknown_method"},
		{"body without type", "users.list", botToken, "", "limit=2", "missing_post_type"},
		{"body of another type", "users.list", botToken, "text/plain", "limit=2", "invalid_post_type"},
		{"broken JSON", "users.list", botToken, "application/json", `{`, "invalid_json"},
		{"JSON that is no object", "users.list", botToken, "application/json", `[1]`, "json_not_object"},
		{"strange argument name", "users.list", botToken, form, "li%20mit=2", "invalid_arg_name"},
		{"unknown argument", "users.list", botToken, form, "colour=red", "ok"},
		{"bad cursor", "users.list", botToken, form, "cursor=xyz", "invalid_cursor"},
	}
	for _, tt := range tests {
		wantWord(t, tt.name, ws.send(tt.method, tt.bearer, tt.contentType, tt.body), tt.want)
	}
	wantTokens := []string{"bot", "bot", "bot", "bot", "none", "none", "unknown", "app", "bot", "app"}
	var got []string
	for _, c := range ws.sim.Calls()[:len(wantTokens)] {
		got = append(got, c.Token)
		if c.Arguments["token"] != nil {
			t.Errorf("the log of %s holds the token", c.API)
		}
	}
	if diff := cmp.Diff(wantTokens, got); diff != "" {
		t.Errorf("tokens in the log (-want +got):\n%s", diff)
	}
}

func TestMultipartForm(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	body := "--b\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\nU0BOB\r\n--b--\r\n"
	a := ws.send("users.info", botToken, "multipart/form-data; boundary=b", body)
	if a.text("user", "name") != "bob" {
		t.Errorf("answer %v", a)
	}
}

func TestJSONWithoutCharsetIsWarnedAbout(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.send("auth.test", botToken, "application/json", "{}")
	if a["warning"] != "missing_charset" {
		t.Errorf("answer %v", a)
	}
	if b := ws.callJSON("auth.test", struct{}{}); b["warning"] != nil {
		t.Errorf("answer %v", b)
	}
}

func TestScopes(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	tests := []struct {
		method string
		args   []string
		needed string
	}{
		{"conversations.history", []string{"channel", "C0KEYS"}, "channels:history"},
		{"conversations.history", []string{"channel", "C0PRIV"}, "groups:history"},
		{"pins.add", []string{"channel", "C0KEYS", "timestamp", "1.000001"}, "pins:write"},
		{"reactions.add", []string{"channel", "C0KEYS", "timestamp", "1.000001", "name", "eyes"}, "reactions:write"},
		{"conversations.open", []string{"users", "U0ALICE,U0BOB"}, "mpim:write"},
		{"chat.postMessage", []string{"channel", "C0KEYS", "text", "x", "username", "Root"}, "chat:write.customize"},
	}
	for _, tt := range tests {
		a := ws.call(tt.method, tt.args...)
		wantWord(t, tt.method, a, "missing_scope")
		if a["needed"] != tt.needed || !strings.Contains(a.text("provided"), "chat:write") {
			t.Errorf("%s: needed %v, provided %v", tt.method, a["needed"], a["provided"])
		}
	}
}

func TestRevokedToken(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	must(t, ws.sim.Change("revoke"))
	wantWord(t, "auth.test", ws.call("auth.test"), "token_revoked")
	must(t, ws.sim.Change("restore"))
	wantWord(t, "auth.test", ws.call("auth.test"), "ok")
}

func TestArgumentsMayBeJSONOrText(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	blocks := []any{map[string]any{"type": "divider"}}
	asText, err := json.Marshal(blocks)
	must(t, err)
	for name, value := range map[string]any{"as JSON": blocks, "as text": string(asText)} {
		a := ws.callJSON("chat.postMessage", map[string]any{"channel": "C0KEYS", "text": "x", "blocks": value, "unfurl_links": false})
		wantWord(t, name, a, "ok")
		message, _ := a["message"].(map[string]any)
		if list, _ := message["blocks"].([]any); len(list) != 1 {
			t.Errorf("%s: message %v", name, message)
		}
	}
	encoded := url.Values{"channel": {"C0KEYS"}, "blocks": {"not json"}}.Encode()
	wantWord(t, "no JSON", ws.send("chat.postMessage", botToken, form, encoded), "invalid_blocks_format")
}

func TestRateLimits(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, settings(slacksim.Settings{PostBurst: 2}))
	post := url.Values{"token": {botToken}, "channel": {"C0KEYS"}, "text": {"x"}}.Encode()
	for range 2 {
		wantWord(t, "within the burst", ws.send("chat.postMessage", "", form, post), "ok")
	}
	status, header, body := ws.raw("chat.postMessage", "", form, post)
	if status != http.StatusTooManyRequests || header.Get("Retry-After") != "1" || !strings.Contains(string(body), "ratelimited") {
		t.Errorf("over the limit: HTTP %d, Retry-After %q, %s", status, header.Get("Retry-After"), body)
	}
	other := url.Values{"token": {botToken}, "channel": {"C0PRIV"}, "text": {"x"}}.Encode()
	wantWord(t, "another channel", ws.send("chat.postMessage", "", form, other), "ok")
	ws.real.advance(1e9)
	wantWord(t, "a second later", ws.send("chat.postMessage", "", form, post), "ok")
	if n := ws.sim.Effects("slack.chat.postMessage"); n != 4 {
		t.Errorf("%d effects, want 4", n)
	}
}

func TestMethodRateLimit(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	for range 20 {
		wantWord(t, "usergroups.list", ws.call("usergroups.list"), "ok")
	}
	if status, header, _ := ws.raw("usergroups.list", botToken, "", ""); status != http.StatusTooManyRequests || header.Get("Retry-After") != "3" {
		t.Errorf("21st call in a minute: HTTP %d, Retry-After %q", status, header.Get("Retry-After"))
	}
	free := newWorkspace(t, settings(slacksim.Settings{NoRateLimits: true}))
	for range 30 {
		wantWord(t, "without limits", free.call("usergroups.list"), "ok")
	}
}

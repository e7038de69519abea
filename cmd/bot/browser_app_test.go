package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// web calls a method of the simulated Web API as the app does.
func (v *venue) web(t testing.TB, method string, form url.Values) map[string]any {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, v.Sandbox().SlackURL()+"/api/"+method, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", "Bearer xoxb-sandbox-bot")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	said := map[string]any{}
	if err := json.NewDecoder(answer.Body).Decode(&said); err != nil || said["ok"] != true {
		t.Fatalf("%s: %v, %v", method, said, err)
	}
	return said
}

// post posts a text as the app, and returns its timestamp.
func (v *venue) post(t testing.TB, room, text string) (ts string) {
	t.Helper()
	ts, _ = v.web(t, "chat.postMessage", url.Values{"channel": {room}, "text": {text}})["ts"].(string)
	return ts
}

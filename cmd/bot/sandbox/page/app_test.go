package page

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// testApp is an app in a few lines: it opens a window when its button is pressed,
// compares a sentence, and makes a Home tab.
type testApp struct {
	call func(method string, args ...string) map[string]any

	mu    sync.Mutex
	heard []string // commands and actions, in order
}

const (
	askBlocks = `[{"type":"section","text":{"type":"mrkdwn","text":"*Delete* ` + "`key-1`" + `"}},
		{"type":"actions","block_id":"row","elements":[
			{"type":"button","action_id":"confirm","text":{"type":"plain_text","text":"Confirm 1"},"value":"1"},
			{"type":"overflow","action_id":"more","options":[{"text":{"type":"plain_text","text":"Snooze"},"value":"snooze"},{"text":{"type":"plain_text","text":"Ignore"},"value":"ignore"}]}]}]`
	sentenceText = "I approve <this> & that."
	askModal     = `{"type":"modal","title":{"type":"plain_text","text":"Statement 1"},"submit":{"type":"plain_text","text":"Confirm"},"blocks":[
		{"type":"section","block_id":"sentence","text":{"type":"mrkdwn","text":"` + "`I approve &lt;this&gt; &amp; that.`" + `"}},
		{"type":"input","block_id":"statement","label":{"type":"plain_text","text":"The sentence"},"element":{"type":"plain_text_input","action_id":"typed"}},
		{"type":"input","block_id":"how","label":{"type":"plain_text","text":"How"},"element":{"type":"static_select","action_id":"chosen","options":[
			{"text":{"type":"plain_text","text":"by hand"},"value":"hand"},{"text":{"type":"plain_text","text":"by tool"},"value":"tool"}]}}]}`
	homeView = `{"type":"home","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Nothing waits for you."}}]}`
)

func (a *testApp) note(what string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.heard = append(a.heard, what)
}

// last is what the app heard last.
func (a *testApp) last() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.heard) == 0 {
		return ""
	}
	return a.heard[len(a.heard)-1]
}

func (a *testApp) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	form, _ := url.ParseQuery(string(body)) // an event is no form
	switch {
	case strings.HasPrefix(r.URL.Path, "/commands"):
		a.note(form.Get("command") + " " + form.Get("text"))
		_, _ = io.WriteString(w, `{"response_type":"ephemeral","text":"I heard you."}`)
	case strings.HasPrefix(r.URL.Path, "/interactions"):
		a.interact(w, form.Get("payload"))
	default:
		a.event(body)
	}
}

func (a *testApp) interact(w http.ResponseWriter, payload string) {
	var p struct {
		Type    string `json:"type"`
		Trigger string `json:"trigger_id"`
		Actions []struct {
			ID       string `json:"action_id"`
			Selected struct {
				Value string `json:"value"`
			} `json:"selected_option"`
		} `json:"actions"`
		View struct {
			State struct {
				Values map[string]map[string]struct {
					Value string `json:"value"`
				} `json:"values"`
			} `json:"state"`
		} `json:"view"`
	}
	if json.Unmarshal([]byte(payload), &p) != nil {
		http.Error(w, "no payload", http.StatusBadRequest)
		return
	}
	switch p.Type {
	case "block_actions":
		a.note(strings.TrimSpace(p.Actions[0].ID + " " + p.Actions[0].Selected.Value))
		if p.Actions[0].ID == "confirm" {
			a.call("views.open", "trigger_id", p.Trigger, "view", askModal)
		}
	case "view_submission":
		typed := p.View.State.Values["statement"]["typed"].Value
		a.note("submitted " + typed)
		if typed != sentenceText {
			_, _ = io.WriteString(w, `{"response_action":"errors","errors":{"statement":"Differs at word 1."}}`)
		}
	}
}

func (a *testApp) event(body []byte) {
	var e struct {
		Event struct {
			Type, User string
		}
	}
	if json.Unmarshal(body, &e) == nil && e.Event.Type == "app_home_opened" {
		a.note("home " + e.Event.User)
		a.call("views.publish", "user_id", e.Event.User, "view", homeView)
	}
}

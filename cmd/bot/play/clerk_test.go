package play_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
)

// clerk is an app that asks for two statements: the first at once, the second
// after the person opened the audit and said how something was settled. The
// second is given once.
type clerk struct {
	t   *testing.T
	api string

	mu      sync.Mutex
	audited map[string]bool
	settled string
	given   bool
}

const (
	firstSentence  = "I confirm the key is key-1 <prod> & no other."
	secondSentence = "I have completed the audit."
)

// interaction is as much of a payload as the clerk reads.
type interaction struct {
	Type    string              `json:"type"`
	Trigger string              `json:"trigger_id"`
	User    struct{ ID string } `json:"user"`
	Actions []struct {
		ID string `json:"action_id"`
	} `json:"actions"`
	View struct {
		Callback string `json:"callback_id"`
		State    struct {
			Values map[string]map[string]struct{ Value string } `json:"values"`
		} `json:"state"`
	} `json:"view"`
}

func (c *clerk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.URL.Path == "/commands" {
		c.open(r.FormValue("text"))
		return
	}
	var in interaction
	if r.URL.Path != "/interactions" || json.Unmarshal([]byte(r.FormValue("payload")), &in) != nil {
		return
	}
	switch in.Type {
	case "block_actions":
		c.pressed(in)
	case "view_submission":
		c.submitted(w, in)
	}
}

// open posts a request and its thread; "quiet" posts nothing.
func (c *clerk) open(text string) {
	if text == "quiet" {
		return
	}
	parent := c.call("chat.postMessage", `{"channel":"C0KEYS","text":"Delete key key-1"}`)
	c.call("chat.postMessage", fmt.Sprintf(`{"channel":"C0KEYS","thread_ts":%q,"text":"Statements","blocks":[
		{"type":"section","text":{"type":"mrkdwn","text":"*Statements*\nof   five people"}},
		{"type":"actions","elements":[%s,%s,%s]}]}`, parent, button("Confirm 1", "one"), button("Confirm 2", "two"), button("Confirm 3", "three")))
}

func button(label, action string) string {
	return fmt.Sprintf(`{"type":"button","action_id":%q,"text":{"type":"plain_text","text":%q}}`, action, label)
}

func (c *clerk) pressed(in interaction) {
	switch action := in.Actions[0].ID; {
	case action == "one":
		c.show("views.open", in, "Statement 1", `{"type":"section","block_id":"sentence","text":{"type":"mrkdwn","text":"Type:\n`+"`I confirm the key is key-1 &lt;prod&gt; &amp; no other.`"+`"}},`+input("typed", "Sentence", false))
	case action == "two" && c.given:
		c.call("chat.postEphemeral", fmt.Sprintf(`{"channel":"C0KEYS","user":%q,"text":"Statement 2 was given already."}`, in.User.ID))
	case action == "two" && !c.audited[in.User.ID]:
		c.show("views.open", in, "Read this first", `{"type":"actions","elements":[`+button("Open audit", "audit")+`]}`)
	case action == "two":
		c.show("views.open", in, "Statement 2", input("settled", "How were objects settled", false)+","+input("note", "Note", true)+
			`,{"type":"rich_text","block_id":"sentence","elements":[{"type":"rich_text_preformatted","elements":[{"type":"text","text":"`+secondSentence+`"}]}]},`+input("typed", "Sentence", false))
	case action == "audit":
		c.audited[in.User.ID] = true
		c.show("views.push", in, "Audit", `{"type":"section","text":{"type":"mrkdwn","text":"2 resources depend on it"}}`)
	}
}

func input(id, label string, optional bool) string {
	return fmt.Sprintf(`{"type":"input","block_id":%q,"optional":%t,"label":{"type":"plain_text","text":%q},"element":{"type":"plain_text_input","action_id":"v"}}`, id, optional, label)
}

func (c *clerk) show(method string, in interaction, title, blocks string) {
	submit := `,"submit":{"type":"plain_text","text":"Confirm"}`
	c.call(method, fmt.Sprintf(`{"trigger_id":%q,"view":{"type":"modal","callback_id":%q,"title":{"type":"plain_text","text":%q}%s,"blocks":[%s]}}`, in.Trigger, title, title, submit, blocks))
}

func (c *clerk) submitted(w http.ResponseWriter, in interaction) {
	want := map[string]string{"Statement 1": firstSentence, "Statement 2": secondSentence}[in.View.Callback]
	values := in.View.State.Values
	if typed := values["typed"]["v"].Value; typed != want {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"response_action":"errors","errors":{"typed":"Differs at word 1."}}`)
		return
	}
	if in.View.Callback == "Statement 2" {
		c.given, c.settled = true, values["settled"]["v"].Value
	}
	c.call("chat.postMessage", fmt.Sprintf(`{"channel":"C0KEYS","text":"%s is given"}`, in.View.Callback))
}

// call calls Slack and returns the ts of a message that it posted.
func (c *clerk) call(method, body string) string {
	r, err := http.NewRequestWithContext(c.t.Context(), http.MethodPost, c.api+method, bytes.NewReader([]byte(body)))
	if err != nil {
		c.t.Error(err)
		return ""
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", "Bearer xoxb-sandbox-bot")
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Error(err)
		return ""
	}
	defer func() { _ = reply.Body.Close() }()
	var answer struct {
		OK    bool
		Error string
		TS    string
		Meta  json.RawMessage `json:"response_metadata"`
	}
	if err := json.NewDecoder(reply.Body).Decode(&answer); err != nil || !answer.OK {
		c.t.Errorf("%s: %v, %s %s", method, err, answer.Error, answer.Meta)
	}
	return answer.TS
}

package page

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const aliceHere, bobHere = "/shop/alice/key-changes", "/shop/bob/key-changes"

func TestSay(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	if to := s.done(aliceHere+"/do/say?pane=cloud", "text", "  hello @bob & <all>\r\nof you "); to != "/"+token+aliceHere+"?pane=cloud" {
		t.Errorf("it leads to %s", to)
	}
	s.contains(s.get(aliceHere), "<strong>alice</strong>", "hello", "@bob", "&amp; &lt;all&gt;")
	ts := s.host.Slack().Messages("C0KEYS")[0].TS
	s.done(aliceHere+"/"+ts+"/do/say", "text", "a reply", "thread", ts)
	s.contains(s.get(bobHere+"/"+ts), "a reply", "1 reply")
	s.done(aliceHere+"/do/say", "text", " ")
	if n := len(s.host.Slack().Messages("C0KEYS")); n != 2 {
		t.Errorf("there are %d messages, not 2: nothing was said with nothing", n)
	}
}

func TestSlash(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.done(aliceHere+"/do/say", "text", "/kms help me")
	if s.app.last() != "/kms help me" {
		t.Errorf("the app heard %q", s.app.last())
	}
	s.contains(s.get(aliceHere), "I heard you.", "only visible to you")
	s.done(aliceHere+"/do/say", "text", "/nothing")
	s.contains(s.get(aliceHere), `id="toast-problem"`, "/nothing is not a valid command.")
	s.lacks(s.get(bobHere), "toast-problem")
	s.done(aliceHere + "/do/dismiss")
	s.lacks(s.get(aliceHere), "toast-problem")
}

func TestWhoIsNotThereSaysNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.do("/shop/greta/key-changes/do/say", "text", "hello")
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "@greta is not in this room") {
		t.Errorf("%d %s", a.status, a.body)
	}
}

func TestPress(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ts := s.post("blocks", askBlocks)
	s.contains(s.get(aliceHere), `value="row/confirm"`, `value="row/more/snooze"`)
	s.done(aliceHere+"/do/act", "room", "C0KEYS", "ts", ts, "press", "row/more/snooze")
	if s.app.last() != "more snooze" {
		t.Errorf("the app heard %q", s.app.last())
	}
	for _, row := range []struct {
		name, want string
		fields     []string
	}{
		{"nothing was pressed", "does not say what was pressed", []string{"room", "C0KEYS", "ts", ts}},
		{"no such message", "sees this message no more", []string{"room", "C0KEYS", "ts", "1.000001", "press", "row/confirm"}},
		{"no such window", "this window is not open any more", []string{"view", "V1", "press", "row/confirm"}},
		{"no such button", "changed meanwhile", []string{"room", "C0KEYS", "ts", ts, "press", "row/other"}},
	} {
		if a := s.do(aliceHere+"/do/act", row.fields...); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, row.want) {
			t.Errorf("%s: %d %s", row.name, a.status, a.body)
		}
	}
}

func TestInputOfAMessage(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ts := s.post("blocks", `[{"type":"section","block_id":"b","text":{"type":"mrkdwn","text":"How?"},"accessory":{"type":"static_select","action_id":"pick",
		"placeholder":{"type":"plain_text","text":"Pick one"},"options":[{"text":{"type":"plain_text","text":"By hand"},"value":"hand"},{"text":{"type":"plain_text","text":"By tool"},"value":"tool"}]}}]`)
	s.done(aliceHere+"/do/enter", "room", "C0KEYS", "ts", ts, "in:b/pick", "tool")
	if s.app.last() != "pick tool" {
		t.Errorf("the app heard %q", s.app.last())
	}
	s.contains(s.get(aliceHere), `<option value="tool" selected="selected">`)
	s.lacks(s.get(bobHere), `selected="selected"`)
	s.done(aliceHere+"/do/act", "room", "C0KEYS", "ts", ts, "in:b/pick", "hand", "press", "b/pick")
	if s.app.last() != "pick hand" {
		t.Errorf("the app heard %q", s.app.last())
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.contains(s.get("/shop/alice/home"), "data-open-home", "made when somebody opens it")
	if to := s.done(aliceHere + "/do/open-home"); to != "/"+token+"/shop/alice/home" {
		t.Errorf("it leads to %s", to)
	}
	s.until("the Home tab is made", func() bool { return strings.Contains(s.get("/shop/alice/home"), "Nothing waits for you.") })
	s.lacks(s.get("/shop/bob/home"), "Nothing waits for you.")
}

func TestScriptHearsWhereToGo(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	script := func(r *http.Request) { r.Header.Set("Accept", "application/json") }
	a := s.ask(http.MethodPost, aliceHere+"/do/say", url.Values{"text": {"hello"}}, script)
	if a.status != http.StatusOK || a.body != `{"to":"/`+token+aliceHere+`"}`+"\n" {
		t.Errorf("%d %s", a.status, a.body)
	}
	a = s.ask(http.MethodPost, aliceHere+"/do/act", url.Values{}, script)
	if a.status != http.StatusUnprocessableEntity || !strings.HasPrefix(a.body, `{"error":"`) {
		t.Errorf("%d %s", a.status, a.body)
	}
	for _, path := range []string{aliceHere + "/do/nothing", "/do/cloud/nothing"} {
		if a := s.ask(http.MethodPost, path, url.Values{}, script); a.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	if a := s.ask(http.MethodPost, "/depot/alice/key-changes/do/say", url.Values{"text": {"x"}}, script); a.status != http.StatusConflict {
		t.Errorf("an act in another world: %d %s", a.status, a.body)
	}
}

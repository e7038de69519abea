package page

import (
	"strings"
	"testing"
)

func TestLinksToMessagesLeadHere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ts := s.post("text", "parent")
	reply := s.post("text", "reply", "thread_ts", ts)
	link := func(ts string) string {
		return s.call("chat.getPermalink", "channel", "C0KEYS", "message_ts", ts)["permalink"].(string)
	}
	origin := strings.TrimSuffix(s.url, "/"+token)
	here := origin + "/" + token + "/shop/alice/key-changes/" + ts
	s.post("text", "see <"+link(ts)+"|the request>", "channel", "C0TALK")
	s.post("text", "and "+"<"+link(reply)+">", "channel", "C0TALK")
	page := s.get("/shop/alice/general")
	s.contains(page, `href="`+here+"?at="+ts+"#m-"+ts+`"`, `href="`+here+"?at="+reply+"#t-"+reply+`"`)
	s.lacks(page, "acme.slack.com")
	s.contains(s.get("/shop/greta/general"), "acme.slack.com") // she is in no such room
}

func TestButtonThatOpensAMessageLeadsThere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ts := s.post("text", "parent")
	address := s.call("chat.getPermalink", "channel", "C0KEYS", "message_ts", ts)["permalink"].(string)
	at := s.post("channel", "C0TALK", "blocks", `[{"type":"actions","block_id":"row","elements":[{"type":"button","action_id":"open","text":{"type":"plain_text","text":"Open"},"url":"`+address+`"},
		{"type":"button","action_id":"docs","text":{"type":"plain_text","text":"Docs"},"url":"https://docs.example/x"}]}]`)
	page := s.get("/shop/bob/general")
	s.contains(page, `value="row/open"`, `href="https://docs.example/x"`)
	s.lacks(page, "acme.slack.com")
	to := s.done("/shop/bob/general/do/act", "room", "C0TALK", "ts", at, "press", "row/open")
	if want := "/" + token + "/shop/bob/key-changes/" + ts + "?at=" + ts + "#m-" + ts; to != want || s.app.last() != "open" {
		t.Errorf("it leads to %s, not %s; the app heard %q", to, want, s.app.last())
	}
}

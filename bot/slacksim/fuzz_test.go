package slacksim

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// FuzzArgs: a body is either refused in a word of Slack's, or its arguments
// are all readable and hold no token.
func FuzzArgs(f *testing.F) {
	for _, seed := range []struct{ kind, body string }{
		{"application/x-www-form-urlencoded", "token=xoxb-1&channel=C1&text=%F0%9F%94%91&blocks=[]"},
		{"application/json", `{"channel":"C1","blocks":[{"type":"divider"}],"view":null,"limit":3}`},
		{"application/json; charset=utf-8", `{"view":"{\"type\":\"modal\"}"}`},
		{"multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\nU1\r\n--b--\r\n"},
		{"text/plain", "x"}, {"", "x"}, {"application/json", `[]`}, {"application/json", `{"a b":1}`},
	} {
		f.Add(seed.kind, seed.body)
	}
	f.Fuzz(func(t *testing.T, kind, body string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://slack.test/api/x", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		a, problem := parseArgs(r)
		if problem != nil {
			if problem.word == "" || strings.ContainsAny(problem.word, " \n") {
				t.Errorf("error word %q", problem.word)
			}
			return
		}
		for name, v := range a.values {
			if name == "token" || !json.Valid(v) {
				t.Errorf("argument %q holds %q", name, v)
			}
			if raw, ok := a.json(name); ok && raw != nil && !json.Valid(raw) {
				t.Errorf("argument %q as JSON is %q", name, raw)
			}
		}
	})
}

// FuzzParseWorld: a world is refused, or a Sim of it answers for each of its users.
func FuzzParseWorld(f *testing.F) {
	for _, seed := range []string{
		"team: {id: T0ACME, name: Acme}\nusers: [{id: U0ALICE, name: alice, tz: Europe/Berlin}]\ngroups: [{id: S0A, handle: a, users: [alice]}]",
		"channels: [{id: C1, name: c, members: [], private: true}]", "settings: {ack_timeout: 1s}", "users: [{id: U1}]", "users: [", "---\n---\n", "a: &a [*a]",
	} {
		f.Add(seed)
	}
	now := func() time.Time { return time.Unix(1793610000, 0) }
	f.Fuzz(func(t *testing.T, text string) {
		w, err := ParseWorld([]byte(text))
		if err != nil {
			return
		}
		s, err := New(w, Options{Now: now, Real: now})
		if err != nil {
			return
		}
		for _, u := range w.Users {
			if s.As(u.Name).User() != u.ID || s.direct(u.ID) == nil {
				t.Errorf("user %+v is not there", u)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// FuzzAck: whatever a client sends, only a JSON object with the envelope's ID
// acknowledges it.
func FuzzAck(f *testing.F) {
	for _, seed := range []string{`{"envelope_id":"id"}`, `{"envelope_id":"id","payload":{"text":"x"}}`, `{"envelope_id":"other"}`, `[]`, `{`, `null`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, frame []byte) {
		c := &conn{}
		p := &pending{conn: c, done: make(chan answer, 1), second: make(chan struct{})}
		s := &Sim{pending: map[string]*pending{"id": p}}
		s.ack(c, frame)
		s.ack(c, frame)
		s.ack(c, frame)
		var o struct {
			ID string `json:"envelope_id"`
		}
		want := json.Unmarshal(frame, &o) == nil && o.ID == "id" && json.Valid(frame)
		if got := len(p.done) == 1; got != want {
			t.Errorf("%q acknowledged: %v", frame, got)
		}
	})
}

// FuzzMicroOf: what is read as a timestamp has seconds, a point and six digits,
// and is written back as it was.
func FuzzMicroOf(f *testing.F) {
	for _, seed := range []string{"1793610000.000001", "1.000001", "now", "1793610000", "1.5", "-1.000001", "+1.000001", "1e3.000001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, ts string) {
		micro, ok := microOf(ts)
		if !ok {
			return
		}
		if back := tsOf(micro); strings.TrimLeft(back, "0") != strings.TrimLeft(ts, "0") {
			t.Errorf("%q was read as %s", ts, back)
		}
	})
}

// FuzzApply: whatever a submission is answered with, the modal stack stays
// within three and what is shown stays valid.
func FuzzApply(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, `null`, `"ok"`, `{"response_action":"clear"}`, `{"response_action":"errors","errors":{"b":"x"}}`,
		`{"response_action":"push","view":{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[]}}`,
		`{"response_action":"update","view":{}}`,
	} {
		f.Add([]byte(seed))
	}
	now := func() time.Time { return time.Unix(1793610000, 0) }
	f.Fuzz(func(t *testing.T, payload []byte) {
		s, err := New(World{Users: []User{{ID: "U1", Name: "u"}}}, Options{Now: now, Real: now})
		if err != nil {
			t.Fatal(err)
		}
		d, problem := parseView(json.RawMessage(`{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[]}`), "modal")
		if problem != nil {
			t.Fatal(problem)
		}
		p := s.As("u")
		for range 2 {
			if _, problem := s.push(d, "U1"); problem != nil {
				t.Fatal(problem)
			}
		}
		p.submitted(p.top(), answer{payload: payload})
		stack := s.stacks["U1"]
		if len(stack) > maxStackDepth || len(stack) == 2 && !p.banner && !p.updated(payload) {
			t.Errorf("%q left %d modals, banner %v", payload, len(stack), p.banner)
		}
		for _, v := range stack {
			if _, err := json.Marshal(s.viewJSON(v)); err != nil {
				t.Error(err)
			}
		}
	})
}

// updated tells whether an answer replaced the view, which leaves the depth.
func (p *Persona) updated(payload []byte) bool {
	var r struct {
		Action string `json:"response_action"`
	}
	return json.Unmarshal(payload, &r) == nil && r.Action == "update"
}

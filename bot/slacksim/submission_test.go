package slacksim_test

import (
	"encoding/json"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
)

const banner = "We had some trouble connecting. Try again?"

func TestSubmissionAnswers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		answer    any
		wantTitle string // of the newest modal afterwards; empty for none
		wantError string
	}{
		{"plain ack", nil, "", ""},
		{"empty object", map[string]any{}, "", ""},
		{"clear", map[string]any{"response_action": "clear"}, "", ""},
		{"update", map[string]any{"response_action": "update", "view": modalWith("second", "one")}, "second", ""},
		{"push", map[string]any{"response_action": "push", "view": modalWith("second", "one")}, "second", ""},
		{"errors", map[string]any{"response_action": "errors", "errors": map[string]string{"one": "Differs at word 11."}}, "first", "Differs at word 11."},
		{"errors for an unknown block", map[string]any{"response_action": "errors", "errors": map[string]string{"none": "x"}}, "first", banner},
		{"errors for a block that is no input", map[string]any{"response_action": "errors", "errors": map[string]string{"line": "x"}}, "first", banner},
		{"no errors", map[string]any{"response_action": "errors", "errors": map[string]string{}}, "first", banner},
		{"update with a broken view", map[string]any{"response_action": "update", "view": modalWith("a title that is far too long", "one")}, "first", banner},
		{"unknown action", map[string]any{"response_action": "shout"}, "first", banner},
		{"something else", map[string]any{"text": "ok"}, "first", banner},
		{"text", "ok", "first", banner},
		{"no ack", silent, "first", banner},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			wait := 3 * time.Second
			if isSilent(tt.answer) {
				wait = 300 * time.Millisecond // of which the command's ack needs little
			}
			ws := newWorkspace(t, settings(slacksim.Settings{AckTimeout: wait}))
			a := ws.connect(func(e envelope) any {
				if e.Type == "interactive" {
					return tt.answer
				}
				return nil
			})
			view := modalWith("first", "one")
			view["blocks"].([]any)[0].(map[string]any)["block_id"] = "line"
			wantWord(t, "views.open", ws.openModal(ws.trigger(a, "bob"), view), "ok")
			bob := ws.sim.As("bob")
			must(t, bob.Type("I confirm."))
			must(t, bob.Submit(t.Context()))
			v, open := bob.Modal()
			if v.Title != tt.wantTitle || open != (tt.wantTitle != "") {
				t.Errorf("open modal %q (%v), want %q", v.Title, open, tt.wantTitle)
			}
			if bob.LastError() != tt.wantError || bob.Failed() != (tt.wantError != "") {
				t.Errorf("error %q, want %q", bob.LastError(), tt.wantError)
			}
			if (v.Banner != "") != (tt.wantError == banner) {
				t.Errorf("banner %q", v.Banner)
			}
		})
	}
}

func TestSubmissionPayload(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	view := modalWith("first", "one", "two")
	view["private_metadata"], view["callback_id"] = "ümlaut <&>", "statement"
	opened := ws.openModal(ws.trigger(a, "bob"), view)
	bob := ws.sim.As("bob")
	must(t, bob.Submit(t.Context()))
	if bob.LastError() == "" || ws.sim.Deliveries() != 1 {
		t.Errorf("empty required inputs: error %q, %d deliveries", bob.LastError(), ws.sim.Deliveries())
	}
	must(t, bob.Fill("Label one", "1"))
	must(t, bob.Fill("label two", "2")) // a label is found in either case
	must(t, bob.Press(t.Context(), "Confirm"))
	var p struct {
		Type string `json:"type"`
		User struct{ ID string }
		View struct {
			ID       string
			Hash     string
			Meta     string `json:"private_metadata"`
			Callback string `json:"callback_id"`
			State    struct {
				Values map[string]map[string]struct{ Type, Value string }
			}
		}
		URLs []any `json:"response_urls"`
	}
	e := ws.next(a)
	must(t, json.Unmarshal(e.Payload, &p))
	if p.Type != "view_submission" || p.User.ID != "U0BOB" || p.View.ID != opened.text("view", "id") || p.View.Hash != opened.text("view", "hash") {
		t.Errorf("payload: %s", e.Payload)
	}
	if p.View.Meta != "ümlaut <&>" || p.View.Callback != "statement" || p.URLs == nil || e.object()["channel"] != nil {
		t.Errorf("payload: %s", e.Payload)
	}
	if got := p.View.State.Values["two"]["a-two"]; got.Type != "plain_text_input" || got.Value != "2" {
		t.Errorf("state of two: %+v", got)
	}
}

func TestTypeFindsTheInputAfterTheSentence(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	view := modalWith("first", "note", "typed")
	sentence := map[string]any{"type": "section", "block_id": "sentence", "text": map[string]any{"type": "mrkdwn", "text": "`I confirm.`"}}
	blocks := view["blocks"].([]any)
	view["blocks"] = []any{blocks[0], blocks[1], sentence, blocks[2]}
	ws.openModal(ws.trigger(a, "bob"), view)
	bob := ws.sim.As("bob")
	must(t, bob.Fill("Label note", "by hand"))
	must(t, bob.Type("I confirm."))
	must(t, bob.Submit(t.Context()))
	values := ws.next(a).object()["view"].(map[string]any)["state"].(map[string]any)["values"].(map[string]any)
	if got := values["typed"].(map[string]any)["a-typed"].(map[string]any)["value"]; got != "I confirm." {
		t.Errorf("typed %v", got)
	}

	ws.openModal(ws.trigger(a, "carol"), modalWith("first", "one", "two"))
	if err := ws.sim.As("carol").Type("x"); err == nil {
		t.Error("typed into one of two inputs")
	}
}

func TestLateAckSwitch(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	ws.openModal(ws.trigger(a, "bob"), modalWith("first", "one"))
	bob := ws.sim.As("bob")
	must(t, bob.Type("x"))
	must(t, ws.sim.Change("late-ack-next"))
	must(t, bob.Submit(t.Context()))
	if bob.LastError() != banner {
		t.Errorf("late ack: %q", bob.LastError())
	}
	first := ws.next(a)
	must(t, bob.Submit(t.Context()))
	second := ws.next(a)
	if _, open := bob.Modal(); open || bob.Failed() {
		t.Errorf("submitted again: open %v, %q", open, bob.LastError())
	}
	if first.text("view", "id") != second.text("view", "id") || first.text("view", "hash") != second.text("view", "hash") {
		t.Error("the same form arrives twice")
	}
}

package slacksim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim"
)

const buttons = `[
 {"type":"section","block_id":"head","text":{"type":"mrkdwn","text":"Choose"},
  "accessory":{"type":"static_select","action_id":"how","placeholder":{"type":"plain_text","text":"How"},
   "options":[{"text":{"type":"plain_text","text":"Fast"},"value":"f"},{"text":{"type":"plain_text","text":"Slow"},"value":"s"}]}},
 {"type":"actions","block_id":"acts","elements":[
  {"type":"button","action_id":"yes","text":{"type":"plain_text","text":"Confirm 3","emoji":true},"value":"req-1","style":"danger"},
  {"type":"checkboxes","action_id":"boxes","options":[{"text":{"type":"mrkdwn","text":"*A*"},"value":"a"},{"text":{"type":"mrkdwn","text":"B"},"value":"b"}]},
  {"type":"overflow","action_id":"more","options":[{"text":{"type":"plain_text","text":"Withdraw"},"value":"w"},{"text":{"type":"plain_text","text":"Extend"},"value":"x"}]}]}]`

func TestPressOnAMessage(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	parent := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "parent").text("ts")
	ts := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "fallback", "blocks", buttons, "thread_ts", parent).text("ts")
	bob := ws.sim.As("bob")
	must(t, bob.Choose("How", "Slow"))
	chosen := ws.next(a).object()
	must(t, bob.Press(t.Context(), "Confirm 3"))
	p := ws.next(a).object()

	action := p["actions"].([]any)[0].(map[string]any)
	delete(action, "action_ts")
	want := map[string]any{
		"type": "button", "action_id": "yes", "block_id": "acts", "value": "req-1", "style": "danger",
		"text": map[string]any{"type": "plain_text", "text": "Confirm 3", "emoji": true},
	}
	if diff := cmp.Diff(want, action); diff != "" {
		t.Errorf("action (-want +got):\n%s", diff)
	}
	container := map[string]any{"type": "message", "message_ts": ts, "channel_id": "C0KEYS", "is_ephemeral": false, "thread_ts": parent}
	if diff := cmp.Diff(container, p["container"]); diff != "" {
		t.Errorf("container (-want +got):\n%s", diff)
	}
	slow := map[string]any{"text": map[string]any{"type": "plain_text", "text": "Slow"}, "value": "s"}
	state := map[string]any{"values": map[string]any{
		"head": map[string]any{"how": map[string]any{"type": "static_select", "selected_option": slow}},
		"acts": map[string]any{"boxes": map[string]any{"type": "checkboxes", "selected_options": []any{}}},
	}}
	if diff := cmp.Diff(state, p["state"]); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
	if got := chosen["actions"].([]any)[0].(map[string]any); cmp.Diff(slow, got["selected_option"]) != "" || got["type"] != "static_select" {
		t.Errorf("choice: %v", got)
	}
	if message := p["message"].(map[string]any); message["ts"] != ts || message["thread_ts"] != parent || message["bot_id"] != "B0KMSGUARD" {
		t.Errorf("message: %v", message)
	}
	for _, key := range []string{"response_url", "trigger_id", "api_app_id"} {
		if s, _ := p[key].(string); s == "" {
			t.Errorf("%s is missing", key)
		}
	}
}

func TestStateBelongsToThePerson(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x", "blocks", buttons)
	must(t, ws.sim.As("bob").Choose("", "*A*"))
	ws.next(a)
	must(t, ws.sim.As("bob").Choose("", "B"))
	ws.next(a)
	must(t, ws.sim.As("bob").Choose("", "*A*"))
	if got := selected(ws.next(a)); cmp.Diff([]any{"b"}, got) != "" {
		t.Errorf("after choosing A, B and A again: %v", got)
	}
	must(t, ws.sim.As("carol").Press(t.Context(), "Confirm"))
	if got := selected(ws.next(a)); len(got) != 0 {
		t.Errorf("carol's boxes: %v", got)
	}
}

func selected(e envelope) []any {
	values := e.object()["state"].(map[string]any)["values"].(map[string]any)
	var got []any
	for _, o := range values["acts"].(map[string]any)["boxes"].(map[string]any)["selected_options"].([]any) {
		got = append(got, o.(map[string]any)["value"])
	}
	return got
}

func TestPressFindsTheNewestVisible(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	post := func(method, label string, more ...string) string {
		block := `[{"type":"actions","block_id":"b","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"` + label + `"}}]}]`
		reply := ws.call(method, append([]string{"channel", "C0KEYS", "text", "x", "blocks", block}, more...)...)
		return reply.text("ts") + reply.text("message_ts")
	}
	old := post("chat.postMessage", "Cancel")
	newer := post("chat.postMessage", "Cancel deletion")
	private := post("chat.postEphemeral", "Cancel", "user", "U0BOB")
	tests := []struct{ user, label, want string }{
		{"alice", "Cancel", old},            // the exact label wins over a newer start of one
		{"alice", "cancel d", newer},        // a start of a label, in either case
		{"bob", "Cancel", private},          // the newest that he sees
		{"carol", "Cancel deletion", newer}, // what others see privately is not there
	}
	for _, tt := range tests {
		must(t, ws.sim.As(tt.user).Press(t.Context(), tt.label))
		e := ws.next(a)
		if got := e.text("container", "message_ts"); got != tt.want {
			t.Errorf("%s pressed %q on %s, want %s", tt.user, tt.label, got, tt.want)
		}
		ephemeral := tt.want == private
		if e.object()["container"].(map[string]any)["is_ephemeral"] != ephemeral || (e.object()["message"] == nil) != ephemeral {
			t.Errorf("%s: container %v", tt.user, e.object()["container"])
		}
	}
	on := func(ts string) slacksim.Spot {
		return slacksim.Spot{Room: "key-changes", TS: ts, BlockID: "b", ActionID: "a"}
	}
	must(t, ws.sim.As("alice").Act(t.Context(), on(old)))
	if got := ws.next(a).text("container", "message_ts"); got != old {
		t.Errorf("Act pressed %s", got)
	}
	for _, user := range []string{"gus", "xena"} {
		if err := ws.sim.As(user).Press(t.Context(), "Cancel"); err == nil {
			t.Errorf("%s pressed a button in a channel that he is not in", user)
		}
	}
	if err := ws.sim.As("carol").Act(t.Context(), on(private)); err == nil {
		t.Error("carol pressed a button that only bob sees")
	}
}

func TestOverflowAndUnanswered(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x", "blocks", buttons)
	must(t, ws.sim.As("bob").Press(t.Context(), "Withdraw"))
	action := ws.next(a).object()["actions"].([]any)[0].(map[string]any)
	if option, _ := action["selected_option"].(map[string]any); action["type"] != "overflow" || option["value"] != "w" {
		t.Errorf("action: %v", action)
	}
	a.stop()
	ws.until("the connection is gone", func() bool { return ws.sim.Connections() == 0 })
	bob := ws.sim.As("bob")
	must(t, bob.Press(t.Context(), "Extend"))
	if !bob.Failed() {
		t.Error("a press that nobody answered did not fail")
	}
}

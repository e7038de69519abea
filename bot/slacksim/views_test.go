package slacksim_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
)

// modalWith is a modal with one text input per block ID.
func modalWith(title string, inputs ...string) map[string]any {
	blocks := []any{map[string]any{"type": "divider"}}
	for _, id := range inputs {
		blocks = append(blocks, map[string]any{
			"type": "input", "block_id": id, "label": map[string]any{"type": "plain_text", "text": "Label " + id},
			"element": map[string]any{"type": "plain_text_input", "action_id": "a-" + id},
		})
	}
	return map[string]any{
		"type": "modal", "title": map[string]any{"type": "plain_text", "text": title}, "blocks": blocks,
		"submit": map[string]any{"type": "plain_text", "text": "Confirm"},
		"close":  map[string]any{"type": "plain_text", "text": "Not now"},
	}
}

func homeWith(text string) map[string]any {
	return map[string]any{"type": "home", "blocks": []any{map[string]any{
		"type": "section", "text": map[string]any{"type": "mrkdwn", "text": text},
		"accessory": map[string]any{"type": "button", "action_id": "go", "text": map[string]any{"type": "plain_text", "text": "Go"}},
	}}}
}

func (ws *workspace) openModal(trigger string, view any) answer {
	ws.t.Helper()
	return ws.callJSON("views.open", map[string]any{"trigger_id": trigger, "view": view})
}

// trigger makes a person type a command and returns its trigger_id.
func (ws *workspace) trigger(a *app, user string) string {
	ws.t.Helper()
	must(ws.t, ws.sim.As(user).Slash(ws.t.Context(), "", "/kms"))
	return ws.next(a).text("trigger_id")
}

func TestTriggers(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	id := ws.trigger(a, "alice")
	wantWord(t, "malformed", ws.openModal("abc", modalWith("x")), "invalid_trigger_id")
	wantWord(t, "unknown", ws.openModal("1.2.abcdef", modalWith("x")), "invalid_trigger_id")
	wantWord(t, "first use", ws.openModal(id, modalWith("x")), "ok")
	wantWord(t, "second use", ws.openModal(id, modalWith("x")), "exchanged_trigger_id")
	late := ws.trigger(a, "alice")
	ws.real.advance(3*time.Second + time.Millisecond)
	wantWord(t, "after 3 s", ws.openModal(late, modalWith("x")), "expired_trigger_id")
	wantWord(t, "push without a modal", ws.callJSON("views.push", map[string]any{
		"trigger_id": ws.trigger(a, "bob"), "view": modalWith("x"),
	}), "invalid_trigger_id")
}

func TestViewRefusals(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	long := modalWith("x")
	long["private_metadata"] = strings.Repeat("x", 3001)
	noSubmit := modalWith("x", "one")
	delete(noSubmit, "submit")
	large := modalWith("x")
	large["callback_id"] = strings.Repeat("x", 250_000)
	tests := []struct {
		name string
		view any
		want string
	}{
		{"title of 24", modalWith(strings.Repeat("x", 24)), "ok"},
		{"title of 25", modalWith(strings.Repeat("x", 25)), "invalid_arguments"},
		{"private_metadata of 3,001", long, "invalid_arguments"},
		{"input without submit", noSubmit, "invalid_arguments"},
		{"no blocks", map[string]any{"type": "modal", "title": modalWith("x")["title"], "blocks": nil}, "invalid_arguments"},
		{"a Home tab", homeWith("x"), "invalid_arguments"},
		{"over 250 kB", large, "view_too_large"},
		{"no JSON", "{", "invalid_arguments"},
	}
	for _, tt := range tests {
		wantWord(t, tt.name, ws.openModal(ws.trigger(a, "alice"), tt.view), tt.want)
	}
}

func TestViewHashExternalIDAndKeptValues(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	view := modalWith("first", "one", "two")
	view["external_id"] = "ext"
	opened := ws.openModal(ws.trigger(a, "alice"), view)
	id, hash := opened.text("view", "id"), opened.text("view", "hash")
	wantWord(t, "external ID in use", ws.openModal(ws.trigger(a, "bob"), view), "duplicate_external_id")

	alice := ws.sim.As("alice")
	must(t, alice.Fill("Label one", "kept"))
	must(t, alice.Fill("Label two", "lost"))
	update := func(hash string, v any) answer {
		return ws.callJSON("views.update", map[string]any{"view_id": id, "hash": hash, "view": v})
	}
	wantWord(t, "stale hash", update("1.abc", modalWith("second", "one")), "hash_conflict")
	updated := update(hash, modalWith("second", "one", "three"))
	wantWord(t, "right hash", updated, "ok")
	if updated.text("view", "hash") == hash || updated.text("view", "id") != id {
		t.Errorf("the hash must change and the ID stay: %v", updated)
	}
	values := func(block string) any {
		return updated["view"].(map[string]any)["state"].(map[string]any)["values"].(map[string]any)[block]
	}
	if got := fmt.Sprint(values("one")); !strings.Contains(got, "kept") {
		t.Errorf("value of one: %s", got)
	}
	if got := fmt.Sprint(values("three")); got != "map[a-three:map[type:plain_text_input value:<nil>]]" {
		t.Errorf("value of three: %s", got)
	}
	wantWord(t, "not live", ws.callJSON("views.update", map[string]any{"view_id": "V0", "view": modalWith("x")}), "not_found")
	wantWord(t, "by an external ID that is gone", ws.callJSON("views.update", map[string]any{"external_id": "ext", "view": modalWith("x")}), "not_found")
}

func TestReloadKeepsTheExternalIDTaken(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	view := modalWith("x")
	view["external_id"] = "ext"
	ws.openModal(ws.trigger(a, "alice"), view)
	must(t, ws.sim.Change("reload", "alice"))
	if _, open := ws.sim.As("alice").Modal(); open {
		t.Error("the modal survived the reload")
	}
	wantWord(t, "external ID", ws.openModal(ws.trigger(a, "alice"), view), "duplicate_external_id")
}

func TestPushDepthAndClosing(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	withButton := func(title string) map[string]any {
		v := homeWith("press")
		v["type"], v["title"], v["notify_on_close"] = "modal", modalWith(title)["title"], true
		return v
	}
	ws.openModal(ws.trigger(a, "alice"), withButton("one"))
	alice := ws.sim.As("alice")
	push := func(title string) answer {
		must(t, alice.Press(t.Context(), "Go"))
		e := ws.next(a)
		if e.text("container", "type") != "view" || e.object()["channel"] != nil || e.object()["response_url"] != nil {
			t.Errorf("a view's action: %s", e.Payload)
		}
		return ws.callJSON("views.push", map[string]any{"trigger_id": e.text("trigger_id"), "view": withButton(title)})
	}
	second := push("two")
	wantWord(t, "second", second, "ok")
	if second.text("view", "previous_view_id") != second.text("view", "root_view_id") {
		t.Errorf("second: %v", second)
	}
	wantWord(t, "third", push("three"), "ok")
	wantWord(t, "fourth", push("four"), "push_limit_reached")
	if v, _ := alice.Modal(); v.Title != "three" || v.Depth != 3 {
		t.Errorf("open: %s at depth %d", v.Title, v.Depth)
	}
	must(t, alice.CloseModal(t.Context()))
	if e := ws.next(a); e.text("type") != "view_closed" || e.object()["is_cleared"] != false || e.object()["trigger_id"] != nil {
		t.Errorf("closing: %s", e.Payload)
	}
	if v, _ := alice.Modal(); v.Title != "two" {
		t.Errorf("below lies %s", v.Title)
	}
}

func TestHomeTab(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	alice := ws.sim.As("alice")
	if err := alice.Press(t.Context(), "Go"); err == nil {
		t.Error("pressed a button of a Home tab that is not there")
	}
	must(t, alice.OpenHome(t.Context()))
	first := ws.next(a)
	if first.text("event", "type") != "app_home_opened" || first.text("event", "user") != "U0ALICE" || first.Accepts || first.text("event", "view") != "" {
		t.Errorf("event: %s", first.Payload)
	}
	publish := func(hash, text string) answer {
		args := map[string]any{"user_id": "U0ALICE", "view": homeWith(text)}
		if hash != "" {
			args["hash"] = hash
		}
		return ws.callJSON("views.publish", args)
	}
	one := publish("", "one")
	wantWord(t, "first", one, "ok")
	two := publish(one.text("view", "hash"), "two")
	wantWord(t, "with its hash", two, "ok")
	wantWord(t, "with an old hash", publish(one.text("view", "hash"), "three"), "hash_conflict")
	if one.text("view", "id") != two.text("view", "id") {
		t.Error("there is one Home tab a person")
	}
	must(t, alice.OpenHome(t.Context()))
	var opened struct {
		Event struct {
			View struct{ Hash string } `json:"view"`
		} `json:"event"`
	}
	must(t, json.Unmarshal(ws.next(a).Payload, &opened))
	if opened.Event.View.Hash != two.text("view", "hash") {
		t.Errorf("the event carries hash %q", opened.Event.View.Hash)
	}
	must(t, alice.Press(t.Context(), "Go"))
	if e := ws.next(a); e.text("view", "type") != "home" {
		t.Errorf("press on the Home tab: %s", e.Payload)
	}
	off := newWorkspace(t, func(w *slacksim.World, _ *slacksim.Options) { w.App.NoHome = true })
	wantWord(t, "switched off", off.callJSON("views.publish", map[string]any{"user_id": "U0ALICE", "view": homeWith("x")}), "not_enabled")
}

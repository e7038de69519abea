package slacksim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim"
)

func TestActPressesExactlyOneElement(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	old := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "old", "blocks", buttons).text("ts")
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "new", "blocks", buttons)
	bob := ws.sim.As("bob")
	on := slacksim.Spot{Room: "key-changes", TS: old, BlockID: "acts", ActionID: "yes"}
	must(t, bob.Act(t.Context(), on))
	p := ws.next(a).object()
	if got := p["container"].(map[string]any)["message_ts"]; got != old {
		t.Errorf("pressed on %v, want the older message %s", got, old)
	}
	on.ActionID, on.Option = "more", "x"
	must(t, bob.Act(t.Context(), on))
	action := ws.next(a).object()["actions"].([]any)[0].(map[string]any)
	if option := action["selected_option"].(map[string]any); option["value"] != "x" {
		t.Errorf("the menu's entry: %v", action)
	}
	for name, where := range map[string]slacksim.Spot{
		"no such button":  {Room: "key-changes", TS: old, BlockID: "acts", ActionID: "no"},
		"no such entry":   {Room: "key-changes", TS: old, BlockID: "acts", ActionID: "more", Option: "z"},
		"an input":        {Room: "key-changes", TS: old, BlockID: "acts", ActionID: "boxes"},
		"no such message": {Room: "key-changes", TS: "1.000001", BlockID: "acts", ActionID: "yes"},
		"no member":       {Room: "private-keys", TS: old, BlockID: "acts", ActionID: "yes"},
		"no such window":  {View: "V0", BlockID: "acts", ActionID: "yes"},
	} {
		if bob.Act(t.Context(), where) == nil {
			t.Errorf("%s: something was pressed", name)
		}
	}
}

func TestEnterTellsTheAppOfWhatChanged(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	ts := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x", "blocks", buttons).text("ts")
	bob, on := ws.sim.As("bob"), slacksim.Spot{Room: "key-changes", TS: ts}
	entries := []slacksim.Entry{{BlockID: "head", ActionID: "how", Values: []string{"s"}}, {BlockID: "acts", ActionID: "boxes"}}
	must(t, bob.Enter(t.Context(), on, entries))
	action := ws.next(a).object()["actions"].([]any)[0].(map[string]any)
	if option := action["selected_option"].(map[string]any); option["value"] != "s" {
		t.Errorf("the choice: %v", action)
	}
	must(t, bob.Enter(t.Context(), on, entries)) // the same again is no change
	must(t, bob.Act(t.Context(), slacksim.Spot{Room: "key-changes", TS: ts, BlockID: "acts", ActionID: "yes"}))
	if action := ws.next(a).object()["actions"].([]any)[0].(map[string]any); action["action_id"] != "yes" {
		t.Errorf("the app heard of %v, which did not change", action)
	}
	gone := append(entries, slacksim.Entry{BlockID: "gone", ActionID: "how", Values: []string{"f"}})
	gone[0].Values = []string{"f"}
	if bob.Enter(t.Context(), on, gone) == nil {
		t.Error("an entry for an input that is not there was dropped in silence")
	}
	entered, _ := bob.Post("key-changes", ts)
	if got := entered.Entered["head"]["how"]["selected_option"].(map[string]any)["value"]; got != "s" {
		t.Errorf("with an entry that has no input, %v was entered of the others", got)
	}
	others, _ := ws.sim.As("carol").Post("key-changes", ts)
	if cmp.Diff(entered.Entered, others.Entered) == "" {
		t.Error("carol sees what bob entered")
	}
}

func TestSubmitViewEntersAndSubmits(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(func(e envelope) any {
		if e.text("type") == "view_submission" {
			return map[string]any{"response_action": "errors", "errors": map[string]string{"one": "Differs."}}
		}
		return nil
	})
	bob := ws.sim.As("bob")
	must(t, bob.Slash(t.Context(), "key-changes", "/kms"))
	wantWord(t, "views.open", ws.openModal(ws.next(a).text("trigger_id"), modalWith("first", "one")), "ok")
	v, _ := bob.Modal()
	must(t, bob.SubmitView(t.Context(), v.ID, nil))
	if now, _ := bob.Modal(); now.Errors["one"] == "" {
		t.Error("an empty input that is required was sent")
	}
	must(t, bob.SubmitView(t.Context(), v.ID, []slacksim.Entry{{BlockID: "one", ActionID: "a-one", Values: []string{"typed"}}}))
	e := ws.next(a)
	if got := e.text("view", "state", "values", "one", "a-one", "value"); got != "typed" {
		t.Errorf("submitted %q", got)
	}
	now, _ := bob.Modal()
	if now.Errors["one"] != "Differs." || now.Values["one"]["a-one"]["value"] != "typed" {
		t.Errorf("after a refusal: %v, %v", now.Errors, now.Values)
	}
	if bob.SubmitView(t.Context(), "V0", nil) == nil {
		t.Error("a window that is not open was submitted")
	}
}

func TestAPressWithoutAnAnswerLeavesAMark(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t) // no app is connected
	ts := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x", "blocks", buttons).text("ts")
	bob, on := ws.sim.As("bob"), slacksim.Spot{Room: "key-changes", TS: ts, BlockID: "acts", ActionID: "yes"}
	must(t, bob.Act(t.Context(), on))
	m, _ := bob.Post("key-changes", ts)
	if diff := cmp.Diff(map[string]bool{"acts/yes": true}, m.Warned); diff != "" || bob.Problem() == "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
	if m, _ := ws.sim.As("carol").Post("key-changes", ts); len(m.Warned) > 0 {
		t.Error("carol sees bob's mark")
	}
	a := ws.connect(ackAll)
	must(t, bob.Act(t.Context(), on))
	ws.next(a)
	if m, _ := bob.Post("key-changes", ts); len(m.Warned) > 0 || bob.Problem() != "" {
		t.Errorf("after an answer: %v, %q", m.Warned, bob.Problem())
	}
}

func TestSubmitViewShowsRefusalsBelowTheirInputs(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	bob := ws.sim.As("bob")
	must(t, bob.Slash(t.Context(), "key-changes", "/kms"))
	wantWord(t, "views.open", ws.openModal(ws.next(a).text("trigger_id"), modalWith("first", "one", "two")), "ok")
	v, _ := bob.Modal()
	entries := func(one ...string) []slacksim.Entry {
		return []slacksim.Entry{{BlockID: "one", ActionID: "a-one", Values: one}, {BlockID: "two", ActionID: "a-two", Values: []string{"x"}}}
	}
	must(t, bob.SubmitView(t.Context(), v.ID, entries("two", "texts")))
	now, _ := bob.Modal()
	if len(now.Errors) != 1 || now.Errors["one"] == "" || bob.Problem() != now.Errors["one"] {
		t.Errorf("below the inputs: %v, problem %q", now.Errors, bob.Problem())
	}
	must(t, bob.SubmitView(t.Context(), v.ID, entries("one text")))
	if e := ws.next(a); e.text("view", "state", "values", "one", "a-one", "value") != "one text" {
		t.Errorf("submitted %v", e)
	}
	if _, open := bob.Modal(); open || bob.Problem() != "" {
		t.Errorf("still open, problem %q", bob.Problem())
	}
}

func TestSubmitViewTakesOnlyTheTopModal(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	bob := ws.sim.As("bob")
	ws.callJSON("views.publish", map[string]any{"user_id": "U0BOB", "view": homeWith("x")})
	home, ok := bob.Home()
	must(t, bob.Slash(t.Context(), "key-changes", "/kms"))
	wantWord(t, "views.open", ws.openModal(ws.next(a).text("trigger_id"), modalWith("first")), "ok")
	if bob.SubmitView(t.Context(), home.ID, nil) == nil || !ok {
		t.Error("the Home tab was submitted")
	}
	if _, open := bob.Modal(); !open {
		t.Error("the modal was submitted in its place")
	}
}

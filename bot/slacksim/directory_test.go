package slacksim_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim"
)

func TestUsersInfo(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	tests := []struct {
		user string
		want map[string]any // fields that must be so; nil: absent
	}{
		{"U0ALICE", map[string]any{"id": "U0ALICE", "team_id": "T0ACME", "deleted": false, "is_bot": false, "is_restricted": false,
			"tz": "Europe/Berlin", "tz_offset": 3600.0, "locale": "en-US", "is_stranger": nil}},
		{"U0BOB", map[string]any{"locale": "zh-CN"}},
		{"U0GUEST", map[string]any{"is_restricted": true, "is_ultra_restricted": false}},
		{"U0GONE", map[string]any{"deleted": true, "tz": nil, "is_restricted": nil}},
		{"U0XENA", map[string]any{"team_id": "T0EXTERNAL", "is_stranger": false}},
		{"U0KMSGUARD", map[string]any{"is_bot": true}},
	}
	for _, tt := range tests {
		u, _ := ws.call("users.info", "user", tt.user, "include_locale", "true")["user"].(map[string]any)
		for field, want := range tt.want {
			if diff := cmp.Diff(want, u[field]); diff != "" {
				t.Errorf("%s of %s (-want +got):\n%s", field, tt.user, diff)
			}
		}
	}
	if u, _ := ws.call("users.info", "user", "U0BOB")["user"].(map[string]any); u["locale"] != nil {
		t.Error("a locale that nobody asked for")
	}
	wantWord(t, "unknown", ws.call("users.info", "user", "U0NONE"), "user_not_found")
	wantWord(t, "a name is no ID", ws.call("users.info", "user", "bob"), "user_not_found")
	hidden := newWorkspace(t, settings(slacksim.Settings{HideExternal: true, StrangerFlag: true}))
	wantWord(t, "hidden", hidden.call("users.info", "user", "U0XENA"), "user_not_visible")
}

func TestPaging(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	var ids []string
	for cursor, pages := "", 0; pages == 0 || cursor != ""; pages++ {
		a := ws.call("users.list", "limit", "3", "cursor", cursor)
		members, _ := a["members"].([]any)
		if len(members) == 0 || len(members) > 3 {
			t.Fatalf("a page of %d", len(members))
		}
		for _, m := range members {
			ids = append(ids, m.(map[string]any)["id"].(string))
		}
		cursor = a.text("response_metadata", "next_cursor")
	}
	want := []string{"U0KMSGUARD", "U0ALICE", "U0BOB", "U0CAROL", "U0GUEST", "U0GONE", "U0XENA"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	list := ws.call("usergroups.list", "include_users", "true", "include_count", "true")["usergroups"].([]any)
	g := list[0].(map[string]any)
	if g["handle"] != "kms-approvers" || g["user_count"] != 3.0 || g["date_delete"] != 0.0 {
		t.Errorf("group %v", g)
	}
	members := func() any { return ws.call("usergroups.users.list", "usergroup", "S0APPROVE")["users"] }
	if diff := cmp.Diff([]any{"U0BOB", "U0CAROL", "U0GUEST"}, members()); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	must(t, ws.sim.Change("leave", "kms-approvers", "carol"))
	must(t, ws.sim.Change("join", "alice", "kms-approvers")) // either order
	if diff := cmp.Diff([]any{"U0BOB", "U0GUEST", "U0ALICE"}, members()); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	must(t, ws.sim.Change("disable-group", "kms-approvers"))
	if list := ws.call("usergroups.list")["usergroups"].([]any); len(list) != 0 {
		t.Errorf("a disabled group is listed: %v", list)
	}
	wantWord(t, "a disabled group", ws.call("usergroups.users.list", "usergroup", "S0APPROVE"), "no_such_subteam")
	wantWord(t, "an unknown group", ws.call("usergroups.users.list", "usergroup", "S0"), "no_such_subteam")
}

func TestConversations(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	info := func(id string) map[string]any {
		c, _ := ws.call("conversations.info", "channel", id)["channel"].(map[string]any)
		return c
	}
	if c := info("C0KEYS"); c["is_member"] != true || c["is_ext_shared"] != false || c["num_members"] != nil {
		t.Errorf("C0KEYS: %v", c)
	}
	if c := info("C0PRIV"); c["is_private"] != true {
		t.Errorf("C0PRIV: %v", c)
	}
	if c := info("C0SHARE"); c["is_ext_shared"] != true || cmp.Diff([]any{"T0EXTERNAL"}, c["connected_team_ids"]) != "" {
		t.Errorf("C0SHARE: %v", c)
	}
	wantWord(t, "private without the app", ws.call("conversations.info", "channel", "C0HIDE"), "channel_not_found")
	if diff := cmp.Diff([]any{"U0ALICE", "U0BOB", "U0CAROL", "U0KMSGUARD"}, ws.call("conversations.members", "channel", "C0KEYS")["members"]); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	d := ws.call("conversations.open", "users", "U0BOB").text("channel", "id")
	if c := info(d); c["is_im"] != true || c["user"] != "U0BOB" {
		t.Errorf("%s: %v", d, c)
	}
	wantWord(t, "post there", ws.call("chat.postMessage", "channel", d, "text", "x"), "ok")
	if m := ws.sim.Messages("bob"); len(m) != 1 {
		t.Errorf("bob's direct messages: %+v", m)
	}
	wantWord(t, "with a deactivated person", ws.call("conversations.open", "users", "U0GONE"), "user_disabled")
	wantWord(t, "with nobody", ws.call("conversations.open", "users", "U0NONE"), "user_not_found")
}

func TestHistoryAndReplies(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, scopes("channels:history", "pins:write", "reactions:write"))
	meta := `{"event_type":"notice","event_payload":{"id":"n-1"}}`
	parent := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "parent", "metadata", meta).text("ts")
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "reply", "thread_ts", parent, "metadata", meta)
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "shown twice", "thread_ts", parent, "reply_broadcast", "true")
	last := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "last").text("ts")
	ws.call("chat.postEphemeral", "channel", "C0KEYS", "user", "U0BOB", "text", "never listed")
	texts := func(a answer) []string {
		var all []string
		for _, m := range a["messages"].([]any) {
			all = append(all, m.(map[string]any)["text"].(string))
		}
		return all
	}
	tests := []struct {
		name, method string
		args         []string
		want         []string
	}{
		{"history, newest first", "conversations.history", nil, []string{"last", "shown twice", "parent"}},
		{"one page", "conversations.history", []string{"limit", "1"}, []string{"last"}},
		{"older than the last", "conversations.history", []string{"latest", last}, []string{"shown twice", "parent"}},
		{"up to the last", "conversations.history", []string{"latest", last, "inclusive", "true", "limit", "1"}, []string{"last"}},
		{"after the parent", "conversations.history", []string{"oldest", parent}, []string{"last", "shown twice"}},
		{"replies, oldest first", "conversations.replies", []string{"ts", parent}, []string{"parent", "reply", "shown twice"}},
	}
	for _, tt := range tests {
		got := ws.call(tt.method, append([]string{"channel", "C0KEYS"}, tt.args...)...)
		if diff := cmp.Diff(tt.want, texts(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	for asked, want := range map[string]bool{"true": true, "false": false} {
		replies := ws.call("conversations.replies", "channel", "C0KEYS", "ts", parent, "include_all_metadata", asked)
		if _, got := replies["messages"].([]any)[1].(map[string]any)["metadata"]; got != want {
			t.Errorf("metadata asked for %s: shown %v", asked, got)
		}
	}
	wantWord(t, "no thread", ws.call("conversations.replies", "channel", "C0KEYS", "ts", "1.000001"), "thread_not_found")
	wantWord(t, "bad bound", ws.call("conversations.history", "channel", "C0KEYS", "latest", "soon"), "invalid_ts_latest")
	wantWord(t, "not in it", ws.call("conversations.history", "channel", "C0AWAY"), "not_in_channel")
	for _, want := range []string{"ok", "already_reacted"} {
		wantWord(t, "reaction", ws.call("reactions.add", "channel", "C0KEYS", "timestamp", last, "name", "eyes"), want)
	}
	for _, want := range []string{"ok", "already_pinned"} {
		wantWord(t, "pin", ws.call("pins.add", "channel", "C0KEYS", "timestamp", last), want)
	}
	wantWord(t, "reaction name", ws.call("reactions.add", "channel", "C0KEYS", "timestamp", last, "name", ":eyes:"), "invalid_name")
}

func TestWorldMistakes(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"unknown field":    "users: [{id: U1, name: a, colour: red}]",
		"no name":          "users: [{id: U1}]",
		"double user":      "users: [{id: U1, name: a}, {id: U2, name: a}]",
		"unknown member":   "channels: [{id: C1, name: c, members: [nobody]}]",
		"unknown in group": "groups: [{id: S1, handle: g, users: [nobody]}]",
		"double channel":   "channels: [{id: C1, name: c}, {id: C1, name: d}]",
		"unknown fault":    "faults: [{api: slack.auth.test, kind: fire}]",
		"two documents":    "users: []\n---\nusers: []",
		"no YAML":          "users: [",
	} {
		w, err := slacksim.ParseWorld([]byte(text))
		if err == nil {
			c := &clock{}
			_, err = slacksim.New(w, slacksim.Options{Now: c.now, Real: c.now})
		}
		if err == nil {
			t.Errorf("%s: %s was taken", name, text)
		}
	}
	if _, err := slacksim.New(slacksim.World{}, slacksim.Options{}); err == nil {
		t.Error("a Sim without clocks")
	}
}

func TestStateHoldsNoSecret(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	raw, err := json.Marshal(ws.sim.State())
	must(t, err)
	for _, secret := range []string{botToken, appToken, "signing-secret"} {
		if bytes.Contains(raw, []byte(secret)) {
			t.Errorf("the state holds %s", secret)
		}
	}
}

package slacksim_test

import (
	"strings"
	"testing"

	"kmsguard/bot/slacksim"
)

func TestChangesOfPeople(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	flag := func(field string) any {
		u, _ := ws.call("users.info", "user", "U0BOB")["user"].(map[string]any)
		return u[field]
	}
	tests := []struct {
		verb, field string
		want        any
	}{
		{"guest", "is_restricted", true},
		{"external", "team_id", "T0EXTERNAL"},
		{"member", "team_id", "T0ACME"},
		{"member", "is_restricted", false},
		{"deactivate", "deleted", true},
		{"activate", "deleted", false},
	}
	for _, tt := range tests {
		must(t, ws.sim.Change(tt.verb, "bob"))
		if got := flag(tt.field); got != tt.want {
			t.Errorf("after %s: %s is %v, want %v", tt.verb, tt.field, got, tt.want)
		}
	}
}

func TestChangesOfChannels(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, func(w *slacksim.World, _ *slacksim.Options) {
		w.App.Events = []string{"channel_shared", "channel_unshared", "member_joined_channel"}
	})
	a := ws.connect(ackAll)
	flag := func(field string) any {
		return ws.call("conversations.info", "channel", "C0KEYS")["channel"].(map[string]any)[field]
	}
	must(t, ws.sim.Change("pending-share", "key-changes"))
	if flag("is_pending_ext_shared") != true {
		t.Error("not pending")
	}
	must(t, ws.sim.Change("share", "key-changes"))
	if e := ws.next(a); e.text("event", "type") != "channel_shared" || flag("is_ext_shared") != true || flag("is_pending_ext_shared") != false {
		t.Errorf("event %s", e.Payload)
	}
	must(t, ws.sim.Change("unshare", "key-changes"))
	if e := ws.next(a); e.text("event", "type") != "channel_unshared" || flag("is_ext_shared") != false {
		t.Errorf("event %s", e.Payload)
	}
	must(t, ws.sim.Change("invite", "key-changes", "gus"))
	if e := ws.next(a); e.text("event", "user") != "U0GUEST" || e.text("event", "channel_type") != "C" {
		t.Errorf("event %s", e.Payload)
	}
	must(t, ws.sim.Change("kick", "gus", "key-changes"))
	if err := ws.sim.As("gus").Slash(t.Context(), "key-changes", "/kms"); err == nil {
		t.Error("gus still types there")
	}
	must(t, ws.sim.Change("archive", "key-changes"))
	wantWord(t, "archived", ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x"), "is_archived")
	must(t, ws.sim.Change("unarchive", "key-changes"))
	wantWord(t, "back", ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x"), "ok")
}

func TestChangeMistakes(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	for _, args := range [][]string{
		{"promote", "bob"}, {"guest"}, {"guest", "nobody"}, {"join", "kms-approvers"}, {"join", "bob", "carol"},
		{"share", "nowhere"}, {"duplicate-next", "0"}, {"late-ack-next", "x"}, {"skew", "soon"}, {"bad-signature", "maybe"}, {"reconnect", "now"},
		{"invite", "bob", "carol"}, {"disable-group", "x"}, {"event"},
	} {
		if err := ws.sim.Change(args[0], args[1:]...); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: %v", args, err)
		}
	}
}

package slacksim_test

import "testing"

func TestRowsComeAndGo(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	must(t, ws.sim.Add("users", []byte(`{id: U0NEW, name: newcomer}`)))
	must(t, ws.sim.Add("groups", []byte(`{"id": "S0NEW", "handle": "newcomers", "users": ["newcomer"]}`)))
	must(t, ws.sim.Add("channels", []byte(`{id: C0NEW, name: new, members: [newcomer]}`)))
	wantWord(t, "the group", ws.call("usergroups.users.list", "usergroup", "S0NEW"), "ok")
	wantWord(t, "the channel", ws.call("chat.postMessage", "channel", "C0NEW", "text", "x"), "ok")
	must(t, ws.sim.Remove("groups", "newcomers"))
	must(t, ws.sim.Remove("channels", "new"))
	wantWord(t, "the group is gone", ws.call("usergroups.users.list", "usergroup", "S0NEW"), "no_such_subteam")
	wantWord(t, "the channel is gone", ws.call("chat.postMessage", "channel", "C0NEW", "text", "x"), "channel_not_found")

	for kind, row := range map[string]string{
		"teams": `{id: T1}`, "users": `{id: U0NEW, name: again}`, "groups": `{id: S1, handle: h, colour: red}`, "channels": `x], users: [`,
	} {
		if err := ws.sim.Add(kind, []byte(row)); err == nil {
			t.Errorf("%s %s was added", kind, row)
		}
	}
	for kind, name := range map[string]string{"users": "newcomer", "groups": "newcomers", "channels": "D0NEW"} {
		if err := ws.sim.Remove(kind, name); err == nil {
			t.Errorf("%s %s was removed", kind, name)
		}
	}
}

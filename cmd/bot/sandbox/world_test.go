package sandbox_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kmsguard/cmd/bot/sandbox"
	"kmsguard/guard"
)

func TestBuiltInWorldsOpen(t *testing.T) {
	for _, name := range sandbox.Worlds() {
		w, err := sandbox.LoadWorld(name, "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s, err := sandbox.Open(t.Context(), sandbox.Options{World: w})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBuiltInPlaysSayWhatTheyShow(t *testing.T) {
	for _, name := range sandbox.Plays() {
		if title, err := sandbox.PlayTitle(name); err != nil || len(title) < 20 {
			t.Errorf("%s: %q, %v", name, title, err)
		}
	}
	if _, err := sandbox.PlayTitle("nothing"); err == nil {
		t.Error("a play that is not there has a title")
	}
}

func TestWorldsThatAreRefused(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"empty", "", "empty"},
		{"no time", "slack: {team: {id: T0, name: a}}", "now is missing"},
		{"unknown field", "now: 2026-11-02T09:00:00Z\nclowd: {}", `unknown field "clowd"`},
		{"unknown field below", "now: 2026-11-02T09:00:00Z\ncloud: {keyz: []}", `unknown field "keyz"`},
		{"two documents", "now: 2026-11-02T09:00:00Z\n---\nnow: 2026-11-02T09:00:00Z", "2 documents"},
		{"no time at all", "now: tomorrow", "now is missing, or is no time"},
		{"no mapping", "- now", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "w.yaml"), []byte(row.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := sandbox.LoadWorld("w.yaml", dir)
			if guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" || !strings.Contains(err.Error(), row.want) || !strings.Contains(err.Error(), "w.yaml") {
				t.Errorf("got %v (%s), want the file and %q", err, guard.HintOf(err), row.want)
			}
		})
	}
}

// FuzzLoadWorld: a text is a world that can be opened and closed, or it is refused
// with a sentence and a hint. Nothing in between: a world that half exists would
// hide a mistake in it.
func FuzzLoadWorld(f *testing.F) {
	for _, name := range sandbox.Worlds() {
		data, err := os.ReadFile(filepath.Join("worlds", name+".yaml"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add("")
	f.Add("now: 2026-11-02T09:00:00Z\ncloud: {account: \"1\", keys: [{id: key-1, region: cn-hangzhou, state: Asleep}]}")
	f.Add("now: 2026-11-02T09:00:00Z\nslack: {users: [{id: U0, name: a}, {id: U0, name: b}]}")
	f.Add("now: 2026-11-02T09:00:00Z\npolicy: 'version: 1'\ncloud: {account: \"1\", resources: {ecs_disks: [{id: d, count: -1}]}}")
	f.Add("now: &a 2026-11-02T09:00:00Z\ncloud: *a")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "count") && len(text) > 200 {
			t.Skip("a world of a billion rows is a wish, not a mistake")
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "w.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		w, err := sandbox.LoadWorld("w.yaml", dir)
		if err != nil {
			refusedWell(t, err)
			return
		}
		if w.Now.IsZero() {
			t.Error("a world without a time is taken")
		}
		s, err := sandbox.Open(t.Context(), sandbox.Options{World: w, Data: dir})
		if err != nil {
			refusedWell(t, err)
			return
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

func refusedWell(t *testing.T, err error) {
	t.Helper()
	if guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" || strings.Contains(err.Error(), "goroutine ") {
		t.Errorf("refused badly: %v (kind %v, hint %q)", err, guard.KindOf(err), guard.HintOf(err))
	}
}

// TestWorldsHaveASeatForEverybody: who is not allowed to do something must be able
// to try it, so each of them is in some channel; the one from another company in
// one that is shared with it.
func TestWorldsHaveASeatForEverybody(t *testing.T) {
	for _, name := range []string{"shop", "company"} {
		w, err := sandbox.LoadWorld(name, "")
		if err != nil {
			t.Fatal(err)
		}
		sees := map[string]bool{} // whether somebody is in a channel, a shared one for people from elsewhere
		for _, u := range w.Slack.Users {
			for _, c := range w.Slack.Channels {
				sees[u.Name] = sees[u.Name] || slices.Contains(c.Members, u.Name) && (!u.External || c.Shared)
			}
			if !sees[u.Name] {
				t.Errorf("%s: %s sees no channel", name, u.Name)
			}
		}
		approvers := w.Slack.Groups[0].Users
		if len(approvers) != 5 || slices.Contains(approvers, "alice") || slices.Contains(approvers, "oscar") {
			t.Errorf("%s: the approvers are %v", name, approvers)
		}
		for _, seat := range []string{"alice", "oscar", "greta", "xaver"} {
			if _, there := sees[seat]; !there {
				t.Errorf("%s: nobody is called %s", name, seat)
			}
		}
	}
}

func TestTheCompanyIsAsBigAsItSays(t *testing.T) {
	w, err := sandbox.LoadWorld("company", "")
	if err != nil {
		t.Fatal(err)
	}
	disks, regions := 0, map[string]bool{}
	for _, d := range w.Cloud.Resources.ECSDisks {
		disks += max(1, d.Count)
		regions[d.Region] = true
	}
	if disks != 20_000 || len(regions) != 3 || len(w.Cloud.Keys) != 12 {
		t.Errorf("%d disks in %d regions, %d keys", disks, len(regions), len(w.Cloud.Keys))
	}
}

package page

import (
	"testing"

	"kmsguard/guard/aliyunsim"
)

// begun is a sight of the shop in the morning, from alice's seat; the edits are
// what happened since.
func begun(edits ...func(*sight)) sight {
	s := sight{
		world: tourWorld, up: true, room: "key-changes", requester: "alice", rescuer: "bob",
		approvers: []string{"bob", "carol", "dave", "erin", "frank"},
		at:        place{World: tourWorld, Seat: "alice", Room: "key-changes", Tour: true},
		key:       aliyunsim.KeyView{ID: "key-1", Region: "cn-hangzhou", State: "Enabled"},
	}
	for _, e := range edits {
		e(&s)
	}
	return s
}

func asked(line string) func(*sight) {
	return func(s *sight) { s.request, s.line = "1.000001", "Delete key `key-1`\n"+line }
}

func sits(seat string) func(*sight)     { return func(s *sight) { s.at.Seat = seat } }
func inThreadOf(ts string) func(*sight) { return func(s *sight) { s.at.Thread = ts } }
func disposed(s *sight)                 { s.disposed = true }
func confirmed(n ...int) func(*sight) {
	return func(s *sight) { s.confirmed = n }
}
func state(state string) func(*sight)    { return func(s *sight) { s.key.State = state } }
func showsPane(name string) func(*sight) { return func(s *sight) { s.at.Pane = name } }
func shows(w window) func(*sight)        { return func(s *sight) { s.window = &w } }

func TestTourPointsAtOneThing(t *testing.T) {
	t.Parallel()
	const waiting = "Waiting for 5 of 5 statements"
	for _, tt := range []struct {
		name  string
		sight sight
		step  int
		point string
	}{
		{"begins in the requester's seat", begun(sits("bob")), 1, `a[data-seat="alice"]`},
		{"in another room", begun(func(s *sight) { s.at.Room = "general" }), 1, `a[data-room="key-changes"]`},
		{"a window that the tour did not ask for", begun(shows(window{})), 1, "dialog button[data-close]"},
		{"asks", begun(), 2, "#tour-card [data-tour-send]"},
		{"waits for the audit", begun(asked("Auditing")), 3, ""},
		{"an audit that is not complete", begun(asked("Paused: the audit could not read RDS"), inThreadOf("1.000001")), 3, `button[data-label="Audit again"]`},
		{"leads to the thread", begun(asked(waiting)), 3, `a[data-thread="1.000001"]`},
		{"another thread is open", begun(asked(waiting), inThreadOf("2.000001")), 3, `a[data-thread="1.000001"]`},
		{"dispositions", begun(asked(waiting), inThreadOf("1.000001")), 4, inThread("Give a disposition")},
		{"fills the window in", begun(asked(waiting), inThreadOf("1.000001"), shows(window{empty: true, submits: true})), 4, `dialog button[name="aid"]`},
		{"sends the window", begun(asked(waiting), inThreadOf("1.000001"), shows(window{submits: true})), 4, "dialog button[data-submit]"},
		{"closes the window", begun(asked(waiting), inThreadOf("1.000001"), shows(window{})), 4, "dialog button[data-close]"},
		{"the first statement", begun(asked(waiting), inThreadOf("1.000001"), disposed), 5, `a[data-seat="bob"]`},
		{"at the first statement", begun(asked(waiting), inThreadOf("1.000001"), disposed, sits("bob")), 5, inThread("Confirm 1")},
		{"reads the audit first", begun(asked(waiting), inThreadOf("1.000001"), disposed, confirmed(1), sits("carol"), shows(window{buttons: []string{"Open audit"}})), 6, `dialog button[data-label="Open audit"]`},
		{"comes back from the audit", begun(asked(waiting), inThreadOf("1.000001"), disposed, confirmed(1), sits("carol"), shows(window{buttons: []string{"Open audit"}, back: true})), 6, "dialog button[data-close]"},
		{"goes on from the audit", begun(asked(waiting), inThreadOf("1.000001"), disposed, confirmed(1), sits("carol"), shows(window{buttons: []string{"Confirm 2"}})), 6, `dialog button[data-label="Confirm 2"]`},
		{"a statement that is open again", begun(asked(waiting), inThreadOf("1.000001"), disposed, confirmed(1, 3), sits("carol")), 6, inThread("Confirm 2")},
		{"bob's window is left open", begun(asked(waiting), inThreadOf("1.000001"), disposed, confirmed(1), sits("bob"), shows(window{})), 6, "dialog button[data-close]"},
		{"all are given", begun(asked(waiting), inThreadOf("1.000001"), disposed, confirmed(1, 2, 3, 4, 5), sits("frank")), 6, ""},
		{"approved", begun(asked("Approved by 5 people; scheduling")), 3, ""},
		{"see the call", begun(asked("Scheduled"), state("PendingDeletion")), 7, `a[data-pane="cloud"]`},
		{"open the key", begun(asked("Scheduled"), state("PendingDeletion"), showsPane("cloud")), 7, `a[data-key="key-1"]`},
		{"then the clock", begun(asked("Scheduled"), state("PendingDeletion"), showsPane("cloud"), func(s *sight) { s.at.Key = "key-1" }), 8, `a[data-pane="clock"]`},
		{"to the reminder", begun(asked("Scheduled"), state("PendingDeletion"), showsPane("clock")), 8, `button[data-clock="reminder"]`},
		{"the rescue", begun(asked("Scheduled"), state("PendingDeletion"), inThreadOf("1.000001"), sits("bob"), func(s *sight) { s.reminded = true }), 9, inThread("Cancel deletion")},
		{"rescued", begun(asked("Cancelled by @bob"), func(s *sight) { s.cancelled = true }), 10, `a[data-pane="faults"]`},
		{"the end", begun(asked("Cancelled by @bob"), showsPane("faults"), func(s *sight) { s.cancelled = true }), 10, ""},

		{"a withdrawn request is asked again", begun(asked("Withdrawn by @alice")), 2, "#tour-card [data-tour-send]"},
		{"the bot was killed", begun(asked(waiting), func(s *sight) { s.up = false }), 0, `a[data-pane="faults"]`},
		{"the bot can be started", begun(showsPane("faults"), func(s *sight) { s.up = false }), 0, `button[data-bot="start"]`},
		{"another world", begun(func(s *sight) { s.world = "traps" }), 0, `a[data-pane="worlds"]`},
		{"the key is destroyed", begun(state("Deleted"), showsPane("worlds")), 0, `button[data-world="shop"]`},
		{"no key of that name", begun(func(s *sight) { s.key = aliyunsim.KeyView{} }), 0, `a[data-pane="worlds"]`},
	} {
		p := next(tt.sight)
		if p.Step != tt.step || p.Point != tt.point {
			t.Errorf("%s: step %d at %q, want step %d at %q (%s)", tt.name, p.Step, p.Point, tt.step, tt.point, p.Do)
		}
		if p.Title == "" || p.Why == "" || p.Do == "" {
			t.Errorf("%s: something is not said: %+v", tt.name, p)
		}
		if (p.Command != "") != (p.Step == 2) {
			t.Errorf("%s: step %d with the command %q", tt.name, p.Step, p.Command)
		}
	}
}

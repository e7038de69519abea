package page

import (
	"strings"
	"testing"

	"kmsguard/guard/aliyunsim"
)

// edit is something that happened since the morning.
type edit func(*sight)

// begun is a sight of the shop in the morning, from alice's seat; the edits are
// what happened since.
func begun(edits ...edit) sight {
	s := sight{
		world: tourWorld, up: true, room: tourRoom, requester: "alice", rescuer: "bob",
		approvers: []string{"bob", "carol", "dave", "erin", "frank"},
		at:        place{World: tourWorld, Seat: tourSeat, Room: tourRoom, Tour: true},
		key:       aliyunsim.KeyView{ID: "key-1", Region: "cn-hangzhou", State: "Enabled"},
	}
	for _, e := range edits {
		e(&s)
	}
	return s
}

const (
	parentTS  = "1.000001"
	fourthOne = "call-4"
)

// asked is a request of alice's that stands where the line says.
func asked(line string) edit {
	return func(s *sight) {
		s.request = request{ts: parentTS, by: "alice", line: line, stands: standingOf(line)}
	}
}

// at is who sits where, with which thread open.
func at(seat, room, thread string) edit {
	return func(s *sight) { s.at.Seat, s.at.Room, s.at.Thread = seat, room, thread }
}

// reads is somebody in the request's thread.
func reads(seat string) edit { return at(seat, tourRoom, parentTS) }

func disposed(s *sight) { s.request.disposed = true }
func reminded(s *sight) { s.request.reminded = true }

// byBot is the state into which the bot's call brought the key.
func byBot(state string) edit {
	return func(s *sight) {
		if s.key.State = state; state == "PendingDeletion" {
			s.call = fourthOne
		} else {
			s.cancelled = true
		}
	}
}

// confirmed are the first statements, each by another approver.
func confirmed(n int) edit {
	return func(s *sight) {
		s.request.given = map[int]string{}
		for i := range n {
			s.request.given[i+1] = s.approvers[i]
		}
	}
}

func shows(w window) edit        { return func(s *sight) { s.window = &w } }
func showsPane(name string) edit { return func(s *sight) { s.at.Pane = name } }

const (
	waits     = "Waiting for 5 of 5 statements"
	planned   = "Scheduled: the key is destroyed on Mon 9 Nov 2026 10:31 UTC unless cancelled"
	statement = "Statement 2 of 5"
)

// pointing is one case of the tour: what it must point at.
type pointing struct {
	name  string
	sight sight
	step  int
	point string
}

func (tt pointing) check(t *testing.T) {
	t.Helper()
	p := next(tt.sight)
	if p.Step != tt.step || p.Point != tt.point {
		t.Errorf("%s: step %d at %q, want step %d at %q (%s)", tt.name, p.Step, p.Point, tt.step, tt.point, p.Do)
	}
	if p.Title == "" || p.Why == "" || p.Do == "" {
		t.Errorf("%s: something is not said: %+v", tt.name, p)
	}
	if (p.Command != "") != strings.Contains(p.Point, "data-tour-command") || p.Anew != strings.Contains(p.Point, "data-tour-anew") {
		t.Errorf("%s: points at %q with the command %q, anew %t", tt.name, p.Point, p.Command, p.Anew)
	}
	if n := p.Then; n != nil && (n.Step < p.Step || n.Title == "" || n.Why == "" || n.Do == "" || n.Point == "") {
		t.Errorf("%s: something of what follows is not said: %+v", tt.name, *n)
	}
}

func TestTourPointsAtOneThing(t *testing.T) {
	t.Parallel()
	const writes = "#tour-card [data-tour-command]"
	for _, tt := range []pointing{
		{"begins in the requester's seat", begun(at("bob", tourRoom, "")), 1, `a[data-seat="alice"]`},
		{"in another room", begun(at("alice", "general", "")), 1, `a[data-room="key-changes"]`},
		{"asks", begun(), 1, writes},
		{"waits for the audit", begun(asked("Auditing: 9 of 14 lists read")), 3, ""},
		{"leads to the thread", begun(asked(waits)), 3, `a[data-thread="1.000001"]`},
		{"another thread is open", begun(asked(waits), at("alice", tourRoom, "2.000001")), 3, `a[data-thread="1.000001"]`},
		{"dispositions", begun(asked(waits), reads("alice")), 4, inThread("Give a disposition")},
		{"fills the window in", begun(asked(waits), reads("alice"), shows(window{title: "Disposition", empty: true, submits: true})), 4, `dialog button[name="aid"]`},
		{"sends the window", begun(asked(waits), reads("alice"), shows(window{title: "Disposition", submits: true})), 4, "dialog button[data-submit]"},
		{"the first statement", begun(asked(waits), reads("alice"), disposed), 5, `a[data-seat="bob"]`},
		{"at the first statement", begun(asked(waits), reads("bob"), disposed), 5, inThread("Confirm 1")},
		{"reads the audit first", begun(asked(waits), disposed, confirmed(1), reads("carol"), shows(window{title: statement, buttons: []string{"Open audit"}})), 6, `dialog button[data-label="Open audit"]`},
		{"comes back from the audit", begun(asked(waits), disposed, confirmed(1), reads("carol"), shows(window{title: statement, buttons: []string{"Open audit"}, back: true})), 6, leaves},
		{"goes on from the audit", begun(asked(waits), disposed, confirmed(1), reads("carol"), shows(window{title: "Dependency audit", buttons: []string{"Confirm 2"}})), 6, `dialog button[data-label="Confirm 2"]`},
		{"sends the statement", begun(asked(waits), disposed, confirmed(1), reads("carol"), shows(window{title: statement, submits: true})), 6, "dialog button[data-submit]"},
		{"what was sent is checked", begun(asked(waits), disposed, confirmed(1), reads("carol"), shows(window{title: statement})), 6, leaves},
		{"all are given", begun(asked(waits), disposed, confirmed(5), reads("frank")), 6, ""},
		{"approved", begun(asked("Approved by 5 people; scheduling"), confirmed(5)), 7, ""},
		{"see the call", begun(asked(planned), byBot("PendingDeletion")), 7, `a[data-pane="cloud"]`},
		{"open the key", begun(asked(planned), byBot("PendingDeletion"), showsPane("cloud")), 7, `a[data-key="key-1"]`},
		{"open the call", begun(asked(planned), byBot("PendingDeletion"), showsPane("cloud"), func(s *sight) { s.at.Key = "key-1" }), 7, `[id="call-4"] > summary`},
		{"to the reminder", begun(asked(planned), byBot("PendingDeletion"), showsPane("clock")), 8, `button[data-clock="reminder"]`},
		{"while the clock moves", begun(asked(planned), byBot("PendingDeletion"), showsPane("clock"), func(s *sight) { s.moving = true }), 8, ""},
		{"the rescuer", begun(asked(planned), byBot("PendingDeletion"), reads("alice"), reminded), 9, `a[data-seat="bob"]`},
		{"the rescue", begun(asked(planned), byBot("PendingDeletion"), reads("bob"), reminded), 9, inThread("Cancel deletion")},
		{"fills the rescue in", begun(asked(planned), byBot("PendingDeletion"), reads("bob"), reminded, shows(window{title: "Cancel the deletion", empty: true, submits: true})), 9, `dialog button[name="aid"]`},
		{"rescued, not told yet", begun(asked(planned), byBot("Enabled")), 10, `a[data-pane="faults"]`},
		{"rescued", begun(asked("Cancelled by @bob on Wed 4 Nov; the key is Enabled"), byBot("Enabled")), 10, `a[data-pane="faults"]`},
		{"the end", begun(asked("Cancelled by @bob"), byBot("Enabled"), showsPane("faults")), 10, ""},
	} {
		tt.check(t)
	}
	if p := next(begun(asked("Cancelled by @bob"), byBot("Enabled"), showsPane("faults"))); !p.Done {
		t.Error("the tour does not end")
	}
	if p := next(begun()); p.Then.Point != "#composer-send" || p.Then.Step != 2 || !strings.HasPrefix(p.Command, "/kms delete key-1 in cn-hangzhou window 7 because ") {
		t.Errorf("the command is %q, sent by %q", p.Command, p.Then.Point)
	}
}

package page

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// aside is one step aside of the tour's way, as the page lets somebody take it.
type aside struct {
	name string
	step func(*walker)
}

// asides are all of them.
func asides() []aside {
	all := []aside{
		{"kill the bot", func(w *walker) { w.up = false }},
		{"order a fault", func(w *walker) { w.faults = true }},
		{"an audit that meets a fault", ifWaiting(func(w *walker) { w.faults, w.request.stands = true, halted })},
		{"another world", func(w *walker) { w.world = "traps" }},
		{"protect the key", func(w *walker) { w.key.Protected = true }},
		{"take the alias away", func(w *walker) { w.key.ID = "" }},
		{"the end of the window", func(w *walker) { w.key.State = "Deleted" }},
		{"schedule at the console", func(w *walker) { w.key.State, w.call = "PendingDeletion", "" }},
		{"let something use the key", ifWaiting(func(w *walker) { w.request.inUse = true })},
		{"change to disable", ifWaiting(func(w *walker) { w.request.disables = true })},
	}
	add := func(name, value string, step func(*walker)) { all = append(all, aside{name + " " + value, step}) }
	for _, seat := range []string{"alice", "bob", "frank", "oscar"} {
		add("seat", seat, func(w *walker) { w.at.Seat = seat })
	}
	for _, room := range []string{"general", homeRoom, directRoom} {
		add("room", room, func(w *walker) { w.at.Room, w.at.Thread = room, "" })
	}
	for _, ts := range []string{"", parentTS, "9.000001"} {
		add("thread", ts, func(w *walker) { w.at.Thread = ts })
	}
	for _, pane := range []string{"", cloudPane, clockPane, faultsPane, worldsPane} {
		add("pane", pane, func(w *walker) { w.at.Pane, w.at.Key = pane, "key-2" })
	}
	for _, title := range []string{"Reject", "Stop", "Disposition", "Dependency audit", "Change a KMS key", "Close by word"} {
		add("window", title, func(w *walker) {
			w.windows[w.at.Seat] = &window{title: title, submits: title == "Reject", empty: title == "Reject"}
		})
	}
	for _, line := range []string{
		"Paused: the audit could not read RDS", "Rejected by @bob: no", "Withdrawn by @alice", "Expired on Thu",
		"It is not known whether", "It cannot be told",
	} {
		add("stands", line, ifWaiting(func(w *walker) { w.request.line, w.request.stands = line, standingOf(line) }))
	}
	for _, who := range []string{"bob", "dave", "frank"} {
		add("asked by", who, func(w *walker) {
			if w.request.given == nil {
				w.request.by = who
			}
		})
		for n := 1; n <= statements; n++ {
			add(fmt.Sprint("statement ", n, " by"), who, ifWaiting(func(w *walker) { w.confirmAside(n, who) }))
		}
	}
	return all
}

// ifWaiting is a step that can be taken while a request waits for people.
func ifWaiting(step func(*walker)) func(*walker) {
	return func(w *walker) {
		if w.request.stands == waiting {
			step(w)
		}
	}
}

// confirmAside gives a statement out of turn, where the bot takes it.
func (w *walker) confirmAside(n int, who string) {
	before := w.at
	w.at.Seat, w.at.Thread = who, parentTS
	if !w.mayConfirm(n) {
		w.at = before
		return
	}
	w.send(fmt.Sprintf("Statement %d of 5", n))
}

// walked is somebody after so many clicks; false when the tour was done before.
func walked(clicks int) (*walker, bool) {
	w := newWalker()
	for range clicks {
		p := next(w.sees())
		if p.Done {
			return w, false
		}
		w.click(p.Point)
	}
	return w, true
}

// From wherever somebody steps aside, clicking what is pointed at leads to the end.
func TestTourIsDoneAfterAnyStepAside(t *testing.T) {
	t.Parallel()
	for clicks := 0; ; clicks++ {
		if _, more := walked(clicks); !more {
			break
		}
		for _, a := range asides() {
			w, _ := walked(clicks)
			a.step(w)
			w.finish(stepped{t, fmt.Sprintf("after %d clicks: %s", clicks, a.name)})
		}
	}
}

// stepped says of what fails which step was taken.
type stepped struct {
	*testing.T
	what string
}

// Fatalf fails the test.
func (s stepped) Fatalf(format string, args ...any) {
	s.Helper()
	s.T.Fatalf(s.what+": "+format, args...)
}

// And so it does after several steps, taken at any time.
func TestTourIsDoneAfterManyStepsAside(t *testing.T) {
	t.Parallel()
	all := asides()
	rapid.Check(t, func(t *rapid.T) {
		w := newWalker()
		for range rapid.IntRange(1, 6).Draw(t, "steps aside") {
			for range rapid.IntRange(0, 20).Draw(t, "clicks before") {
				if p := next(w.sees()); p.Point != "" {
					w.click(p.Point)
				}
			}
			all[rapid.IntRange(0, len(all)-1).Draw(t, "step aside")].step(w)
		}
		w.finish(t)
	})
}

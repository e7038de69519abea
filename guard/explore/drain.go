package explore

import (
	"fmt"
	"slices"

	"kmsguard/guard"
)

// Bounds of an end. A world that needs more does not come to one.
const (
	stepsAtOnce = 500  // while time stands still
	momentsLeft = 2000 // to which time moves
)

// drain lets a world come to its end: what is owed is done, time passes, nothing
// goes wrong and nobody does anything. Where an operator is needed, two approvers
// give their word. It returns the last world and what happened on the way.
func (m *model) drain(w *world) (*world, []step) {
	m.draining = true
	defer func() { m.draining = false }()
	w = m.refold(w)
	w, path := m.run(w, nil)
	for _, by := range team[:2] {
		for _, r := range w.state.Requests {
			if r.Phase != guard.NeedsOperator || len(w.broken) > 0 {
				continue
			}
			s, _ := m.handled(w.fork(), input{ID: "word of " + by + " on " + r.ID, Kind: guard.InputCloseWord, By: by, Request: r.ID}, nil)
			w, path = m.run(s.next, append(path, s))
		}
	}
	if len(w.broken) == 0 {
		w = w.fork()
		m.judgeEnd(w)
	}
	return w, path
}

// refold compares the state with what the disk adds up to.
func (m *model) refold(w *world) *world {
	w = w.fork()
	held := w.state
	w.state = m.fold(w)
	m.judgeFold(w, held)
	return w
}

// run does everything that is due, moment after moment, until nothing is, or
// until something is broken.
func (m *model) run(w *world, path []step) (*world, []step) {
	for range momentsLeft {
		for n := 0; len(w.broken) == 0; n++ {
			s, ok := m.fairStep(w)
			if !ok {
				break
			}
			w, path = s.next, append(path, s)
			if n > stepsAtOnce {
				w.breaks(Comes, "the process is busy for ever: "+s.what)
			}
		}
		_, next := m.system.Due(w.state, w.Now)
		if len(w.broken) > 0 || next.IsZero() {
			return w, path
		}
		s := step{what: "time passes, " + next.Sub(w.Now).String(), next: w.fork()}
		s.next.pass(next)
		w, path = s.next, append(path, s)
	}
	w = w.fork()
	w.breaks(Comes, "something is due for ever")
	return w, path
}

// judgeEnd looks at a world in which nothing happens any more.
func (m *model) judgeEnd(w *world) {
	for _, r := range w.state.Requests {
		switch {
		case r.Phase == guard.NeedsOperator:
			w.breaks(Closable, r.ID+" needs an operator for ever")
		case !r.Phase.Ended():
			w.breaks(AllEnd, r.ID+" is "+string(r.Phase)+" for ever")
		}
	}
	for _, n := range w.state.Notices {
		if p := w.posting(n.ID); p.Copies == 0 || n.PostedAt.IsZero() {
			w.breaks(AllPosted, fmt.Sprintf("message %s stands there %d times, recorded: %t", n.ID, p.Copies, !n.PostedAt.IsZero()))
		}
	}
	for _, op := range w.state.Operations {
		if op.Result == "" {
			w.breaks(NothingOf, "it is never settled what came of "+op.ID)
		}
	}
	if len(w.Inbox) > 0 || w.state.Watch != nil {
		w.breaks(NothingOf, fmt.Sprintf("left for ever: %d inputs, a watch: %t", len(w.Inbox), w.state.Watch != nil))
	}
	m.judgeRescue(w)
}

// judgeRescue: after a rescue was taken the key is as it asks, unless the cloud
// forbids it or two attempts came to nothing; then people know.
func (m *model) judgeRescue(w *world) {
	if !w.Truth.Rescue {
		return
	}
	for _, r := range w.state.Requests {
		if r.Plan.Action.Rescue() && r.Phase == guard.Failed && (len(r.Operations) > 1 || w.forbids(r.ID)) {
			return
		}
	}
	lost := map[guard.Action]guard.KeyState{guard.Cancel: guard.StatePendingDeletion, guard.Enable: guard.StateDisabled}[m.scenario.Undo]
	if w.Cloud.Key == lost {
		w.breaks(RescueWon, "the key is "+string(lost)+" in the end")
	}
}

func (w *world) forbids(request string) bool {
	return slices.ContainsFunc(w.Cloud.Calls, func(c call) bool { return c.Request == request && c.Fate == forbidden })
}

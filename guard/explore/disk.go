package explore

import (
	"kmsguard/guard"
)

// apply has a command decided and commits what follows, as the engine does. A
// refusal is recorded where the command came from a person.
func (m *model) apply(w *world, c guard.Command) ([]guard.Event, *guard.Refusal) {
	events, refusal := m.system.Decide(w.state, c, m.policy, w.Now)
	if refusal != nil {
		events = nil
		if told, ok := guard.RefusedEvent(c, refusal, w.Now); ok {
			events = []guard.Event{told}
		}
	}
	m.commit(w, c, events)
	return events, refusal
}

func (m *model) commit(w *world, c guard.Command, events []guard.Event) {
	for _, e := range events {
		before := w.state
		w.state = m.system.Evolve(w.state, e)
		m.judgeEvent(w, before, c, e)
	}
	for _, e := range m.system.Record(events) {
		w.log = &entry{before: w.log, event: e}
	}
}

// fold adds up what is on the disk, from the first event on.
func (m *model) fold(w *world) guard.State {
	var events []guard.Event
	for e := w.log; e != nil; e = e.before {
		events = append(events, e.event)
	}
	s := guard.State{Key: ref}
	for i := len(events) - 1; i >= 0; i-- {
		s = m.system.Evolve(s, events[i])
	}
	return s
}

// recorded looks for an event on the disk, the newest first.
func (w *world) recorded(is func(guard.Event) bool) bool {
	for e := w.log; e != nil; e = e.before {
		if is(e.event) {
			return true
		}
	}
	return false
}

package guard

import "time"

// Decide answers one command. It reads only its arguments; the same arguments
// give the same answer. It returns the events that follow, or the refusal with
// every reason. No events and no refusal means that there is nothing to do.
//
// Each kind of command has its decision in the decide_*.go file named after it.
func Decide(s State, c Command, p Policy, now time.Time) ([]Event, *Refusal) {
	return c.decide(s, p, now.UTC())
}

// draft collects events and the state that they lead to, for decisions of which
// a later part depends on an earlier one.
type draft struct {
	state  State
	events []Event
}

func (d *draft) add(events ...Event) {
	for _, e := range events {
		d.state = Evolve(d.state, e)
		d.events = append(d.events, e)
	}
}

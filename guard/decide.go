package guard

import "time"

// Decide answers one command. It reads only its arguments; the same arguments
// give the same answer. It returns the events that follow, or the refusal with
// every reason. No events and no refusal means that there is nothing to do.
func Decide(s State, c Command, p Policy, now time.Time) ([]Event, *Refusal) {
	return nil, nil
}

// Evolve is total over known events; an unknown kind was already refused when
// it was decoded. The state it is given is not changed.
func Evolve(s State, e Event) State {
	return s
}

// Due says what is owed at now and when something will be next (zero: never).
// It reads no policy: what it depends on was recorded by events. Calling it
// twice is harmless; it is asked again after every crash.
func Due(s State, now time.Time) (owed []Work, next time.Time) {
	return nil, time.Time{}
}

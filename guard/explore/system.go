package explore

import (
	"time"

	"kmsguard/guard"
)

// System is what is explored: the pure parts of the domain, and the two promises
// of a store that the model of the disk depends on. A test replaces one of them
// to see that the mistake is found.
type System struct {
	Decide   func(guard.State, guard.Command, guard.Policy, time.Time) ([]guard.Event, *guard.Refusal)
	Evolve   func(guard.State, guard.Event) guard.State
	Due      func(guard.State, time.Time) ([]guard.Work, time.Time)
	Conclude func(guard.Operation, guard.KeyFacts, guard.TrailFinding) (guard.Result, string)
	// Record is what of a commit reaches the disk.
	Record func([]guard.Event) []guard.Event
	// Fresh says whether an input is taken into the inbox, by whether its ID is
	// there, or was.
	Fresh func(known bool) bool
}

// Real is the domain as it is, on a disk that keeps what it is given.
func Real() System {
	return System{
		Decide: guard.Decide, Evolve: guard.Evolve, Due: guard.Due, Conclude: guard.Conclude,
		Record: func(events []guard.Event) []guard.Event { return events },
		Fresh:  func(known bool) bool { return !known },
	}
}

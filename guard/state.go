package guard

import "time"

// State is everything the events of one key add up to.
type State struct {
	Key        KeyRef
	Facts      KeyFacts // the last reading that an event carried
	Requests   []Request
	Operations []Operation
	Watch      *PendingWatch
	Notices    []Notice    // owed and posted, in order
	Ended      *EndedWatch // the last watch that ended
	// DisabledAt is when we disabled the key, zero where we did not or it was enabled since.
	DisabledAt time.Time
	Contained  bool   // that disable was of a leaked key
	DisabledBy string // the request that disabled it
	// DisabledBeforeSchedule says that the key was Disabled when its deletion was scheduled here.
	DisabledBeforeSchedule bool
	Gone                   bool // the key is known to be deleted

	// Of the ledger's own stream only.
	Doubt    *Doubt   // nil: nothing speaks against the ledger
	Accepted []string // names of findings that two approvers accepted
	Gap      *Gap     // nil: it can be written
}

// PendingWatch is what is kept of a key in PendingDeletion.
type PendingWatch struct {
	Request    string // the request that scheduled it; empty: found
	Started    time.Time
	DeleteDate time.Time
	Reminders  []time.Time // still to come, ascending
	LastTold   time.Time
	LookAt     time.Time // an extra look; zero: none
	Channel    string
	Escalation string
	Actor      string
	Notify     People
}

// EndedWatch is how the last pending deletion ended.
type EndedWatch struct {
	State KeyState
	By    string
	At    time.Time
}

// Request returns the request with this ID, or nil.
func (s *State) Request(id string) *Request {
	for i := range s.Requests {
		if s.Requests[i].ID == id {
			return &s.Requests[i]
		}
	}
	return nil
}

// Operation returns the operation with this ID, or nil.
func (s *State) Operation(id string) *Operation {
	for i := range s.Operations {
		if s.Operations[i].ID == id {
			return &s.Operations[i]
		}
	}
	return nil
}

package explore

import (
	"slices"
	"time"

	"kmsguard/guard"
)

// world is one state of everything. It is never changed once it was reached: a
// step works on a copy, in which it replaces what differs.
type world struct {
	rest
	state guard.State // what the process holds of the key
	log   *entry      // what the disk holds of it, the newest first
	// broken are the promises that the step to this world broke.
	broken []Broken
	sums   sums
}

// rest is the world beside the key's own state.
type rest struct {
	Now    time.Time
	Jobs   []job   // under way, in order of their names
	Inbox  []input // accepted and not settled, oldest first
	Last   []input // what Slack may deliver again; one or none
	Absent []string
	Acted  int // how many of the approvers have done anything
	Disks  int // that depend on the key
	Cloud  cloud
	Posts  []posting
	Truth  truth
	Left   Budget
}

// entry is one event on the disk.
type entry struct {
	before *entry
	event  guard.Event
}

// Broken is a promise that was not kept.
type Broken struct {
	Property Property
	Why      string
}

// fork is a copy of the world for one step.
func (w *world) fork() *world {
	next := *w
	next.broken = nil
	return &next
}

func (w *world) breaks(p Property, why string) {
	w.broken = append(w.broken, Broken{Property: p, Why: why})
}

// job is an effect of the process that is under way: what a crash forgets.
type job struct {
	Key     string // of the work that it does
	Kind    kind
	At      int    // how far it has come
	Subject string // ID of a request, an operation or a notice
	Op      string // operation of an execution
	Restore bool
	Seen    *guard.KeyFacts // what was read of the key
	Until   time.Time       // deadline of an operation
	Reply   reply
	Trail   guard.TrailFinding
	Disks   int
	Partial bool // an audit that could not read everything
	Repeat  bool
}

// kind is what an effect does.
type kind string

const (
	handling  kind = "handle"
	executing kind = "execute"
	observing kind = "observe"
	auditing  kind = "audit"
	watching  kind = "watch"
	messaging kind = "post"
)

// busy reports whether an effect of a name is under way.
func (w *world) busy(key string) bool {
	return slices.ContainsFunc(w.Jobs, func(j job) bool { return j.Key == key })
}

// put begins an effect or moves it on.
func (w *world) put(j job) {
	jobs := slices.DeleteFunc(slices.Clone(w.Jobs), func(o job) bool { return o.Key == j.Key })
	at, _ := slices.BinarySearchFunc(jobs, j.Key, func(o job, key string) int {
		switch {
		case o.Key < key:
			return -1
		case o.Key > key:
			return 1
		}
		return 0
	})
	w.Jobs = slices.Insert(jobs, at, j)
}

// end forgets an effect, which is done or has failed.
func (w *world) end(key string) {
	w.Jobs = slices.DeleteFunc(slices.Clone(w.Jobs), func(o job) bool { return o.Key == key })
}

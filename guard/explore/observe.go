package explore

import (
	"time"

	"kmsguard/guard"
)

// trailLate is how late ActionTrail may show an event.
const trailLate = 10 * time.Minute

// startObservation looks at what became of an operation: at the key, and at
// ActionTrail by the operation's own session.
func (m *model) startObservation(w *world, owed guard.Observe) []step {
	op := w.state.Operation(owed.Operation)
	if op == nil {
		return nil
	}
	if op.AccessKeyID == "" {
		next := w.fork()
		c := guard.Settle{Operation: op.ID, Result: guard.NotHappened}
		c.Outcome.Evidence = "no session was recorded, and no call is made before that"
		m.apply(next, c)
		return []step{{what: "no session of " + op.ID + " was recorded", next: next, fair: true}}
	}
	j := job{Key: owed.Key(), Kind: observing, Op: op.ID}
	all := []step{m.looked(w, j, "everything", w.facts(), w.trail(op.ID))}
	all[0].fair = true
	if !m.may(w.Left.Losses) {
		return all
	}
	hidden := guard.TrailFinding{Why: "it cannot be read"}
	faults := []step{m.looked(w, j, "the key, and ActionTrail cannot be read", w.facts(), hidden), m.looked(w, j, "nothing", w.unreadable(), hidden)}
	if t := w.trail(op.ID); t.Found && w.Now.Sub(t.At) <= trailLate {
		faults = append(faults, m.looked(w, j, "the key, and nothing in ActionTrail yet", w.facts(), guard.TrailFinding{Readable: true}))
	}
	for _, s := range faults {
		s.next.Left.Losses--
	}
	return append(all, faults...)
}

func (m *model) looked(w *world, j job, what string, seen guard.KeyFacts, t guard.TrailFinding) step {
	next := w.fork()
	j.Seen, j.Trail = &seen, t
	if seen.State == guard.StateUnknown {
		j.Seen = nil
	}
	next.put(j)
	return step{what: "a look for " + j.Op + " shows " + what, next: next}
}

// observe hands in what a look showed.
func (m *model) observe(w *world, j job) []step {
	op := w.state.Operation(j.Op)
	if op == nil {
		return m.ending(w, j, "its operation is not known")
	}
	next := w.fork()
	next.end(j.Key)
	c := guard.Settle{Operation: op.ID, Facts: j.Seen, Why: "the key could not be read"}
	if j.Seen != nil {
		c.Result, c.Outcome.Evidence = m.system.Conclude(*op, *j.Seen, j.Trail)
		c.Outcome.RequestID, c.Outcome.At, c.Why = j.Trail.EventID, j.Seen.ReadAt, c.Outcome.Evidence
	}
	m.apply(next, c)
	return []step{{what: "what the look for " + op.ID + " showed is recorded", next: next, fair: true}}
}

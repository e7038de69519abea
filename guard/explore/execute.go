package explore

import (
	"fmt"
	"time"

	"kmsguard/guard"
)

// How long a call may take effect after its intent, and how long a session
// lasts, as engine and cloud adapter have it.
const (
	callWindow  = 2 * time.Minute
	sessionLife = 15 * time.Minute
)

// Where an execution stands: it has read the key, recorded the intent, recorded
// its session, got an answer to its call or given it up, read the key back.
const (
	hasRead = iota
	hasIntent
	hasSession
	hasReply
	hasReadBack
)

// reply is what came back from a call.
type reply string

const (
	answered reply = "answered"
	refused  reply = "refused"
	lost     reply = "lost"
)

// execute carries an approved request out, one effect at a time.
func (m *model) execute(w *world, j job) []step {
	switch j.At {
	case hasRead:
		return m.intend(w, j)
	case hasIntent:
		return m.openSession(w, j)
	case hasSession:
		return m.makeCall(w, j)
	case hasReply:
		return m.readBack(w, j)
	}
	return m.settle(w, j)
}

// startExecution reads the key; what else is read for the decision is read in it.
func (m *model) startExecution(w *world, owed guard.Execute) []step {
	j := job{Key: owed.Key(), Kind: executing, Subject: owed.Request, Restore: owed.Restore, Until: w.Now.Add(callWindow)}
	return m.reading(w, "to carry out "+owed.Request, func(next *world, seen guard.KeyFacts) {
		j.Seen = &seen
		next.put(j)
	})
}

// reading reads the key: what it is, or that it cannot be read.
func (m *model) reading(w *world, why string, then func(*world, guard.KeyFacts)) []step {
	next := w.fork()
	then(next, w.facts())
	all := []step{{what: "the key is read as " + string(w.facts().State) + " " + why, next: next, fair: true}}
	if m.may(w.Left.Losses) {
		next = w.fork()
		next.Left.Losses--
		then(next, w.unreadable())
		all = append(all, step{what: "the key cannot be read " + why, next: next})
	}
	return all
}

// intend asks whether to go ahead, with people, channel and principal as they are now.
func (m *model) intend(w *world, j job) []step {
	r := w.state.Request(j.Subject)
	if r == nil {
		return m.ending(w, j, "there is nothing to carry out")
	}
	next := w.fork()
	call, role := guard.CallFor(r.Plan, j.Restore)
	op := guard.Operation{
		ID: fmt.Sprintf("op-%s-%d", r.ID, len(r.Operations)+1), Request: r.ID, Key: ref, Call: call, Role: role,
		Deadline: j.Until, Intended: w.Now, Before: *j.Seen, Restore: j.Restore,
	}
	c := guard.Begin{Request: r.ID, Operation: op, Facts: *j.Seen}
	if role != guard.RescueRole {
		c.Operation.FenceProven = m.scenario.FenceProven
		c.Channel, c.Principal = channel(), guard.Principal{Role: role}
		for _, by := range r.Confirmers() {
			c.Approvers = append(c.Approvers, w.person(by))
		}
	}
	events, _ := m.apply(next, c)
	next.end(j.Key)
	if intends(events) {
		j.At, j.Op = hasIntent, op.ID
		next.put(j)
	}
	return []step{{what: "it is decided whether " + r.ID + " is carried out", next: next, fair: true}}
}

func intends(events []guard.Event) bool {
	for _, e := range events {
		if _, ok := e.(guard.MutationIntended); ok {
			return true
		}
	}
	return false
}

// openSession opens the session of an operation and records it.
func (m *model) openSession(w *world, j job) []step {
	next := w.fork()
	session := guard.Session{AccessKeyID: "STS." + j.Op, Expires: w.Now.Add(sessionLife)}
	_, refusal := m.apply(next, guard.OpenSession{Operation: j.Op, Session: session})
	j.At = hasSession
	next.put(j)
	if refusal != nil {
		next.end(j.Key)
	}
	all := []step{{what: "the session of " + j.Op + " is opened", next: next, fair: true}}
	if m.may(w.Left.Losses) {
		next = w.fork()
		next.Left.Losses--
		next.end(j.Key)
		why := "no session could be opened"
		m.apply(next, guard.Settle{Operation: j.Op, Result: guard.NotHappened, Why: why, Outcome: guard.Outcome{Evidence: why}})
		all = append(all, step{what: "no session can be opened for " + j.Op, next: next})
	}
	return all
}

// makeCall lets the one call leave, with everything that can become of it.
func (m *model) makeCall(w *world, j job) []step {
	op := w.state.Operation(j.Op)
	if op == nil {
		return m.ending(w, j, "its operation is not known")
	}
	out := m.outgoing(w, *op)
	arrived := func(next *world) call { return next.arrive(out) }
	all := []step{m.called(w, j, "is answered", answered, arrived)}
	all[0].fair = true
	if !m.may(w.Left.Losses) {
		return all
	}
	as := func(f fate) func(*world) call {
		return func(next *world) call {
			c := out
			c.Fate, c.At = f, next.Now
			if f == pending && !next.Now.Before(c.Limit) {
				c.Fate = gone
			}
			return c
		}
	}
	faults := []step{
		m.called(w, j, "is carried out and its reply is lost", lost, arrived),
		m.called(w, j, "is given up on its way", lost, as(pending)),
		m.called(w, j, "is refused", refused, as(forbidden)),
	}
	for _, s := range faults {
		s.next.Left.Losses--
	}
	return append(all, faults...)
}

// outgoing is the call of an operation.
func (m *model) outgoing(w *world, op guard.Operation) call {
	return call{Op: op.ID, Request: op.Request, Name: op.Call, Window: op.WindowDays, Limit: m.limit(op), At: w.Now}
}

// limit is from when on the cloud lets the session of an operation do nothing.
func (m *model) limit(op guard.Operation) time.Time {
	if m.scenario.FenceProven && op.Deadline.Before(op.SessionExpires) {
		return op.Deadline
	}
	return op.SessionExpires
}

func (m *model) called(w *world, j job, how string, r reply, happens func(*world) call) step {
	next := w.fork()
	m.judgeCall(next, j.Op)
	c := happens(next)
	next.keep(c)
	if c.Fate == denied && r == answered {
		r = refused
	}
	j.At, j.Reply = hasReply, r
	next.put(j)
	m.judgeEffects(next)
	return step{what: string(c.Name) + " of " + j.Op + " " + how, next: next}
}

// readBack reads the key after a call that was answered.
func (m *model) readBack(w *world, j job) []step {
	if j.Reply != answered {
		return m.settle(w, j)
	}
	return m.reading(w, "after "+j.Op, func(next *world, seen guard.KeyFacts) {
		j.At, j.Seen = hasReadBack, &seen
		if seen.State == guard.StateUnknown {
			j.Seen = nil
		}
		next.put(j)
	})
}

// settle records what came back.
func (m *model) settle(w *world, j job) []step {
	next := w.fork()
	next.end(j.Key)
	c := guard.Settle{Operation: j.Op}
	switch j.Reply {
	case answered:
		c.Result, c.Facts = guard.Happened, j.Seen
	case refused:
		c.Result, c.Outcome = guard.Refused, guard.Outcome{Code: "Forbidden", At: w.Now}
	case lost:
		c.Why = "the reply was lost"
	}
	m.apply(next, c)
	return []step{{what: "what came of " + j.Op + " is recorded", next: next, fair: true}}
}

func (m *model) ending(w *world, j job, why string) []step {
	next := w.fork()
	next.end(j.Key)
	return []step{{what: j.Key + " ends: " + why, next: next, fair: true}}
}

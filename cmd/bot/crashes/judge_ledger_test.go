package crashes

import (
	"slices"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// history is what the ledger has of a key.
type history struct {
	events []guard.Event
	state  guard.State
}

// history reads the ledger of a bot that does not run.
func (a *tale) history() (h history) {
	a.t.Helper()
	h.state.Key = a.key
	a.read(func(_ *bolt.Store, l *storage.Ledger) {
		for rec, err := range l.Read(a.t.Context(), a.key.Stream(), 0) {
			if err != nil {
				a.t.Fatal(err)
			}
			h.events = append(h.events, rec.Event)
			h.state = guard.Evolve(h.state, rec.Event)
		}
	})
	return h
}

// inTheMiddle reports whether the bot that was killed was in the middle of
// something of which the thread should hear: an audit that it had begun, a call of
// which it does not know the outcome, or a message.
func (a *tale) inTheMiddle() bool {
	s := a.history().state
	for _, op := range s.Operations {
		if op.Result == "" && !op.Lost {
			return true
		}
	}
	for _, r := range s.Requests {
		if r.Phase == guard.Auditing || r.Phase == guard.Approved && r.Deferred == "" || r.AuditOwed && r.Attempts == 0 {
			return true
		}
	}
	return slices.ContainsFunc(s.Notices, func(n guard.Notice) bool {
		return n.PostedAt.IsZero() && n.Request != "" && !private(n.Kind)
	})
}

// private tells the messages that one person alone reads.
func private(k guard.NoticeKind) bool {
	return k == guard.NoticeReply || k == guard.NoticeOpenedReply
}

// judgeLedger: each request has ended, each statement was counted once, and
// nothing was intended without all of them, by different people and not by the
// one who asked.
func (a *tale) judgeLedger(h history) {
	given := map[string]map[int]int{}
	s := guard.State{Key: a.key}
	for _, ev := range h.events {
		if ev, ok := ev.(guard.StatementGiven); ok {
			if given[ev.Request] == nil {
				given[ev.Request] = map[int]int{}
			}
			given[ev.Request][ev.Confirmation.Statement]++
		}
		if ev, ok := ev.(guard.MutationIntended); ok {
			a.judgeIntent(s, ev.Operation)
		}
		s = guard.Evolve(s, ev)
	}
	for _, r := range h.state.Requests {
		if !r.Phase.Ended() {
			a.wrong("request %s of %s is %s: %s%s", r.ID, r.Plan, r.Phase, r.EndReason, r.Deferred)
		}
		for _, n := range r.Demand().Statements {
			if got := given[r.ID][n]; got != 1 && !r.Demand().OnePress && r.Phase == guard.Done {
				a.wrong("statement %d of %s was counted %d times", n, r.ID, got)
			}
		}
	}
}

func (a *tale) judgeIntent(before guard.State, op guard.Operation) {
	r := before.Request(op.Request)
	if r == nil {
		a.wrong("operation %s belongs to no request", op.ID)
		return
	}
	by := map[string]bool{}
	for _, n := range r.Demand().Statements {
		c, ok := r.Confirmations[n]
		if !ok {
			a.wrong("operation %s was intended without statement %d", op.ID, n)
		}
		by[c.By] = true
	}
	if r.Plan.Action.Destructive() && (by[r.Requester] || len(by) != len(r.Demand().Statements)) {
		a.wrong("operation %s was approved by %d people: %v", op.ID, len(by), by)
	}
}

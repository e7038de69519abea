package explore

import "kmsguard/guard"

// begin starts what the key owes, unless it is under way. Messages that stand in
// one thread are posted one after the other.
func (m *model) begin(w *world) []step {
	var all []step
	owed, _ := m.system.Due(w.state, w.Now)
	posting := false
	for _, work := range owed {
		if p, ok := work.(guard.PostNotice); ok && !w.apart(p.Notice) {
			if posting {
				continue
			}
			posting = true
		}
		if !w.busy(work.Key()) {
			all = append(all, m.start(w, work)...)
		}
	}
	return all
}

// apart reports whether a message stands in no thread with others.
func (w *world) apart(id string) bool {
	n := w.state.Notice(id)
	return n != nil && (n.Kind == guard.NoticeReply || n.Kind == guard.NoticeEscalation)
}

func (m *model) start(w *world, work guard.Work) []step {
	switch owed := work.(type) {
	case guard.RunAudit:
		return m.startAudit(w, owed)
	case guard.Execute:
		return m.startExecution(w, owed)
	case guard.Observe:
		return m.startObservation(w, owed)
	case guard.LookAfter:
		return m.lookAfter(w, owed)
	case guard.ReadWatch:
		return m.startWatch(w, owed)
	case guard.ApplyExpiry:
		next := w.fork()
		m.apply(next, guard.Expire(owed))
		return []step{{what: "the time of " + owed.Request + " is over", next: next, fair: true}}
	case guard.PostNotice:
		return m.startPost(w, owed)
	}
	return nil
}

// lookAfter looks at a change that was made. What is read beside the key is
// taken as seen at once, unless it is read too early.
func (m *model) lookAfter(w *world, owed guard.LookAfter) []step {
	op := lastHappened(w.state, owed.Request)
	if op == nil {
		return nil
	}
	look := func(what string, seen guard.KeyFacts, trail string) step {
		next := w.fork()
		v := w.state.Request(owed.Request).Verification
		v.State, v.Trail = guard.StateCheck(*op, seen), guard.Check{Result: trail, At: w.Now}
		v.Metrics, v.Refusals = guard.Check{Result: guard.CheckSeen, At: w.Now}, guard.Check{Result: guard.CheckNone, At: w.Now}
		m.apply(next, guard.Verify{Request: owed.Request, Verification: v, Facts: &seen})
		return step{what: "a look after " + owed.Request + " shows " + what, next: next}
	}
	all := []step{look("the key and the event", w.facts(), guard.CheckSeen)}
	all[0].fair = true
	if m.may(w.Left.Losses) {
		s := look("the key, and no event yet", w.facts(), guard.CheckWaiting)
		s.next.Left.Losses--
		all = append(all, s)
	}
	return all
}

func lastHappened(s guard.State, request string) *guard.Operation {
	for i := len(s.Operations) - 1; i >= 0; i-- {
		if op := &s.Operations[i]; op.Request == request && op.Result == guard.Happened {
			return op
		}
	}
	return nil
}

package explore

import (
	"fmt"

	"kmsguard/guard"
)

// first is the world in which a scenario begins.
func (m *model) first() *world {
	w := &world{
		rest:  rest{Now: start, Cloud: cloud{Key: m.scenario.Key}, Left: m.scenario.Limit},
		state: guard.State{Key: ref},
	}
	if m.scenario.Approved {
		m.approve(w)
	}
	return w
}

// approve opens a request, audits it and has everybody give the statement that is
// theirs, as if nothing could go wrong.
func (m *model) approve(w *world) {
	seen := w.facts()
	m.apply(w, m.command(w, input{ID: "first", Kind: guard.InputOpen, By: requester, Plan: m.scenario.Plan}, &seen))
	m.apply(w, guard.RecordAudit{Request: "r1", Audit: audit(job{Seen: &seen})})
	for _, n := range w.state.Requests[0].Demand().Statements {
		r := w.state.Requests[0]
		in := input{ID: fmt.Sprint("statement ", n), Kind: guard.InputConfirm, By: assigned[n], Request: r.ID, Statement: n, Typed: r.Sentence(n), Shown: r.DecisionDigest()}
		if n == guard.StatementAudit {
			m.apply(w, guard.ViewAudit{Request: r.ID, By: w.person(in.By)})
		}
		m.apply(w, m.command(w, in, nil))
	}
}

package explore

import (
	"slices"

	"kmsguard/guard"
)

// offer is an input that somebody may give now, and the world without the right
// to give it once more.
type offer struct {
	in   input
	next *world
}

// offers are all inputs that people may give now, sensible or not, as far as the
// scenario goes.
func (m *model) offers(w *world) []offer {
	all := m.wishes(w)
	for _, r := range w.state.Requests {
		switch {
		case !r.Plan.Action.Destructive():
			if r.Phase == guard.NeedsOperator {
				all = append(all, presses(w, r, guard.InputCloseWord, nil, team[:2])...)
			}
		case open(r):
			all = append(all, m.statements(w, r)...)
			all = append(all, m.ends(w, r)...)
		case r.Phase == guard.Failed:
			all = append(all, presses(w, r, guard.InputRunAgain, func(b *Budget) *int8 { return &b.Again }, team[:1])...)
		case r.Phase == guard.NeedsOperator:
			all = append(all, presses(w, r, guard.InputCloseWord, nil, team[:2])...)
		}
	}
	return all
}

// wishes are what may be asked for.
func (m *model) wishes(w *world) []offer {
	all := made(w, func(b *Budget) *int8 { return &b.Opens }, input{Kind: guard.InputOpen, By: requester, Plan: m.scenario.Plan})
	if len(w.state.Requests) == 0 {
		return all
	}
	undo := guard.Plan{Action: m.scenario.Undo}
	undo.Restore = undo.Action == guard.Cancel && w.state.DisabledBeforeSchedule
	return append(all, made(w, func(b *Budget) *int8 { return &b.Rescues }, input{Kind: guard.InputOpen, By: rescuer, Plan: undo})...)
}

// made is an input that takes something from a budget; none where nothing is left.
func made(w *world, of func(*Budget) *int8, in input) []offer {
	next := w.fork()
	if of != nil {
		left := of(&next.Left)
		if *left <= 0 {
			return nil
		}
		*left--
	}
	in.ID = in.String()
	return []offer{{in: in, next: next}}
}

func presses(w *world, r guard.Request, k guard.InputKind, of func(*Budget) *int8, by []string) []offer {
	var all []offer
	for _, id := range by {
		all = append(all, made(w, of, input{Kind: k, By: id, Request: r.ID})...)
	}
	return all
}

// statements are given to a request that waits for them, by whoever may and, as
// far as refusals are looked at, by whoever may not.
func (m *model) statements(w *world, r guard.Request) []offer {
	if r.Phase != guard.Awaiting {
		return nil
	}
	var all []offer
	for _, n := range r.Demand().Statements {
		for _, by := range m.speakers(w, r, n) {
			in := input{Kind: guard.InputConfirm, By: by, Request: r.ID, Statement: n, Typed: r.Sentence(n), Shown: r.DecisionDigest()}
			in.Disks = len(r.Audit.Dependencies)
			all = append(all, made(w, nil, in)...)
		}
	}
	if len(r.MissingDispositions()) > 0 {
		all = append(all, presses(w, r, guard.InputDispose, nil, []string{requester})...)
	}
	return all
}

// speakers are those who may try to give a statement.
func (m *model) speakers(w *world, r guard.Request, n int) []string {
	_, given := r.Confirmations[n]
	vain := w.Left.Vain > 0
	switch {
	case given && !vain:
		return nil
	case m.scenario.Assigned:
		return []string{assigned[n]}
	case vain:
		return append(slices.Clone(team), requester)
	}
	return team
}

// ends are the ways in which people end a request or prolong it.
func (m *model) ends(w *world, r guard.Request) []offer {
	of := func(b *Budget) *int8 { return &b.Ends }
	all := presses(w, r, guard.InputWithdraw, of, []string{requester})
	all = append(all, presses(w, r, guard.InputReject, of, team[:1])...)
	all = append(all, presses(w, r, guard.InputExtend, of, team[:1])...)
	if r.Phase == guard.Blocked || r.Phase == guard.Awaiting {
		all = append(all, presses(w, r, guard.InputAuditAgain, func(b *Budget) *int8 { return &b.Again }, team[:1])...)
	}
	return all
}

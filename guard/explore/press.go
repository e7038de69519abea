package explore

import (
	"fmt"
	"slices"

	"kmsguard/guard"
)

// input is what somebody did, as the inbox keeps it.
type input struct {
	ID        string
	Kind      guard.InputKind
	By        string
	Request   string
	Plan      guard.Plan
	Statement int
	Typed     string
	Shown     string // decision digest
	Disks     int    // that the audit listed which was shown
	Again     bool   // a delivery of what was delivered before, which was taken in all the same
}

func (in input) String() string {
	switch {
	case in.Statement > 0:
		return fmt.Sprintf("%s gives statement %d of %s", in.By, in.Statement, in.Request)
	case in.Kind == guard.InputOpen:
		return in.By + " asks for " + in.Plan.String()
	}
	return fmt.Sprintf("%s presses %s on %s", in.By, in.Kind, in.Request)
}

// press lets each person do each thing that is offered now.
func (m *model) press(w *world) []step {
	if m.draining || len(w.Inbox) > 0 && !(m.scenario.Queued && len(w.Inbox) < 2) {
		return nil
	}
	var all []step
	for _, o := range m.offers(w) {
		if !m.scenario.Assigned && slices.Contains(team, o.in.By) && !o.next.act(o.in.By) {
			continue
		}
		if m.scenario.Duplicated() {
			o.next.Last = []input{o.in}
		}
		if o.in.Kind != guard.InputOpen && !m.scenario.Queued {
			if s, ok := m.handled(o.next, o.in, nil); ok {
				all = append(all, s)
			}
			continue
		}
		o.next.Inbox = append(slices.Clip(o.next.Inbox), o.in)
		all = append(all, step{what: o.in.String(), next: o.next})
	}
	return all
}

// Duplicated reports whether Slack may deliver an input again.
func (s Scenario) Duplicated() bool { return s.Limit.Duplicates > 0 }

// redeliver lets Slack deliver the last input again.
func (m *model) redeliver(w *world) []step {
	if !m.may(w.Left.Duplicates) || len(w.Last) == 0 {
		return nil
	}
	next := w.fork()
	next.Left.Duplicates--
	in := w.Last[0]
	next.Last = nil
	if m.system.Fresh(true) {
		in.Again = true
		next.Inbox = append(slices.Clip(next.Inbox), in)
	}
	return []step{{what: "Slack delivers again: " + in.String(), next: next}}
}

// handle begins with the oldest input. What asks for a request begins with a
// reading of the key; between that and the decision anything may happen.
func (m *model) handle(w *world) []step {
	if len(w.Inbox) == 0 {
		return nil
	}
	in := w.Inbox[0]
	if w.busy(inputKey) {
		return nil
	}
	if in.Kind != guard.InputOpen {
		s, ok := m.handled(w.fork(), in, nil)
		s.fair = true
		return only(s, ok)
	}
	next := w.fork()
	seen := w.facts()
	next.put(job{Key: inputKey, Kind: handling, Seen: &seen})
	return []step{{what: "the key is read as " + string(seen.State) + " for what " + in.By + " asks", next: next, fair: true}}
}

const inputKey = "input"

// decideInput has the wish for a change decided on what was read for it.
func (m *model) decideInput(w *world, j job) []step {
	next := w.fork()
	next.end(j.Key)
	s, ok := m.handled(next, w.Inbox[0], j.Seen)
	s.fair = true
	return only(s, ok)
}

func only(s step, ok bool) []step {
	if !ok {
		return nil
	}
	return []step{s}
}

// handled has an input decided and settles it in the same commit. ok is false
// where it is refused, and no more refusals are looked at.
func (m *model) handled(next *world, in input, seen *guard.KeyFacts) (s step, ok bool) {
	if len(next.Inbox) > 0 {
		next.Inbox = next.Inbox[1:]
	}
	if in.Again {
		next.breaks(OnceEach, in.String()+": handled a second time")
	}
	if in.Kind == guard.InputConfirm && in.Statement == guard.StatementAudit {
		m.apply(next, guard.ViewAudit{Request: in.Request, By: next.person(in.By)})
	}
	before := next.state
	events, refusal := m.apply(next, m.command(next, in, seen))
	if in.Kind == guard.InputOpen {
		m.judgeOpen(next, before, in, events)
	}
	if refusal != nil {
		if next.Left.Vain <= 0 && !m.draining {
			return step{}, false
		}
		next.Left.Vain = max(0, next.Left.Vain-1)
		return step{what: in.String() + ", which is refused: " + refusal.Reasons[0].Code, next: next}, true
	}
	return step{what: in.String(), next: next}, true
}

// command is what an input asks for, with what is read of people now.
func (m *model) command(w *world, in input, seen *guard.KeyFacts) guard.Command {
	by := w.person(in.By)
	reply := guard.ReplyTo{User: in.By}
	switch in.Kind {
	case guard.InputOpen:
		return guard.Open{
			Request: fmt.Sprintf("r%d", len(w.state.Requests)+1), Input: in.ID, Plan: in.Plan, By: by, Reason: "retired", Facts: *seen,
			Candidates: w.candidates(), Channel: channel(), Ticked: []int{1, 2, 3, 4}, DisabledAt: w.state.DisabledAt, Contained: w.state.Contained,
		}
	case guard.InputConfirm:
		return guard.Confirm{Request: in.Request, Input: in.ID, By: by, Statement: in.Statement, Typed: in.Typed, Shown: in.Shown, Reply: reply}
	case guard.InputDispose:
		return guard.Dispose{Request: in.Request, Input: in.ID, By: by, Kind: guard.Migrated, Keys: w.disposable(in.Request), Why: "moved", Reply: reply}
	case guard.InputReject:
		return guard.Reject{Request: in.Request, Input: in.ID, By: by, Reason: "no", Reply: reply}
	case guard.InputWithdraw:
		return guard.Withdraw{Request: in.Request, Input: in.ID, By: by, Reply: reply}
	case guard.InputExtend:
		return guard.Extend{Request: in.Request, Input: in.ID, By: by, Reply: reply}
	case guard.InputRunAgain:
		return guard.RunAgain{Request: in.Request, Input: in.ID, By: by, Reply: reply}
	case guard.InputAuditAgain:
		return guard.AuditAgain{Request: in.Request, Input: in.ID, By: by, Reply: reply}
	case guard.InputAccept, guard.InputCloseWord, guard.InputViewAudit, guard.InputToDisable, guard.InputAudit, guard.InputSweep:
	}
	return guard.CloseByWord{Request: in.Request, Input: in.ID, By: by, Word: "looked at the console", Reply: reply}
}

func (w *world) disposable(request string) []string {
	var keys []string
	if r := w.state.Request(request); r != nil && r.Audit != nil {
		for _, d := range r.Audit.Dependencies {
			keys = append(keys, guard.DispositionKey(d))
		}
	}
	return keys
}

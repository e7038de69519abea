package explore

import (
	"fmt"
	"slices"

	"kmsguard/guard"
)

// judgeIntent looks at what is true when a change is intended.
func judgeIntent(w *world, before guard.State, op guard.Operation) {
	r := before.Request(op.Request)
	if r == nil {
		w.breaks(AllStatements, op.ID+" is of no request")
		return
	}
	if len(r.Words) > 1 {
		w.breaks(WordOnly, op.ID+" follows from a word")
	}
	for _, other := range before.Operations {
		judgeOther(w, op, other)
	}
	if op.Role == guard.RescueRole {
		return
	}
	if done, left := w.effects(r.ID); done+left > 0 {
		w.breaks(NothingRepeated, fmt.Sprintf("%s is intended, and a call of %s took effect or still may", op.ID, r.ID))
	}
	over := slices.Contains(w.Truth.Over, r.ID)
	if over || r.Phase != guard.Approved || !w.Now.Before(r.Expires) || rescuing(before) {
		w.breaks(NotAfterEnd, fmt.Sprintf("%s is intended, and %s is %s until %s, ended: %t", op.ID, r.ID, r.Phase, r.Expires.Format("Mon 15:04"), over))
	}
	judgeStatements(w, *r, op)
}

// judgeOther: a change does not begin while it is not known what came of another.
func judgeOther(w *world, op, other guard.Operation) {
	sameRole := op.Role == other.Role || op.Role == guard.DestroyRole
	open := other.Result == "" && sameRole
	unclear := other.Request == op.Request && other.Call == op.Call && other.Result == guard.CannotTell
	if open || unclear {
		w.breaks(NothingRepeated, fmt.Sprintf("%s is intended, and it is not known what came of %s", op.ID, other.ID))
	}
	if other.Request == op.Request && other.Result == guard.Happened && op.Role == guard.DestroyRole {
		w.breaks(OneMutation, fmt.Sprintf("%s is intended, and %s happened", op.ID, other.ID))
	}
}

// judgeStatements goes by what people really said.
func judgeStatements(w *world, r guard.Request, op guard.Operation) {
	said := w.given(r.ID)
	needs, people := demanded(r.Plan)
	var by []string
	for _, n := range needs {
		g, ok := said[n]
		switch {
		case !ok:
			w.breaks(AllStatements, fmt.Sprintf("%s is intended without statement %d", op.ID, n))
		case g.By == r.Requester || !slices.Contains(team, g.By) || slices.Contains(w.Absent, g.By):
			w.breaks(AllStatements, fmt.Sprintf("%s is intended with statement %d by %s", op.ID, n, g.By))
		case n != guard.StatementKey && n != guard.StatementPermanent && r.Audit != nil && g.Disks < len(r.Audit.Dependencies):
			w.breaks(CountedOnce, fmt.Sprintf("%s is intended, and statement %d was given on fewer dependents", op.ID, n))
		}
		if !slices.Contains(by, g.By) {
			by = append(by, g.By)
		}
	}
	if len(by) < people || twoAndFour(said) {
		w.breaks(AllStatements, fmt.Sprintf("%s is intended with the statements of %v", op.ID, by))
	}
}

// demanded is what the policy asks, in words of its own.
func demanded(p guard.Plan) (statements []int, people int) {
	if p.Action == guard.Delete {
		return []int{1, 2, 3, 4, 5}, 3
	}
	return []int{1, 2, 3, 4}, 2
}

// twoAndFour reports whether one person gave both the audit and the approval.
func twoAndFour(said map[int]given) bool {
	audit, ok := said[guard.StatementAudit]
	return ok && audit.By == said[guard.StatementApprove].By
}

// judgeCall looks at a call that leaves: the disk has its intent and its session,
// it is the first of its operation, and its request is being carried out.
func (m *model) judgeCall(w *world, op string) {
	intent := w.recorded(func(e guard.Event) bool { i, ok := e.(guard.MutationIntended); return ok && i.Operation.ID == op })
	session := w.recorded(func(e guard.Event) bool { s, ok := e.(guard.SessionOpened); return ok && s.Operation == op })
	if !intent || !session {
		w.breaks(IntentFirst, fmt.Sprintf("the call of %s leaves, and on the disk are its intent: %t, its session: %t", op, intent, session))
	}
	if _, made := w.call(op); made {
		w.breaks(OneMutation, "the call of "+op+" leaves a second time")
	}
	o := w.state.Operation(op)
	if o == nil {
		return
	}
	if r := w.state.Request(o.Request); r != nil && r.Phase != guard.Executing {
		w.breaks(NotAfterEnd, fmt.Sprintf("the call of %s leaves, and %s is %s", op, r.ID, r.Phase))
	}
}

// judgeEffects looks at what the cloud did.
func (m *model) judgeEffects(w *world) {
	for _, r := range w.state.Requests {
		if !r.Plan.Action.Destructive() {
			continue
		}
		done, _ := w.effects(r.ID)
		if done > 1 {
			w.breaks(OneMutation, fmt.Sprintf("%d calls of %s took effect", done, r.ID))
		}
		over := []guard.Phase{guard.Failed, guard.Rejected, guard.Withdrawn, guard.Expired}
		if done > 0 && slices.Contains(over, r.Phase) {
			w.breaks(EndIsTrue, fmt.Sprintf("%s is %s, and a call of it took effect", r.ID, r.Phase))
		}
	}
}

// judgePost looks at a message that was sent.
func (m *model) judgePost(w *world, p posting) {
	if !w.recorded(func(e guard.Event) bool { n, ok := e.(guard.NoticeIntended); return ok && n.Notice == p.Notice }) {
		w.breaks(IntentFirst, "message "+p.Notice+" is sent, and the disk does not have its intent")
	}
	if p.Copies > 1 && !p.Blind {
		w.breaks(PostedOnce, fmt.Sprintf("message %s stands there %d times", p.Notice, p.Copies))
	}
}

// judgeFold compares what the disk adds up to with what the process held.
func (m *model) judgeFold(w *world, held guard.State) {
	if m.keys.state(w.state) != m.keys.state(held) {
		w.breaks(FoldIsState, "the state is another one after the start than before it")
	}
}

package explore

import (
	"fmt"
	"slices"

	"kmsguard/guard"
)

// judgeEvent looks at one event as it is decided, with the state before it, and
// keeps what really happened.
func (m *model) judgeEvent(w *world, before guard.State, c guard.Command, e guard.Event) {
	switch e := e.(type) {
	case guard.RequestOpened:
		judgeOpened(w, before, e)
	case guard.StatementGiven:
		m.judgeGiven(w, before, c, e)
	case guard.StatementsVoided:
		for _, n := range e.Statements {
			w.revoke(e.Request, n)
		}
	case guard.RequestApproved:
		judgeApproved(w, before, e)
	case guard.MutationIntended:
		judgeIntent(w, before, e.Operation)
	case guard.SessionOpened:
		if op := before.Operation(e.Operation); op != nil && op.Role == guard.DestroyRole && rescuing(before) {
			w.breaks(NotAfterEnd, op.ID+" is made although a rescue was taken")
		}
	case guard.RequestEnded:
		judgeEnded(w, before, c, e)
	default:
	}
}

// judgeOpened keeps what a new request means for the others.
func judgeOpened(w *world, before guard.State, e guard.RequestOpened) {
	if e.Plan.Action.Rescue() {
		w.Truth.Rescue = true
		for _, r := range before.Requests {
			if r.Plan.Action.Destructive() && !slices.Contains(w.Truth.Rescued, r.ID) {
				w.Truth.Rescued = append(slices.Clip(w.Truth.Rescued), r.ID)
			}
		}
		return
	}
	w.Truth.Rescue = false
	for _, r := range before.Requests {
		if r.Plan.Action.Destructive() && (open(r) || r.Phase == guard.Executing || r.Phase == guard.NeedsOperator) {
			w.breaks(OneDestructive, e.Request+" is opened while "+r.ID+" is "+string(r.Phase))
		}
	}
}

// judgeGiven: a statement counts once, as it was given, on what was shown.
func (m *model) judgeGiven(w *world, before guard.State, c guard.Command, e guard.StatementGiven) {
	g := e.Confirmation
	r := before.Request(e.Request)
	if r == nil || r.Plan.Action.Rescue() {
		return
	}
	confirm, ok := c.(guard.Confirm)
	switch {
	case !ok || confirm.By.ID != g.By || confirm.Statement != g.Statement || confirm.Request != e.Request:
		w.breaks(CountedOnce, fmt.Sprintf("statement %d of %s is counted as given by %s, who did not give it", g.Statement, e.Request, g.By))
	case w.given(e.Request)[g.Statement].By != "":
		w.breaks(CountedOnce, fmt.Sprintf("statement %d of %s is counted a second time", g.Statement, e.Request))
	case confirm.Shown != g.DecisionDigest || confirm.Shown != r.DecisionDigest():
		w.breaks(CountedOnce, fmt.Sprintf("statement %d of %s is counted on another decision than %s was shown", g.Statement, e.Request, g.By))
	}
	if r.Audit != nil {
		w.give(given{Request: e.Request, Statement: g.Statement, By: g.By, Disks: len(r.Audit.Dependencies)})
	}
	judgeSpeaker(w, *r, g)
}

// judgeSpeaker: whoever gives a statement may, and enough other people can still
// give what is open.
func judgeSpeaker(w *world, r guard.Request, g guard.Confirmation) {
	said := w.given(r.ID)
	needs, people := demanded(r.Plan)
	var by []string
	for _, s := range said {
		if !slices.Contains(by, s.By) {
			by = append(by, s.By)
		}
	}
	few := len(by)+len(needs)-len(said) < people
	if g.By == r.Requester || !slices.Contains(team, g.By) || slices.Contains(w.Absent, g.By) || few || twoAndFour(said) {
		w.breaks(AllStatements, fmt.Sprintf("statement %d of %s counts as given by %s, with %d given by %d people", g.Statement, r.ID, g.By, len(said), len(by)))
	}
}

// judgeApproved: what a rescue undoes is not run again.
func judgeApproved(w *world, before guard.State, e guard.RequestApproved) {
	w.Truth.Over = slices.DeleteFunc(slices.Clone(w.Truth.Over), func(id string) bool { return id == e.Request })
	r := before.Request(e.Request)
	if r == nil || r.Plan.Action.Rescue() {
		return
	}
	if e.By != "" && slices.Contains(w.Truth.Rescued, e.Request) {
		w.breaks(RescueForbids, e.Request+" is run again after a rescue was asked for")
	}
	if r.Phase == guard.NeedsOperator || len(r.Words) > 0 {
		w.breaks(WordOnly, e.Request+" is approved by a word")
	}
}

// judgeEnded: what a request ends in is true.
func judgeEnded(w *world, before guard.State, c guard.Command, e guard.RequestEnded) {
	w.Truth.Over = append(slices.Clip(w.Truth.Over), e.Request)
	r := before.Request(e.Request)
	if r == nil || !r.Plan.Action.Destructive() {
		return
	}
	if _, word := c.(guard.CloseByWord); word {
		judgeWords(w, *r)
		return
	}
	done, left := w.effects(e.Request)
	switch e.Phase {
	case guard.Failed, guard.Rejected, guard.Withdrawn, guard.Expired:
		if done+left > 0 {
			w.breaks(EndIsTrue, fmt.Sprintf("%s is %s, and a call of it took effect or still may", e.Request, e.Phase))
		}
	case guard.Done:
		if done == 0 {
			w.breaks(EndIsTrue, e.Request+" is done, and no call of it took effect")
		}
	case guard.Auditing, guard.Blocked, guard.Awaiting, guard.Approved, guard.Executing, guard.Verifying, guard.NeedsOperator:
	}
}

// judgeWords: it takes two people. The last of them is in the state behind.
func judgeWords(w *world, before guard.Request) {
	var by []string
	for _, word := range w.state.Request(before.ID).Words {
		if word.By != before.Requester && !slices.Contains(by, word.By) {
			by = append(by, word.By)
		}
	}
	if len(by) < 2 {
		w.breaks(WordOnly, before.ID+" is closed by the word of one person")
	}
}

// judgeOpen: whoever may rescue is not turned away while the key can be rescued.
func (m *model) judgeOpen(w *world, before guard.State, in input, events []guard.Event) {
	if !in.Plan.Action.Rescue() || slices.ContainsFunc(events, func(e guard.Event) bool { _, ok := e.(guard.RequestOpened); return ok }) {
		return
	}
	undoes := map[guard.Action]guard.Call{guard.Cancel: guard.ScheduleKeyDeletion, guard.Enable: guard.DisableKey}[in.Plan.Action]
	asks := map[guard.Action]guard.KeyState{guard.Cancel: guard.StatePendingDeletion, guard.Enable: guard.StateDisabled}[in.Plan.Action]
	if w.Cloud.Key == asks && !w.destroyed() {
		w.breaks(RescueTaken, in.String()+" is refused, and the key is "+string(asks))
	}
	for _, op := range before.Operations {
		if op.Call == undoes && op.Result == "" {
			w.breaks(RescueTaken, in.String()+" is refused, and it is not known yet what comes of "+op.ID)
		}
	}
}

package guard

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// Whatever people do, in whatever order, whatever goes wrong: no path reaches a
// mutation without what the policy asks, and none goes below the floors.
func TestNoPathReachesAMutationWithoutWhatIsAsked(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"open":       w.actOpen,
			"confirm":    w.actConfirm,
			"confirm ok": w.actConfirmRight,
			"all of it":  w.actAllOfIt,
			"press":      w.actPress,
			"rescue":     w.actRescue,
			"time":       w.actTime,
			"outside":    w.actOutside,
			"serve":      func(*rapid.T) { w.serve() },
			"":           w.invariants,
		})
		w.again()
		w.playOut()
	})
}

// playOut lets time pass with nobody doing anything: whatever the state, every
// request comes to an end and in the end nothing is owed.
func (w *world) playOut() {
	w.calm = true
	for range 3000 {
		w.serve()
		_, next := Due(w.state, w.now)
		if next.IsZero() {
			break
		}
		w.now = next
	}
	for _, r := range w.state.Requests {
		if !r.Phase.Ended() && r.Phase != NeedsOperator {
			w.t.Fatalf("request %s is %s for ever", r.ID, r.Phase)
		}
	}
	if w.state.Watch != nil || w.state.unsettled() != nil {
		w.t.Fatalf("left for ever: watch %+v, operation %+v", w.state.Watch, w.state.unsettled())
	}
}

func (w *world) actOpen(rt *rapid.T) {
	plan := rapid.SampledFrom([]Plan{
		{Action: Delete}, {Action: Delete, WindowDays: 6}, {Action: Disable}, {Action: Rotate, Rotation: RotateNow},
	}).Draw(rt, "plan")
	c := open(w.name("r"), plan, w.key)
	c.By, c.Facts, c.Candidates = w.who(rapid.SampledFrom([]string{"alice", "alice", "bob", "mallory"}).Draw(rt, "requester")), w.facts(), nil
	for _, m := range w.members {
		c.Candidates = append(c.Candidates, w.who(m))
	}
	_, _ = w.try(c)
}

func (w *world) anyRequest(rt *rapid.T) Request {
	if len(w.state.Requests) == 0 {
		rt.Skip("no request")
	}
	return rapid.SampledFrom(w.state.Requests[max(0, len(w.state.Requests)-3):]).Draw(rt, "request")
}

// actConfirm gives a statement as anybody, in any way.
func (w *world) actConfirm(rt *rapid.T) {
	r, n := w.anyRequest(rt), rapid.IntRange(0, 6).Draw(rt, "statement")
	c := Confirm{Request: r.ID, By: w.anybody(), Statement: n, Typed: r.Sentence(n), Shown: r.DecisionDigest()}
	if rapid.Bool().Draw(rt, "wrong text") {
		c.Typed += " not"
	}
	_, _ = w.try(c)
}

// actAllOfIt asks for something and confirms it, so that requests come to be
// carried out.
func (w *world) actAllOfIt(rt *rapid.T) {
	w.actOpen(rt)
	w.serve()
	w.actConfirmRight(rt)
}

// actConfirmRight gives the statements that are open as one approver after the other.
func (w *world) actConfirmRight(rt *rapid.T) {
	r := w.anyRequest(rt)
	first := rapid.IntRange(0, len(crowd)-1).Draw(rt, "first")
	for i, n := range r.OpenStatements() {
		by := w.who(crowd[(first+i)%len(crowd)])
		_, _ = w.try(ViewAudit{Request: r.ID, By: by})
		now := w.request(r.ID)
		_, _ = w.try(Confirm{Request: r.ID, By: by, Statement: n, Typed: now.Sentence(n), Shown: now.DecisionDigest()})
	}
}

func (w *world) actPress(rt *rapid.T) {
	r, by := w.anyRequest(rt), w.anybody()
	presses := []Command{
		AuditAgain{Request: r.ID, By: by}, Reject{Request: r.ID, By: by, Reason: "no"}, Withdraw{Request: r.ID, By: by},
		Extend{Request: r.ID, By: by}, RunAgain{Request: r.ID, By: by}, CloseByWord{Request: r.ID, By: by, Word: "seen"},
	}
	for _, d := range w.deps {
		presses = append(presses, Dispose{Request: r.ID, By: by, Kind: Migrated, Why: "copied", Keys: []string{DispositionKey(d)}})
	}
	_, _ = w.try(rapid.SampledFrom(presses).Draw(rt, "press"))
}

func (w *world) actRescue(rt *rapid.T) {
	c := rescueBy("gina", w.name("r"), Plan{Action: rapid.SampledFrom([]Action{Enable, Cancel}).Draw(rt, "rescue")}, w.key)
	c.By, c.Facts = w.anybody(), w.facts()
	c.Plan.Restore = c.Plan.Action == Cancel && rapid.Bool().Draw(rt, "restore")
	_, _ = w.try(c)
}

func (w *world) actTime(rt *rapid.T) {
	w.now = w.now.Add(rapid.SampledFrom([]time.Duration{
		time.Second, time.Minute, 16 * time.Minute, time.Hour, 25 * time.Hour, 80 * time.Hour,
	}).Draw(rt, "later"))
}

// actOutside changes what is read: people, resources, the key, the policy.
func (w *world) actOutside(rt *rapid.T) {
	if w.calm {
		rt.Skip("a calm day")
	}
	switch rapid.SampledFrom([]string{"leave", "join", "disk", "no disks", "console", "policy"}).Draw(rt, "outside") {
	case "leave":
		w.members = w.members[:max(0, len(w.members)-1)]
	case "join":
		w.members = slices.Clone(crowd)
	case "disk":
		w.deps = append(w.deps, dependency(w.name("d"), rapid.SampledFrom([]Severity{InUse, AtRest}).Draw(rt, "severity")))
	case "no disks":
		w.deps = nil
	case "console":
		w.key = rapid.SampledFrom([]KeyState{StateEnabled, StateDisabled}).Draw(rt, "state")
	case "policy":
		w.policy.Rules = []Rule{testRule()}
		w.policy.Rules[0].Demands = drawDemands(rt)
	}
}

// judge checks an intent against what the events show, by the words of the rule
// and not by the functions that decide.
func (w *world) judge(s State, op Operation) {
	r := s.Request(op.Request)
	for _, other := range s.Operations {
		if other.Result == "" && (op.Role == DestroyRole || other.Role == RescueRole) {
			w.t.Fatalf("%s begins while %s is not settled", op.ID, other.ID)
		}
	}
	if op.Role == RescueRole {
		return
	}
	if r.Audit == nil || !r.Audit.Complete() || w.now.Sub(r.Audit.Finished) > 15*time.Minute {
		w.t.Fatalf("%s begins without an audit that is complete and new", op.ID)
	}
	if op.Before.decisionKey() != r.Audit.Key.decisionKey() {
		w.t.Fatalf("%s begins on other facts than were decided on", op.ID)
	}
	if op.Call == ScheduleKeyDeletion && (op.WindowDays < 7 || op.WindowDays > 366) {
		w.t.Fatalf("%s has a window of %d days", op.ID, op.WindowDays)
	}
	w.judgeStatements(*r, op)
}

func (w *world) judgeStatements(r Request, op Operation) {
	given := w.standingStatements(r.ID)
	var who []string
	for n, by := range given {
		if !slices.Contains(w.members, by) || !slices.Contains(r.Eligible, by) {
			w.t.Fatalf("%s begins with statement %d by %s, who is no approver", op.ID, n, by)
		}
		who = append(who, by)
	}
	slices.Sort(who)
	who = slices.Compact(who)
	asked := []int{}
	least := 1
	for _, d := range []Demand{r.Rule.Demands[r.Plan.Action], w.policy.Rules[0].Demands[r.Plan.Action]} {
		asked, least = append(asked, d.Statements...), max(least, d.Approvers)
	}
	if r.Plan.Action.Destructive() {
		asked, least = append(asked, 1, 2, 3, 4), max(least, 2)
		if slices.Contains(who, r.Requester) || given[2] == given[4] {
			w.t.Fatalf("%s begins with the words of %v: the requester, or one person for 2 and 4", op.ID, given)
		}
	}
	if r.Plan.Action == Delete {
		asked = append(asked, 5)
	}
	for _, n := range asked {
		if given[n] == "" {
			w.t.Fatalf("%s begins without statement %d", op.ID, n)
		}
	}
	if len(who) < least {
		w.t.Fatalf("%s begins with %d people, %d are asked", op.ID, len(who), least)
	}
}

// standingStatements reads from the events alone who gave which statement that
// was not opened again.
func (w *world) standingStatements(request string) map[int]string {
	given := map[int]string{}
	for _, e := range w.events {
		switch e := e.(type) {
		case StatementGiven:
			if e.Request == request {
				given[e.Confirmation.Statement] = e.Confirmation.By
			}
		case StatementsVoided:
			for _, n := range e.Statements {
				if e.Request == request {
					delete(given, n)
				}
			}
		default:
		}
	}
	return given
}

// invariants hold after every step.
func (w *world) invariants(*rapid.T) {
	sessions := map[string]int{}
	for _, e := range w.events {
		if opened, ok := e.(SessionOpened); ok {
			sessions[opened.Operation]++
		}
	}
	for id, n := range sessions {
		if n > 1 || w.effects[id] > 1 {
			w.t.Fatalf("%s has %d sessions and %d effects", id, n, w.effects[id])
		}
	}
	open := 0
	for _, r := range w.state.Requests {
		if r.Plan.Action.Destructive() && (r.beforeIntent() || r.Phase == Executing) {
			open++
		}
	}
	if open > 1 {
		w.t.Fatalf("%d destructive requests are open", open)
	}
}

// again folds the same history anew, from a prefix on, and compares.
func (w *world) again() {
	s := State{Key: testRef}
	for _, e := range w.events {
		s = Evolve(s, e)
	}
	if diff := cmp.Diff(w.state, s, cmpopts.IgnoreUnexported(Request{})); diff != "" {
		w.t.Fatalf("folding again gives another state (-first +again):\n%s", diff)
	}
}

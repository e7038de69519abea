package guard

import (
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	lostOperation = Finding{Name: "op-9", What: "ActionTrail shows ScheduleKeyDeletion by the session op-9, which the ledger does not have."}
	lostHead      = Finding{Name: "41:ab", What: "The channel keeps the head 41:ab, which is not in the ledger."}
)

// ofLedger is the ledger's own stream.
func ofLedger(t *testing.T) *history {
	return &history{t: t, policy: testPolicy(), now: testTime}
}

// doubted is a ledger that lacks an operation.
func doubted(t *testing.T) *history {
	h := ofLedger(t)
	h.do(DoubtLedger{Findings: []Finding{lostOperation}})
	return h
}

func unwritable(t *testing.T) *history {
	h := ofLedger(t)
	h.do(LoseLedger{Why: "no space left on device"})
	return h
}

func (h *history) accept(name, word string) AcceptLedger {
	return AcceptLedger{Input: "i", By: person(name), Word: word, Shown: h.state.Doubt.Digest(), Reply: ReplyTo{User: name}}
}

func accepting(name, word string) func(*history) Command {
	return func(h *history) Command { return h.accept(name, word) }
}

// halted is an Open while something is said of the ledger.
func halted(plan Plan, given func(*testing.T) *history, t *testing.T) Open {
	c := open("r-1", plan, StateEnabled)
	c.Halt = given(t).state.Halt()
	return c
}

var ledgerRefusals = []refusalRow{
	{"delete while the ledger is doubted", begin, func(h *history) Command { return halted(deletion, doubted, h.t.(*testing.T)) }, []string{CodeLedgerDoubted}},
	{"disable while the ledger is doubted", begin, func(h *history) Command { return halted(Plan{Action: Disable}, doubted, h.t.(*testing.T)) }, []string{CodeLedgerDoubted}},
	{"delete while the ledger cannot be written", begin, func(h *history) Command { return halted(deletion, unwritable, h.t.(*testing.T)) }, []string{CodeLedgerUnwritable}},
	{"delete before anything was compared", begin, func(*history) Command {
		c := open("r-1", deletion, StateEnabled)
		c.Halt = NotCompared("Slack is away.")
		return c
	}, []string{CodeLedgerNotCompared}},
	{"accept what nobody doubts", ofLedger, func(*history) Command { return AcceptLedger{Input: "i", By: person("bob"), Word: "fine"} }, []string{CodeNotDoubted}},
	{"accept by somebody who approves nothing", doubted, accepting("alice", "fine"), []string{CodeNotApprover}},
	{"accept by a rescuer alone", doubted, accepting("gina", "fine"), []string{CodeNotApprover}},
	{"accept without words", doubted, accepting("bob", " "), []string{CodeWhyMissing}},
	{"accept twice", func(t *testing.T) *history {
		h := doubted(t)
		h.do(h.accept("bob", "I restored the copy of Monday"))
		return h
	}, accepting("bob", "still"), []string{CodeWordGiven}},
	{"accept what was not shown", doubted, func(h *history) Command {
		c := h.accept("bob", "fine")
		h.do(DoubtLedger{Findings: []Finding{lostHead}})
		return c
	}, []string{CodeAuditChanged}},
}

// A doubt ends by the word of two different approvers, and by nothing else.
func TestADoubtEndsByTheWordOfTwo(t *testing.T) {
	h := doubted(t)
	h.now = h.now.AddDate(1, 0, 0)
	if h.state.Halt() == nil {
		t.Fatal("a year ended the doubt")
	}
	wantKinds(t, h.do(DoubtLedger{Findings: []Finding{lostOperation}}))
	wantKinds(t, h.do(h.accept("bob", "it is the copy of Monday")), "LedgerWordGiven")
	if h.state.Halt() == nil {
		t.Fatal("one word ended the doubt")
	}
	wantKinds(t, h.do(h.accept("carol", "seen it too")), "LedgerWordGiven", "LedgerAccepted")
	if why := h.state.Halt(); why != nil {
		t.Fatalf("two words did not end the doubt: %v", why)
	}
	wantKinds(t, h.do(DoubtLedger{Findings: []Finding{lostOperation}}))
	wantKinds(t, h.do(DoubtLedger{Findings: []Finding{lostOperation, lostHead}}), "LedgerDoubted")
	if n := len(h.state.Doubt.Findings); n != 1 {
		t.Errorf("%d findings, want the new one alone", n)
	}
}

// A word counts for what its author was shown: more findings take it back.
func TestMoreFindingsTakeWordsBack(t *testing.T) {
	h := doubted(t)
	h.do(h.accept("bob", "it is the copy of Monday"))
	h.do(DoubtLedger{Findings: []Finding{lostHead}})
	wantKinds(t, h.do(h.accept("carol", "seen it")), "LedgerWordGiven")
	wantKinds(t, h.do(h.accept("bob", "seen that too")), "LedgerWordGiven", "LedgerAccepted")
}

// What is said of the ledger is told once in each channel of the policy.
func TestTheLedgerIsToldOfInEachChannel(t *testing.T) {
	for name, row := range map[string]struct {
		do    func(*history)
		kinds []NoticeKind
	}{
		"doubted": {func(h *history) { h.do(DoubtLedger{Findings: []Finding{lostHead}}) }, []NoticeKind{NoticeDoubt}},
		"accepted": {func(h *history) {
			h.do(DoubtLedger{Findings: []Finding{lostHead}})
			h.do(h.accept("bob", "seen"))
			h.do(h.accept("carol", "seen"))
		}, []NoticeKind{NoticeDoubt, NoticeDoubtWord, NoticeDoubtWord, NoticeAccepted}},
		"unwritable": {func(h *history) { h.do(LoseLedger{Why: "full"}); h.do(LoseLedger{Why: "full"}) }, []NoticeKind{NoticeUnwritable}},
		"writable":   {func(h *history) { h.do(LoseLedger{Why: "full"}); h.do(RegainLedger{}); h.do(RegainLedger{}) }, []NoticeKind{NoticeUnwritable, NoticeWritable}},
	} {
		t.Run(name, func(t *testing.T) {
			h := ofLedger(t)
			row.do(h)
			for _, channel := range []string{"C0ESCALATE", "C0KEYS"} {
				var got []NoticeKind
				for _, n := range h.state.Notices {
					if n.To.Channel == channel {
						got = append(got, n.Kind)
					}
				}
				if !slices.Equal(got, row.kinds) {
					t.Errorf("%s is told %v, want %v", channel, got, row.kinds)
				}
			}
		})
	}
}

// While the ledger is doubted an approved change waits, and so does the disable
// that restores what was; a rescue does not.
func TestOnlyRescuesAreCarriedOutWhileTheLedgerIsDoubted(t *testing.T) {
	why := doubted(t).state.Halt()
	for name, row := range map[string]struct {
		given func(*testing.T) *history
		id    string
		state KeyState
		want  string
	}{
		"a deletion": {func(t *testing.T) *history { return approved(t, deletion, StateDisabled) }, "r-1", StateDisabled, "ExecutionDeferred"},
		"a disable":  {func(t *testing.T) *history { return approved(t, Plan{Action: Disable}, StateEnabled) }, "r-1", StateEnabled, "ExecutionDeferred"},
		"a rescue": {func(t *testing.T) *history {
			h := begin(t)
			h.do(rescueBy("gina", "r-1", cancellation, StatePendingDeletion))
			return h
		}, "r-1", StatePendingDeletion, "MutationIntended"},
		"a restored disable": {restoring, "r-2", StateEnabled, "ExecutionDeferred"},
	} {
		t.Run(name, func(t *testing.T) {
			h := row.given(t)
			c := h.beginning(row.id, "op-9", facts(row.state))
			c.Halt = why
			events := h.do(c)
			wantKinds(t, events, row.want)
			if e, ok := events[0].(ExecutionDeferred); ok && (!strings.Contains(e.Why, why.Text) || !e.LookAt.After(h.now)) {
				t.Errorf("deferred to %s because %s", e.LookAt, e.Why)
			}
		})
	}
}

// restoring is r-2, a cancellation after which the key is to be disabled again.
func restoring(t *testing.T) *history {
	h := done(t, deletion, StateDisabled, StatePendingDeletion)
	c := rescueBy("gina", "r-2", cancellation, StatePendingDeletion)
	c.Plan.Restore = true
	h.do(c)
	h.do(h.beginning("r-2", "op-2", facts(StatePendingDeletion)))
	h.do(h.session("op-2"))
	f := facts(StateEnabled)
	h.do(Settle{Operation: "op-2", Result: Happened, Facts: &f})
	h.wantPhase("r-2", Approved)
	h.now = h.now.Add(time.Minute)
	return h
}

package guard

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// everything is a key with a long story: a deletion, a rescue that restores, a
// refusal, messages, and a deletion that nobody asked for here.
func everything(t *testing.T) *history {
	h := withDependency(t)
	h.do(RecordAudit{Request: "r-1", Audit: incomplete(StateDisabled, h.now)})
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now, dependency("d-2", AtRest))})
	h.do(AuditAgain{Request: "r-1", Input: "i", By: person("alice")})
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now)})
	h.do(Extend{Request: "r-1", By: person("bob")})
	h.do(h.confirm("carol", 2))
	h.do(h.confirm("erin", 4))
	h.do(h.confirm("frank", 5))
	broken := h.beginning("r-1", "op-1", facts(StateDisabled))
	broken.Principal.Problem = "no policy"
	h.do(broken)
	h.do(h.beginning("r-1", "op-1", facts(StateDisabled)))
	h.do(h.session("op-1"))
	h.do(Settle{Operation: "op-1", Why: "time-out"})
	h.do(Settle{Operation: "op-1", Result: Happened, Facts: pointer(facts(StatePendingDeletion))})
	h.do(Verify{Request: "r-1"})
	h.now = testTime.AddDate(0, 0, 6)
	h.do(read(StateUnknown))
	h.do(rescueBy("gina", "r-2", Plan{Action: Cancel, Restore: true}, StatePendingDeletion))
	h.look(StatePendingDeletion)
	h.do(h.session("op-2"))
	h.do(Settle{Operation: "op-2", Result: Happened, Facts: pointer(facts(StateEnabled))})
	for _, n := range h.state.Notices {
		h.do(IntendNotice{Notice: n.ID})
		h.do(NotePosted{Notice: n.ID, Posted: Posted{Channel: "C", TS: n.ID}})
	}
	told, _ := RefusedEvent(rescueBy("mallory", "r-3", cancellation, StateEnabled), refuse(because(CodeNothingToDo, "No.", "")), h.now)
	h.state, h.events = Evolve(h.state, told), append(h.events, told)
	word := WordGiven{Request: "r-1", By: "bob", Word: "it is there", At: h.now}
	h.state, h.events = Evolve(h.state, word), append(h.events, word)
	h.do(Resume{Request: "r-1", Left: Leftovers{Messages: 1}})
	h.now = h.now.AddDate(0, 0, 8)
	h.do(read(StatePendingDeletion))
	return h
}

// snapshot writes a state down, so that a later change of what it points at shows.
func snapshot(t *testing.T, s State) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// No event changes the state that it is given, whatever came before.
func TestEvolveLeavesItsInputAlone(t *testing.T) {
	h := everything(t)
	s := State{Key: testRef}
	for i, e := range h.events {
		before := snapshot(t, s)
		next := Evolve(s, e)
		if after := snapshot(t, s); after != before {
			t.Fatalf("event %d, %T, changed its input (-before +after):\n%s", i, e, cmp.Diff(before, after))
		}
		s = next
	}
	if diff := cmp.Diff(h.state, s, cmpopts.IgnoreUnexported(Request{})); diff != "" {
		t.Errorf("folding again gives another state (-first +again):\n%s", diff)
	}
}

// Two futures of one past do not see each other.
func TestTwoFuturesOfOnePast(t *testing.T) {
	h := awaitingDeletion(t)
	one := Evolve(h.state, StatementGiven{Request: "r-1", Confirmation: Confirmation{Statement: 1, By: "bob"}})
	two := Evolve(h.state, StatementGiven{Request: "r-1", Confirmation: Confirmation{Statement: 1, By: "carol"}})
	a := Evolve(one, ExecutionDeferred{Request: "r-1", Why: "one"})
	b := Evolve(one, ExecutionDeferred{Request: "r-1", Why: "two"})
	got := []string{
		one.Request("r-1").Confirmations[1].By, two.Request("r-1").Confirmations[1].By,
		a.Notices[len(a.Notices)-1].Text, b.Notices[len(b.Notices)-1].Text,
	}
	if diff := cmp.Diff([]string{"bob", "carol", "one", "two"}, got); diff != "" {
		t.Errorf("futures (-want +got):\n%s", diff)
	}
}

// Evolve is total: events about what is not there change nothing that is.
func TestEventsAboutNothing(t *testing.T) {
	for _, e := range everything(t).events {
		s := Evolve(State{Key: testRef}, e)
		if _, opens := e.(RequestOpened); !opens && len(s.Requests) != 0 {
			t.Errorf("%T made a request", e)
		}
	}
}

// The story above has every kind of event, so that what holds for it holds for all.
func TestTheStoryHasEveryKind(t *testing.T) {
	told := map[string]bool{}
	for _, kind := range kindsOf(everything(t).events) {
		told[kind] = true
	}
	for _, e := range []Event{
		RequestOpened{}, AuditRecorded{}, AuditPaused{}, AuditRequested{}, AuditViewed{}, DispositionGiven{}, StatementGiven{},
		StatementsVoided{}, RequestApproved{}, RequestExtended{}, ExecutionDeferred{}, RequestEnded{}, MutationIntended{}, SessionOpened{},
		ReplyLost{}, MutationSettled{}, RestoreOwed{}, VerificationRead{}, WatchStarted{}, WatchRead{}, ReminderGiven{}, WatchEnded{},
		ActionRefused{}, WordGiven{}, WorkResumed{}, NoticeIntended{}, NoticePosted{},
	} {
		if kind := kindsOf([]Event{e})[0]; !told[kind] {
			t.Errorf("no %s", kind)
		}
	}
}

// Messages have names of their own, the same each time the events are folded.
func TestMessagesHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range everything(t).state.Notices {
		if seen[n.ID] {
			t.Errorf("two messages are called %s", n.ID)
		}
		seen[n.ID] = true
	}
}

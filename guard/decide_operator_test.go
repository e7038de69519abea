package guard

import (
	"testing"
	"time"
)

// notHappened is a deletion of which it is shown that it did not happen.
func notHappened(t *testing.T) *history {
	h := executing(t, deletion, StateDisabled)
	h.now = h.now.Add(3 * time.Minute)
	h.do(Settle{Operation: "op-1", Result: NotHappened, Outcome: Outcome{Evidence: "the key is Disabled"}})
	h.wantPhase("r-1", Failed)
	return h
}

func closing(name, word string) func(*history) Command {
	return func(*history) Command { return CloseByWord{Request: "r-1", By: person(name), Word: word} }
}

func repeating(name string) func(*history) Command {
	return func(*history) Command { return RunAgain{Request: "r-1", By: person(name)} }
}

var operatorRefusals = []refusalRow{
	{"run no request again", begin, repeating("bob"), []string{CodeNoRequest}},
	{"run again what has not failed", awaitingDeletion, repeating("bob"), []string{CodeCannotRepeat}},
	{"run again by the requester", notHappened, repeating("alice"), []string{CodeNotApprover}},
	{"run again what the cloud refused", func(t *testing.T) *history {
		h := executing(t, deletion, StateDisabled)
		h.do(Settle{Operation: "op-1", Result: Refused, Outcome: Outcome{Code: "Rejected.StateModifiedFailed"}})
		return h
	}, repeating("bob"), []string{CodeCannotRepeat}},
	{"run again when its time is over", func(t *testing.T) *history {
		h := notHappened(t)
		h.now = h.now.Add(72 * time.Hour)
		return h
	}, repeating("bob"), []string{CodeExpired}},
	{"run again while another request is open", func(t *testing.T) *history {
		h := notHappened(t)
		h.do(open("r-2", deletion, StateDisabled))
		return h
	}, repeating("bob"), []string{CodeOpenRequest}},
	{"run again while a rescue stands", func(t *testing.T) *history {
		h := executing(t, deletion, StateDisabled)
		h.do(rescueBy("gina", "r-2", cancellation, StateDisabled))
		h.now = h.now.Add(3 * time.Minute)
		h.do(Settle{Operation: "op-1", Result: NotHappened})
		return h
	}, repeating("bob"), []string{CodeRescueStands, CodeRescueOpen}},
	{"give a word for no request", begin, closing("bob", "not there"), []string{CodeNoRequest}},
	{"give a word where none is needed", awaitingDeletion, closing("bob", "not there"), []string{CodeNoOperator}},
	{"the requester gives a word", needingOperator, func(*history) Command {
		c := CloseByWord{Request: "r-1", By: person("alice"), Word: "not there"}
		c.By.Groups = []string{"approvers"}
		return c
	}, []string{CodeOwnRequest}},
	{"a word without words", needingOperator, closing("bob", " "), []string{CodeWhyMissing}},
	{"the same word twice", func(t *testing.T) *history {
		h := needingOperator(t)
		h.do(closing("bob", "not there")(h))
		return h
	}, closing("bob", "still not there"), []string{CodeWordGiven}},
}

// The word of two approvers ends what cannot be told, and causes no call.
func TestCloseByTheWordOfTwo(t *testing.T) {
	h := needingOperator(t)
	wantKinds(t, h.do(closing("bob", "the console shows Enabled")(h)), "WordGiven")
	h.wantPhase("r-1", NeedsOperator)
	wantKinds(t, h.do(closing("carol", "seen it too")(h)), "WordGiven", "RequestEnded")
	h.wantPhase("r-1", Done)
	h.wantOwed()
	h.do(open("r-2", deletion, StateEnabled))
}

// What certainly did not happen is carried out again, with everything checked anew.
func TestRunAgain(t *testing.T) {
	h := notHappened(t)
	h.now = h.now.Add(20 * time.Minute)
	wantKinds(t, h.do(repeating("bob")(h)), "RequestApproved")
	h.wantOwed("RunAudit audit/r-1")
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now)})
	h.wantOwed("Execute execute/r-1")
	wantKinds(t, h.do(h.beginning("r-1", "op-2", facts(StateDisabled))), "MutationIntended")
}

package guard

import (
	"testing"
	"time"
)

var machineryRefusals = []refusalRow{
	{"carry out no request", begin, func(h *history) Command { return h.beginning("r-7", "op-1", facts(StateDisabled)) }, []string{CodeNoRequest}},
	{"carry out what is not approved", awaitingDeletion, func(h *history) Command { return h.beginning("r-1", "op-1", facts(StateDisabled)) }, []string{CodeNotApproved}},
	{"carry out what has expired", func(t *testing.T) *history {
		h := approved(t, deletion, StateDisabled)
		h.now = h.now.Add(72 * time.Hour)
		return h
	}, func(h *history) Command { return h.beginning("r-1", "op-1", facts(StateDisabled)) }, []string{CodeExpired}},
	{"an operation without a name", func(t *testing.T) *history { return approved(t, deletion, StateDisabled) },
		func(h *history) Command { return h.beginning("r-1", "", facts(StateDisabled)) }, []string{CodeBadOperation}},
	{"an operation without a deadline", func(t *testing.T) *history { return approved(t, deletion, StateDisabled) },
		func(h *history) Command {
			c := h.beginning("r-1", "op-1", facts(StateDisabled))
			c.Operation.Deadline = time.Time{}
			return c
		}, []string{CodeBadOperation}},
	{"the name of an earlier operation", func(t *testing.T) *history {
		h := notHappened(t)
		h.do(repeating("bob")(h))
		return h
	}, func(h *history) Command { return h.beginning("r-1", "op-1", facts(StateDisabled)) }, []string{CodeBadOperation}},
	{"a session of no operation", begin, func(h *history) Command { return h.session("op-1") }, []string{CodeNoOperation}},
	{"a second session", func(t *testing.T) *history { return executing(t, deletion, StateDisabled) }, func(h *history) Command { return h.session("op-1") }, []string{CodeSettled}},
	{"a session without a name", func(t *testing.T) *history {
		h := approved(t, deletion, StateDisabled)
		h.do(h.beginning("r-1", "op-1", facts(StateDisabled)))
		return h
	}, func(*history) Command { return OpenSession{Operation: "op-1"} }, []string{CodeBadOperation}},
	{"a session when a rescue stands", func(t *testing.T) *history {
		h := approved(t, deletion, StateDisabled)
		h.do(h.beginning("r-1", "op-1", facts(StateDisabled)))
		h.do(rescueBy("gina", "r-2", cancellation, StateDisabled))
		return h
	}, func(h *history) Command { return h.session("op-1") }, []string{CodeRescueStands}},
	{"settle no operation", begin, func(*history) Command { return Settle{Operation: "op-1"} }, []string{CodeNoOperation}},
	{"settle somehow", func(t *testing.T) *history { return executing(t, deletion, StateDisabled) },
		func(*history) Command { return Settle{Operation: "op-1", Result: "perhaps"} }, []string{CodeBadOperation}},
	{"verify no request", begin, func(*history) Command { return Verify{Request: "r-7"} }, []string{CodeNoRequest}},
	{"post no message", begin, func(*history) Command { return NotePosted{Notice: "x"} }, []string{CodeNoNotice}},
	{"intend no message", begin, func(*history) Command { return IntendNotice{Notice: "x"} }, []string{CodeNoNotice}},
}

// A message is owed until it is posted, however often its post is begun.
func TestAMessageIsOwedUntilItIsPosted(t *testing.T) {
	h := begin(t)
	h.do(open("r-1", deletion, StateDisabled))
	owes := func() bool {
		works, _ := Due(h.state, h.now)
		for _, w := range works {
			if w == (PostNotice{Notice: "r-1/parent/1"}) {
				return true
			}
		}
		return false
	}
	wantKinds(t, h.do(IntendNotice{Notice: "r-1/parent/1"}), "NoticeIntended")
	wantKinds(t, h.do(IntendNotice{Notice: "r-1/parent/1"}))
	if !owes() {
		t.Error("a message of which the post was begun is not owed any more")
	}
	at := Posted{Channel: "C0KEYS", TS: "1.2"}
	wantKinds(t, h.do(NotePosted{Notice: "r-1/parent/1", Posted: at}), "NoticePosted")
	wantKinds(t, h.do(NotePosted{Notice: "r-1/parent/1", Posted: Posted{TS: "9"}}))
	if owes() {
		t.Error("a message that was posted is still owed")
	}
	if got := h.state.Notice("r-1/parent/1").Posted; got != at {
		t.Errorf("the message is at %+v, want %+v", got, at)
	}
}

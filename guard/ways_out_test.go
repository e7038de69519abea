package guard

import (
	"testing"
	"time"
)

// leaveAlone lets time pass as long as something becomes due, and nothing answers: no audit is complete, no reply
// comes, no look shows anything, and whatever is approved is halted.
func (h *history) leaveAlone() {
	h.t.Helper()
	for range 10_000 {
		owed, next := Due(h.state, h.now)
		for _, w := range owed {
			switch w := w.(type) {
			case ApplyExpiry:
				h.do(Expire{Request: w.Request})
			case RunAudit:
				h.do(RecordAudit{Request: w.Request, Audit: incomplete(StateEnabled, h.now)})
			case Execute:
				c := h.beginning(w.Request, "op-late", facts(StateUnknown))
				c.Halt = NotCompared("Slack is away")
				h.try(c)
			case Observe:
				h.do(Settle{Operation: w.Operation, Why: "the key could not be read"})
			case LookAfter:
				h.do(Verify{Request: w.Request})
			case ReadWatch:
				return // the request itself has ended
			case PostNotice:
				h.do(NotePosted{Notice: w.Notice})
			}
		}
		switch {
		case len(owed) > 0:
		case next.IsZero():
			return
		default:
			h.now = next
		}
	}
	h.t.Fatalf("at %s something is owed for ever: %v", h.now, h.owed())
}

// Every phase has a way out by time alone, or, where nobody can tell, by people.
func TestEveryPhaseHasAWayOut(t *testing.T) {
	for name, row := range map[string]struct {
		given func(*testing.T) *history
		from  Phase
		to    Phase
	}{
		"auditing": {func(t *testing.T) *history { h := begin(t); h.do(open("r-1", deletion, StateEnabled)); return h }, Auditing, Expired},
		"blocked": {func(t *testing.T) *history {
			h := begin(t)
			h.do(open("r-1", deletion, StateEnabled))
			h.do(RecordAudit{Request: "r-1", Audit: incomplete(StateEnabled, h.now)})
			return h
		}, Blocked, Expired},
		"awaiting":            {func(t *testing.T) *history { return opened(t, deletion, StateEnabled) }, Awaiting, Expired},
		"approved and halted": {func(t *testing.T) *history { return approved(t, deletion, StateEnabled) }, Approved, Expired},
		"executing":           {func(t *testing.T) *history { return executing(t, deletion, StateEnabled) }, Executing, NeedsOperator},
		"verifying":           {func(t *testing.T) *history { return done(t, Plan{Action: Disable}, StateEnabled, StateDisabled) }, Verifying, Done},
	} {
		t.Run(name, func(t *testing.T) {
			h := row.given(t)
			h.wantPhase("r-1", row.from)
			h.leaveAlone()
			h.wantPhase("r-1", row.to)
			if row.to != NeedsOperator {
				return
			}
			h.now = h.now.Add(365 * 24 * time.Hour)
			h.do(closing("bob", "the console shows Enabled")(h))
			h.do(closing("carol", "seen it too")(h))
			h.wantPhase("r-1", Done)
		})
	}
}

// A rescue is not given up by the clock: a bot that slept for a day would let the
// key go for it. It ends when the key is gone, and whoever asked can withdraw it.
func TestARescueThatCannotBeCarriedOutEndsToo(t *testing.T) {
	for name, row := range map[string]struct {
		end  func(*history)
		want Phase
	}{
		"the key is gone": {func(h *history) { h.do(h.beginning("r-1", "op-late", facts(StateNotFound))) }, Failed},
		"withdrawn":       {func(h *history) { h.do(Withdraw{Request: "r-1", Input: "i", By: person("gina")}) }, Withdrawn},
	} {
		t.Run(name, func(t *testing.T) {
			h := begin(t)
			h.do(rescueBy("gina", "r-1", cancellation, StatePendingDeletion))
			for range 30 {
				h.now = h.now.Add(24 * time.Hour)
				h.do(h.beginning("r-1", "op-late", facts(StateUnknown)))
				h.wantPhase("r-1", Approved)
			}
			row.end(h)
			h.wantPhase("r-1", row.want)
		})
	}
}

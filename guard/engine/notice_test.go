package engine_test

import (
	"slices"
	"testing"
	"time"

	"kmsguard/guard"
)

// throttled is an error that says how long to wait.
type throttled struct{ after time.Duration }

func (throttled) Error() string               { return "ratelimited" }
func (t throttled) RetryAfter() time.Duration { return t.after }

// A message that could not be posted is posted later, once, and those of its
// thread wait for it.
func TestAMessageThatFails(t *testing.T) {
	tests := []struct {
		name   string
		fault  fault
		blind  bool
		copies int // of the parent message
		marked bool
		after  time.Duration
	}{
		{"throttled", fault{call: "post", err: &guard.Error{Kind: guard.Throttled, Err: throttled{30 * time.Second}}}, false, 1, false, 30 * time.Second},
		{"refused for now", fault{call: "post", err: &guard.Error{Kind: guard.Unavailable}}, false, 1, false, time.Second},
		{"posted, reply lost, found", fault{call: "post", err: &guard.Error{Kind: guard.Uncertain}, lost: true}, false, 1, false, time.Second},
		{"not posted, reply lost, not found", fault{call: "post", err: &guard.Error{Kind: guard.Uncertain}}, false, 1, false, time.Second},
		{"posted, reply lost, nobody may look", fault{call: "post", err: &guard.Error{Kind: guard.Uncertain}, lost: true}, true, 2, true, time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.people.blind = tt.blind
			h.settle()
			h.breakSlack(tt.fault)
			h.ask("alice", disable)
			h.wantPosted(guard.NoticeParent, tt.copies)
			if got := h.clock.Now().Sub(start); got != tt.after {
				t.Errorf("it took %s of calendar time, want %s", got, tt.after)
			}
			want := []guard.NoticeKind{guard.NoticeParent, guard.NoticeOpenedReply, guard.NoticeAudit, guard.NoticeChecklist, guard.NoticeStatements}
			if got := slices.Compact(h.order()); !slices.Equal(got, want) {
				t.Errorf("posted %v, want %v", got, want)
			}
			if n := h.state().Notices[0]; n.Posted.Repeat != tt.marked {
				t.Errorf("marked as a repetition: %v, want %v", n.Posted.Repeat, tt.marked)
			}
		})
	}
}

// A message that will never be let through does not hold up the others.
func TestAMessageThatIsRefusedForEver(t *testing.T) {
	h := newHouse(t)
	h.settle()
	refused := fault{call: "post", err: &guard.Error{Kind: guard.Denied}}
	h.breakSlack(refused)
	h.submitOnly(guard.Input{Kind: guard.InputOpen, By: "alice", Key: keyID, Region: home, Plan: disable, Reason: "retired"})
	h.settle()
	if got := h.order(); len(got) != 4 || slices.Contains(got, guard.NoticeParent) {
		t.Errorf("posted %v, want all but the first", got)
	}
	h.quiet()
	h.wantPosted(guard.NoticeParent, 1)
}

// A repaint that fails is made again, and shows the key as it is by then.
func TestARepaintThatFails(t *testing.T) {
	h := newHouse(t)
	h.settle()
	h.breakSlack(fault{call: "repaint", err: &guard.Error{Kind: guard.Unavailable}}, fault{call: "repaint", err: &guard.Error{Kind: guard.Throttled}})
	h.ask("alice", disable)
	h.advance(10 * time.Second)
	h.press("alice", guard.InputWithdraw, "r-1")
	h.wantPainted(guard.Withdrawn)
}

// A crash between the last event of a request and its repaint leaves no message
// as it was, not even after a long downtime.
func TestTheLastRepaintIsMadeUpFor(t *testing.T) {
	for _, downtime := range []time.Duration{0, time.Hour, 90 * 24 * time.Hour} {
		t.Run(downtime.String(), func(t *testing.T) {
			h := newHouse(t)
			h.ask("alice", disable)
			h.breakSlack(slices.Repeat([]fault{{call: "repaint", err: &guard.Error{Kind: guard.Unavailable}}}, 9)...)
			h.press("alice", guard.InputWithdraw, "r-1")
			h.kill()
			h.people.broken = nil
			h.wantPainted(guard.Awaiting)
			h.clock.Step(h.clock.Now().Add(downtime))
			h.open()
			h.settle()
			h.wantPainted(guard.Withdrawn)
			h.advance(25 * time.Hour)
			if due, err := h.ledger.DueBefore(t.Context(), start.AddDate(10, 0, 0), 0); err != nil || len(due) > 0 {
				t.Errorf("a day later a start still looks at %v, %v", due, err)
			}
		})
	}
}

// wantPainted compares the message that changes in place.
func (h *house) wantPainted(want guard.Phase) {
	h.t.Helper()
	h.people.mu.Lock()
	defer h.people.mu.Unlock()
	s := h.people.painted[key.Stream()]
	if r := s.Request("r-1"); r == nil || r.Phase != want {
		h.t.Errorf("the message shows %+v, want %s", r, want)
	}
}

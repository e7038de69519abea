package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
)

// journey is a story of one key, told so that it goes on after a crash or a lost
// reply: whoever is told that something was not recorded does it again.
type journey struct {
	name   string
	before string // state of the key
	plan   guard.Plan
	undo   guard.Plan // asked by gina in the end; empty: nothing
	calls  []guard.Call
	after  guard.KeyState
	last   time.Duration // what is lived through in the end
	whole  bool          // every effect goes wrong in every way; else each in one
}

var journeys = []journey{
	{"disable and enable", "Enabled", disable, enable, []guard.Call{guard.DisableKey, guard.EnableKey}, guard.StateEnabled, time.Hour, true},
	{"delete and rescue", "Disabled", deletion, restore, []guard.Call{guard.ScheduleKeyDeletion, guard.CancelKeyDeletion, guard.DisableKey}, guard.StateDisabled, time.Hour, false},
	{"delete", "Enabled", deletion, guard.Plan{}, []guard.Call{guard.ScheduleKeyDeletion}, guard.StateDeleted, 8 * 24 * time.Hour, false},
	{"rotate", "Enabled", guard.Plan{Action: guard.Rotate, Rotation: guard.RotateNow}, guard.Plan{}, []guard.Call{guard.CreateKeyVersion}, guard.StateEnabled, time.Hour, false},
}

// travel tells the story.
func (j journey) travel(h *house) {
	h.t.Helper()
	h.persist(func() { h.ask("alice", j.plan) }, func(s guard.State) bool { return len(s.Requests) > 0 })
	first := h.state().Requests[0].ID
	h.advance(2 * time.Minute) // for an audit that is tried again
	for i, n := range h.request(first).Demand().Statements {
		h.persist(func() { h.confirm(crowd[i], first, n) }, func(s guard.State) bool {
			_, given := s.Request(first).Confirmations[n]
			return given
		})
	}
	h.advance(5 * time.Minute)
	if h.request(first).Phase == guard.Failed {
		h.persist(func() { h.press("bob", guard.InputRunAgain, first) }, func(s guard.State) bool { return s.Request(first).Phase != guard.Failed })
	}
	h.advance(20 * time.Minute)
	if j.undo.Action != "" {
		h.persist(func() { h.ask("gina", j.undo) }, func(s guard.State) bool { return len(s.Requests) > 1 })
	}
	h.advance(j.last)
}

// persist does something, and again where somebody was told that it did not count.
func (h *house) persist(act func(), done func(guard.State) bool) {
	h.t.Helper()
	for range 3 {
		told := len(h.refusals()) + len(h.replies())
		act()
		if done(h.state()) {
			return
		}
		if len(h.refusals())+len(h.replies()) == told {
			h.t.Error("something that a person did was lost, and nobody was told")
		}
	}
	h.t.Fatalf("three attempts were refused: %v, %v", h.refusals(), h.replies())
}

// judge says what holds in the end, whatever went wrong.
func (j journey) judge(h *house) {
	h.t.Helper()
	for _, call := range j.calls {
		h.wantEffects(call, 1)
	}
	h.wantCloud(j.after)
	s := h.state()
	for _, r := range s.Requests {
		if r.Phase != guard.Done && r.Phase != guard.NeedsOperator {
			h.t.Errorf("%s is %s: %s%s", r.ID, r.Phase, r.EndReason, r.Deferred)
		}
	}
	h.judgeStatements(s)
	h.judgeNotices(s)
	if waiting, err := h.ledger.Waiting(h.t.Context()); err != nil || len(waiting) > 0 {
		h.t.Errorf("inputs wait for ever: %v, %v", waiting, err)
	}
}

// judgeStatements: each statement that was given is in the ledger once.
func (h *house) judgeStatements(s guard.State) {
	h.t.Helper()
	var given []int
	for rec, err := range h.ledger.Read(h.t.Context(), key.Stream(), 0) {
		if err != nil {
			h.t.Fatal(err)
		}
		if g, ok := rec.Event.(guard.StatementGiven); ok && g.Request == s.Requests[0].ID {
			given = append(given, g.Confirmation.Statement)
		}
	}
	if want := s.Requests[0].Demand().Statements; !slices.Equal(given, want) {
		h.t.Errorf("statements given: %v, want %v", given, want)
	}
}

// judgeNotices: every message that was owed stands in its channel once.
func (h *house) judgeNotices(s guard.State) {
	h.t.Helper()
	h.people.mu.Lock()
	defer h.people.mu.Unlock()
	copies := map[string]int{}
	for _, p := range h.people.posts {
		copies[p.ID]++
	}
	for _, n := range s.Notices {
		if copies[n.ID] != 1 || n.PostedAt.IsZero() {
			h.t.Errorf("message %s stands there %d times, recorded at %s", n.ID, copies[n.ID], n.PostedAt)
		}
	}
	if painted, ok := h.people.painted[key.Stream()]; !ok || len(painted.Requests) != len(s.Requests) || painted.Requests[0].Phase != s.Requests[0].Phase {
		h.t.Errorf("the message that changes in place is not up to date")
	}
}

// A process that dies at any effect, and a reply that is lost at any effect,
// leave at most one mutation, and nothing lost.
func TestCrashAtEveryEffect(t *testing.T) {
	told := journeys
	if !long() {
		told = journeys[:1]
	}
	for _, j := range told {
		t.Run(j.name, func(t *testing.T) {
			for i, name := range j.count(t) {
				for w, how := range []way{stopBefore, stopAfter, loseReply} {
					if dangerous(name, w) || long() && (j.whole || w == i%3) {
						t.Run(fmt.Sprintf("%d %s: %s", i+1, name, how), func(t *testing.T) { j.crash(t, i+1, how) })
					}
				}
			}
		})
	}
}

// dangerous names what every run looks at: the disable in all three ways, and
// what stands around it in one.
func dangerous(name string, w int) bool {
	return name == "call DisableKey" || w == 2 && strings.HasPrefix(name, "append RequestOpened settling") || w == 1 && (name == "append MutationIntended" || name == "append SessionOpened") ||
		w == 0 && strings.HasPrefix(name, "append MutationSettled")
}

// count tells the story undisturbed and returns its effects.
func (j journey) count(t *testing.T) []string {
	t.Helper()
	h := newHouse(t, inState(j.before), promptTrail)
	j.travel(h)
	j.judge(h)
	return h.effects.last(1 << 20)
}

func (j journey) crash(t *testing.T, i int, how way) {
	t.Helper()
	h := furnish(t, inState(j.before), promptTrail)
	h.effects.at, h.effects.way = i, how
	h.open()
	j.travel(h)
	j.judge(h)
}

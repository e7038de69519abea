package main

import (
	"testing"
	"time"

	"kmsguard/cmd/bot/sandbox/page"
)

// lostKey is a key of the world lost: nothing depends on it.
const lostKey = "key-hzz650lost000000001"

// faultTests carry out what the pane offers, each up to what its sentence
// promises. They have the ID of the fault.
var faultTests = map[string]func(*testing.T, *breaker){
	"throttle":       breakOnce,
	"refuse-list":    breakAudit,
	"cut-body":       breakAudit,
	"wrong-total":    breakAudit,
	"timeout-before": loseCall,
	"timeout-after":  loseReply,
	"refuse-change":  refuseChange,
	"drop-socket":    dropSocket,
	"twice":          deliverTwice,
	"late-ack":       answerLate,
	"refuse-posts":   refusePosts,
	"kill":           killNow,
	"kill-before":    killBefore,
	"kill-after":     killAfter,
	"start":          killNow,
}

// TestBrowserFaults breaks things by the pane and watches the guard hold.
func TestBrowserFaults(t *testing.T) {
	t.Parallel()
	offered := map[string]bool{}
	for _, f := range page.Faults() {
		offered[f.ID] = true
		run := faultTests[f.ID]
		if run == nil {
			t.Errorf("the pane offers %q, and no test carries it out: %s", f.ID, f.Expect)
			continue
		}
		t.Run(f.ID, func(t *testing.T) {
			t.Parallel()
			run(t, newBreaker(t, f))
		})
	}
	for id := range faultTests {
		if !offered[id] {
			t.Errorf("the fault %q is tested and not offered", id)
		}
	}
}

// breaker is a sandbox in which one fault is about to be ordered.
type breaker struct {
	*venue
	fault page.Fault
	p     *visitor
}

// newBreaker opens the fault pane, as alice, with the fault and its sentence in it.
func newBreaker(t *testing.T, f page.Fault) *breaker {
	t.Helper()
	v := openVenue(t, "lost")
	b := &breaker{v, f, visit(t, v, v.seat("alice", decideRoom)+"?pane=faults", desk)}
	b.p.seeIn("#fault-"+f.ID, f.Expect)
	return b
}

// order orders the fault.
func (b *breaker) order() { b.p.order(`#fault-` + b.fault.ID + ` button`) }

// ordered has a request ready for its fifth statement, opens its thread from
// frank's seat, and orders the fault.
func (b *breaker) ordered(t *testing.T) {
	t.Helper()
	request := b.ready(t, lostKey)
	b.p.open(b.at(b.World(), "frank", decideRoom, request) + "?pane=faults")
	b.order()
}

// later moves the clock past what a call may take, and past the looks that follow.
func (b *breaker) later(t *testing.T) {
	t.Helper()
	if err := b.Advance(t.Context(), 20*time.Minute); err != nil {
		t.Fatal(err)
	}
}

// wantChange wants so many effects of the deletion, and the key in a state.
func (b *breaker) wantChange(t *testing.T, changes int, state string) {
	t.Helper()
	if got := b.changes("kms.ScheduleKeyDeletion"); got != changes || b.state(lostKey) != state {
		t.Errorf("%d changes, and the key is %s; want %d and %s", got, b.state(lostKey), changes, state)
	}
}

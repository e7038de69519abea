package engine_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/engine"
	"kmsguard/guard/engine/enginetest"
)

// stoppingCloud has the engine stopped while a call is answered.
type stoppingCloud struct {
	engine.Cloud
	stop func()
}

func (c stoppingCloud) Assume(ctx context.Context, op guard.Operation) (guard.Session, error) {
	s, err := c.Cloud.Assume(ctx, op)
	call := s.Call
	s.Call = func(ctx context.Context) (guard.Outcome, error) {
		outcome, err := call(ctx)
		c.stop()
		return outcome, err
	}
	return s, err
}

// What the cloud answered is recorded although the engine was stopped meanwhile.
func TestAnAnswerDuringAShutdownIsRecorded(t *testing.T) {
	h := furnish(t)
	h.adjust = func(o *engine.Options) { o.Cloud = stoppingCloud{o.Cloud, func() { h.stop() }} }
	h.open()
	h.ask("alice", disable)
	for i, n := range []int{1, 2, 3} {
		h.confirm(crowd[i], "r-1", n)
	}
	r := h.request("r-1")
	h.submitOnly(guard.Input{
		Kind: guard.InputConfirm, By: "erin", Key: string(key.Stream()), Request: "r-1", Statement: 4, Typed: r.Sentence(4), Shown: r.DecisionDigest(),
	})
	if err := <-h.ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	h.ended <- nil
	if op := h.state().Operations[0]; op.Result != guard.Happened || op.Outcome.RequestID == "" {
		t.Errorf("recorded %q, %+v", op.Result, op.Outcome)
	}
}

// While something is held, the engine does not say that it is idle.
func TestAHeldEngineIsNotIdle(t *testing.T) {
	h := newHouse(t)
	h.settle()
	done := h.Hold()
	h.wantBusy()
	done()
	done()
	h.settle()
}

// wantBusy fails if the engine says within a while that it is idle.
func (h *house) wantBusy() {
	h.t.Helper()
	stop := make(chan struct{})
	timer := time.AfterFunc(50*time.Millisecond, func() { close(stop) })
	defer timer.Stop()
	if _, err := h.clock.Idle(stop); err != nil {
		h.t.Fatal(err)
	}
	if h.clock.Waits() {
		h.t.Error("the engine says that it is idle, and is not")
	}
}

// slowInbox does not accept before it may.
type slowInbox struct {
	engine.Inbox
	asked, may chan struct{}
}

func (i slowInbox) Accept(ctx context.Context, in guard.Input) (bool, error) {
	i.asked <- struct{}{}
	<-i.may
	return i.Inbox.Accept(ctx, in)
}

// While an input is on its way into the inbox, the engine does not say that it is idle.
func TestAnInputOnItsWay(t *testing.T) {
	h := furnish(t)
	slow := slowInbox{asked: make(chan struct{}), may: make(chan struct{})}
	h.adjust = func(o *engine.Options) { slow.Inbox, o.Inbox = o.Inbox, &slow }
	h.open()
	h.settle()
	var person sync.WaitGroup
	person.Go(h.askOnly)
	<-slow.asked
	h.wantBusy()
	close(slow.may)
	person.Wait()
	h.quiet()
	h.wantPhase("r-1", guard.Awaiting)
}

// How late the oldest due thing is, is told at each look.
func TestLateness(t *testing.T) {
	h := furnish(t)
	var latest atomic.Int64
	h.adjust = func(o *engine.Options) {
		o.Ticked = func(_ time.Time, late time.Duration) { latest.Store(max(latest.Load(), int64(late))) }
	}
	h.open()
	h.ask("alice", disable)
	if got := time.Duration(latest.Load()); got != 0 {
		t.Errorf("%s late in standing time", got)
	}
	h.jump(25 * time.Hour)
	if got := time.Duration(latest.Load()); got != time.Hour {
		t.Errorf("%s late, want an hour", got)
	}
}

// A clock that is lost ends the engine with its error.
func TestALostClockEndsTheEngine(t *testing.T) {
	h := furnish(t)
	h.adjust = func(o *engine.Options) { o.Clock = lostClock{h.clock} }
	h.open()
	err := <-h.ended
	h.ended <- nil
	if guard.KindOf(err) != guard.Unavailable {
		t.Errorf("ended with %v", err)
	}
}

type lostClock struct{ *enginetest.Calendar }

func (lostClock) Until(context.Context, time.Time) error {
	return &guard.Error{Kind: guard.Unavailable}
}

// What is seen from outside agrees with the ledger after a restart.
func TestViewsAfterARestart(t *testing.T) {
	h := newHouse(t)
	h.ask("alice", disable)
	h.restart()
	h.settle()
	open, keys := h.Open(), h.Keys(keyID)
	if len(open) != 1 || open[0].Key != key || open[0].Request.ID != "r-1" || len(keys) != 1 {
		t.Errorf("open %v, keys %v", open, keys)
	}
	n := 0
	for _, err := range h.Records(t.Context(), key.Stream()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if _, version, err := h.State(t.Context(), key.Stream()); err != nil || int(version) != n {
		t.Errorf("version %d, %d records, %v", version, n, err)
	}
	if h.Now() != start || h.Policy().Digest != "policy-1" {
		t.Errorf("now %s, policy %s", h.Now(), h.Policy().Digest)
	}
}

package engine_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/engine"
)

// eventually waits until something is so, for what happens while the engine is busy.
func (h *house) eventually(what string, is func() bool) {
	h.t.Helper()
	tick, deadline := time.NewTicker(5*time.Millisecond), time.NewTimer(20*time.Second)
	defer tick.Stop()
	defer deadline.Stop()
	for !is() {
		select {
		case <-tick.C:
		case <-deadline.C:
			h.t.Fatalf("%s: not so after 20 seconds", what)
		}
	}
}

// slowAuditor does not answer before it may.
type slowAuditor struct {
	engine.Auditor
	asked, may chan struct{}
}

func (a slowAuditor) Audit(ctx context.Context, k guard.KeyRef, p guard.Purpose, told guard.Progress) (guard.Audit, error) {
	told(1, 9, "disks")
	a.asked <- struct{}{}
	select {
	case <-a.may:
		return a.Auditor.Audit(ctx, k, p, told)
	case <-ctx.Done():
		return guard.Audit{}, ctx.Err()
	}
}

// slowHouse has an auditor that waits to be let go on.
func slowHouse(t *testing.T, change ...func(*engine.Options)) (*house, slowAuditor) {
	t.Helper()
	h := furnish(t)
	a := slowAuditor{h.cloud, make(chan struct{}, 9), make(chan struct{}, 9)}
	h.adjust = func(o *engine.Options) {
		o.Auditor = a
		for _, f := range change {
			f(o)
		}
	}
	h.open()
	h.settle()
	return h, a
}

func (h *house) askOnly() {
	h.t.Helper()
	h.submitOnly(guard.Input{Kind: guard.InputOpen, By: "alice", Key: keyID, Region: home, Plan: disable, Reason: "retired"})
}

// What becomes due while something hangs is done in time.
func TestABusyEngineSeesWhatBecomesDue(t *testing.T) {
	h, a := slowHouse(t)
	h.askOnly()
	<-a.asked
	h.clock.step(start.Add(24 * time.Hour))
	h.eventually("the request expires while its audit hangs", func() bool { return h.request("r-1").Phase == guard.Expired })
	a.may <- struct{}{}
	h.quiet()
	h.wantPhase("r-1", guard.Expired)
}

// How far an audit has come is shown, never over a newer state of the request.
func TestProgress(t *testing.T) {
	h, a := slowHouse(t)
	h.askOnly()
	<-a.asked
	h.eventually("progress is shown", func() bool {
		h.people.mu.Lock()
		defer h.people.mu.Unlock()
		return slices.Contains(h.people.shown, "Auditing: 1 of 9 lists read, now disks")
	})
	h.submitOnly(guard.Input{Kind: guard.InputWithdraw, By: "alice", Key: string(key.Stream()), Request: "r-1"})
	h.eventually("it is withdrawn", func() bool { return h.request("r-1").Phase == guard.Withdrawn })
	a.may <- struct{}{}
	h.quiet()
	h.wantPainted(guard.Withdrawn)
	if last := h.people.shown[len(h.people.shown)-1]; last != "" {
		t.Errorf("the last thing shown is %q", last)
	}
}

// An audit that takes too long is recorded as incomplete and made again.
func TestAnAuditThatTakesTooLong(t *testing.T) {
	h, a := slowHouse(t, func(o *engine.Options) { o.Audit = 50 * time.Millisecond })
	h.askOnly()
	h.quiet()
	h.wantPhase("r-1", guard.Blocked)
	a.may <- struct{}{}
	h.advance(time.Minute)
	if n := len(a.asked); n != 2 {
		t.Errorf("%d audits were begun, want 2", n)
	}
}

// A shutdown ends what is under way, and the next start does it again.
func TestAShutdownInTheMiddle(t *testing.T) {
	h, a := slowHouse(t)
	h.askOnly()
	<-a.asked
	h.restart()
	<-a.asked
	a.may <- struct{}{}
	h.quiet()
	h.wantPhase("r-1", guard.Awaiting)
}

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
	<-h.ended
	h.ended <- context.Canceled
	if op := h.state().Operations[0]; op.Result != guard.Happened || op.Outcome.RequestID == "" {
		t.Errorf("recorded %q, %+v", op.Result, op.Outcome)
	}
}

// While something is held, the engine does not say that it is idle.
func TestAHeldEngineIsNotIdle(t *testing.T) {
	h := newHouse(t)
	h.settle()
	done := h.Hold()
	stop := make(chan struct{})
	timer := time.AfterFunc(50*time.Millisecond, func() { close(stop) })
	defer timer.Stop()
	if _, err := h.clock.idle(stop); err != nil {
		t.Fatal(err)
	}
	h.clock.mu.Lock()
	if h.clock.waiting && h.clock.seen == h.clock.tick {
		t.Error("idle although something is held")
	}
	h.clock.mu.Unlock()
	done()
	done()
	h.settle()
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

type lostClock struct{ *calendar }

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

package engine_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
	says       chan string // more progress
}

func (a slowAuditor) Audit(ctx context.Context, k guard.KeyRef, p guard.Purpose, told guard.Progress) (guard.Audit, error) {
	told(guard.Step{Done: 1, Total: 9, What: "disks"})
	a.asked <- struct{}{}
	for {
		select {
		case what := <-a.says:
			told(guard.Step{Done: 2, Total: 9, What: what})
		case <-a.may:
			return a.Auditor.Audit(ctx, k, p, told)
		case <-ctx.Done():
			return guard.Audit{}, ctx.Err()
		}
	}
}

// slowHouse has an auditor that waits to be let go on.
func slowHouse(t *testing.T, change ...func(*engine.Options)) (*house, slowAuditor) {
	t.Helper()
	h := furnish(t)
	a := slowAuditor{h.cloud, make(chan struct{}, 9), make(chan struct{}, 9), make(chan string)}
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
	h.eventually("nothing but the audit is under way", func() bool {
		owed, _ := guard.Due(h.state(), h.clock.Now())
		return len(owed) == 1 && h.effects.underWay() == 0
	})
	h.clock.Step(start.Add(24 * time.Hour))
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
	h.eventually("progress is shown", func() bool { return h.hasShown(guard.Step{Done: 1, Total: 9, What: "disks"}) })
	h.submitOnly(guard.Input{Kind: guard.InputWithdraw, By: "alice", Key: string(key.Stream()), Request: "r-1"})
	h.eventually("it is withdrawn", func() bool { return h.request("r-1").Phase == guard.Withdrawn })
	a.says <- "snapshots"
	h.eventually("more is shown", func() bool { return h.hasShown(guard.Step{Done: 2, Total: 9, What: "snapshots"}) })
	a.may <- struct{}{}
	h.quiet()
	h.wantPainted(guard.Withdrawn)
	h.people.mu.Lock()
	defer h.people.mu.Unlock()
	if h.people.latest != nil {
		t.Errorf("the last thing shown is %+v", *h.people.latest)
	}
}

func (h *house) hasShown(want guard.Step) bool {
	h.people.mu.Lock()
	defer h.people.mu.Unlock()
	return slices.ContainsFunc(h.people.shown, func(s guard.Step) bool { return cmp.Equal(s, want) })
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

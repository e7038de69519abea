package aliyun

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// Calls that others wait for are let in before those that can be made in any order.
func TestChainsComeFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, m := newGate(1), newMeter(limit{1e6, 1e6})
		if err := g.enter(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var order []string
		wait := func(ctx context.Context, name string) {
			if err := g.enter(ctx, m); err != nil {
				t.Error(err)
			}
			mu.Lock()
			order = append(order, name)
			mu.Unlock()
			g.leave()
		}
		for _, w := range []struct {
			ctx  context.Context
			name string
		}{{t.Context(), "other 1"}, {t.Context(), "other 2"}, {inChain(t.Context()), "chain 1"}, {inChain(t.Context()), "chain 2"}} {
			go wait(w.ctx, w.name)
			synctest.Wait()
		}
		g.leave()
		synctest.Wait()
		if want := []string{"chain 1", "chain 2", "other 1", "other 2"}; !slices.Equal(order, want) {
			t.Errorf("let in as %v, want %v", order, want)
		}
	})
}

// Who goes away while waiting takes no place with him, also when he was let in
// at that very moment.
func TestNoPlaceIsLost(t *testing.T) {
	const size, callers = 3, 400
	g, m := newGate(size), newMeter(limit{1e6, 1e6})
	var inside, most atomic.Int64
	var wg sync.WaitGroup
	for i := range callers {
		ctx, cancel := context.WithCancelCause(t.Context())
		if i%2 == 0 {
			ctx = inChain(ctx)
		}
		wg.Go(func() {
			if g.enter(ctx, m) != nil {
				return
			}
			for n, before := inside.Add(1), most.Load(); n > before && !most.CompareAndSwap(before, n); before = most.Load() {
			}
			inside.Add(-1)
			g.leave()
		})
		wg.Go(func() { cancel(errors.New("gone")) })
	}
	wg.Wait()
	waiting := len(g.lines[m].chains) + len(g.lines[m].others)
	if g.free != size || waiting != 0 || most.Load() > size {
		t.Errorf("%d of %d places are free, %d wait, %d were inside at once", g.free, size, waiting, most.Load())
	}
}

// Who is let in at the moment at which he goes away passes the place on.
func TestAPlaceGivenTooLateIsPassedOn(t *testing.T) {
	g, m := newGate(1), newMeter(limit{perSecond: 1000, burst: 10})
	if err := g.enter(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	v := g.queue(m, false)
	g.leave()
	select {
	case <-v.in:
	default:
		t.Fatal("the next in line was not let in")
	}
	g.forgo(m, v)
	if g.free != 1 {
		t.Errorf("%d places are free, want 1", g.free)
	}
}

// Who waited for a place when the one before him took the turn is let in when
// the next turn comes, though nobody comes or leaves meanwhile.
func TestNoTurnIsSleptThrough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, m, busy := newGate(2), newMeter(limit{perSecond: 10, burst: 1}), newMeter(limit{perSecond: 1000, burst: 10})
		for range 2 {
			if err := g.enter(t.Context(), busy); err != nil {
				t.Fatal(err)
			}
		}
		began := time.Now()
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				if err := g.enter(t.Context(), m); err != nil {
					t.Error(err)
				}
				g.leave()
			})
		}
		synctest.Wait()
		g.leave()
		g.leave()
		wg.Wait()
		if took := time.Since(began); took > 201*time.Millisecond {
			t.Errorf("three calls at ten a second took %v, want 200 ms", took)
		}
	})
}

func TestWhoGoesAwayIsToldWhy(t *testing.T) {
	g, m := newGate(1), newMeter(limit{1e6, 1e6})
	if err := g.enter(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	why := errors.New("the audit was given up")
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(time.Millisecond, func() { cancel(why) })
	if err := g.enter(ctx, m); !errors.Is(err, why) {
		t.Errorf("left with %v, want the cause", err)
	}
	g.leave()
	if err := g.enter(t.Context(), m); err != nil {
		t.Errorf("the place is lost: %v", err)
	}
}

// TestAPlaceThatComesLateBringsNoBurst: a call that waited for a place has no
// turn from before, so that no more are sent together than may come at once.
func TestAPlaceThatComesLateBringsNoBurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const calls, burst = 20, 2
		g, m, full := newGate(calls), newMeter(limit{0.001, burst}), newMeter(limit{1e6, 1e6})
		for range calls {
			if err := g.enter(t.Context(), full); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		var let atomic.Int64
		var wg sync.WaitGroup
		for range calls {
			wg.Go(func() {
				if g.enter(ctx, m) == nil {
					let.Add(1)
				}
			})
		}
		<-time.After(time.Minute)
		for range calls {
			g.leave()
		}
		synctest.Wait()
		if let.Load() != burst {
			t.Errorf("%d calls were let in together, want %d", let.Load(), burst)
		}
		cancel()
		wg.Wait()
		if g.free != calls-burst {
			t.Errorf("%d places are free, want %d", g.free, calls-burst)
		}
	})
}

// TestAMeterThatWaitsKeepsNobodyElse: places go to calls that may be made.
func TestAMeterThatWaitsKeepsNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, held, open := newGate(1), newMeter(limit{1, 1}), newMeter(limit{1e6, 1e6})
		held.hold()
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() {
			if g.enter(ctx, held) == nil {
				t.Error("a call of a meter that is held was let in")
			}
		})
		synctest.Wait()
		if err := g.enter(t.Context(), open); err != nil {
			t.Error(err)
		}
		cancel()
		wg.Wait()
	})
}

// TestTurnsComeInTime: a line moves on by itself, without anybody who leaves.
func TestTurnsComeInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const calls = 50
		g, m, began := newGate(calls), newMeter(limit{10, 1}), time.Now()
		var wg sync.WaitGroup
		for range calls {
			wg.Go(func() {
				if err := g.enter(t.Context(), m); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if took := time.Since(began); took < 4900*time.Millisecond || took > 5*time.Second {
			t.Errorf("%d calls took %v, want 4.9 s at ten a second", calls, took)
		}
	})
}

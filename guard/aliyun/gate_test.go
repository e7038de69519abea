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
		g := newGate(1)
		if err := g.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var order []string
		wait := func(ctx context.Context, name string) {
			if err := g.enter(ctx); err != nil {
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
	g := newGate(size)
	var inside, most atomic.Int64
	var wg sync.WaitGroup
	for i := range callers {
		ctx, cancel := context.WithCancelCause(t.Context())
		if i%2 == 0 {
			ctx = inChain(ctx)
		}
		wg.Go(func() {
			if g.enter(ctx) != nil {
				return
			}
			for n, m := inside.Add(1), most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			inside.Add(-1)
			g.leave()
		})
		wg.Go(func() { cancel(errors.New("gone")) })
	}
	wg.Wait()
	if g.free != size || len(g.chains)+len(g.others) != 0 || most.Load() > size {
		t.Errorf("%d of %d places are free, %d wait, %d were inside at once", g.free, size, len(g.chains)+len(g.others), most.Load())
	}
}

func TestWhoGoesAwayIsToldWhy(t *testing.T) {
	g := newGate(1)
	if err := g.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	why := errors.New("the audit was given up")
	ctx, cancel := context.WithCancelCause(t.Context())
	time.AfterFunc(time.Millisecond, func() { cancel(why) })
	if err := g.enter(ctx); !errors.Is(err, why) {
		t.Errorf("left with %v, want the cause", err)
	}
	g.leave()
	if err := g.enter(t.Context()); err != nil {
		t.Errorf("the place is lost: %v", err)
	}
}

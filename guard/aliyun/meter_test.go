package aliyun

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// Several calls that are refused together are one sign; what was halved comes
// back with calls that are served, and no further than it was.
func TestARefusalHalvesOnce(t *testing.T) {
	m := newMeter(limit{perSecond: 40, burst: 1})
	for range 16 {
		m.throttled()
	}
	if got := m.rate.Limit(); got != 20 {
		t.Errorf("after a burst of refusals: %v a second, want 20", got)
	}
	for range recovery / 5 {
		m.served()
	}
	if got := m.rate.Limit(); got <= 20 || got >= 40 {
		t.Errorf("after a few calls: %v a second, want more than 20 and less than 40", got)
	}
	before := m.rate.Limit()
	m.throttled()
	if got := m.rate.Limit(); got != before/2 {
		t.Errorf("after a further refusal: %v a second, want %v", got, before/2)
	}
	for range 10 * recovery {
		m.served()
	}
	if got := m.rate.Limit(); got != 40 {
		t.Errorf("after many calls: %v a second, want 40", got)
	}
}

func TestARateIsNeverHalvedToNothing(t *testing.T) {
	for full, want := range map[float64]rate.Limit{40: slowest, 0.25: 0.25} {
		m := newMeter(limit{perSecond: full, burst: 1})
		for range 100 {
			m.fresh = recovery
			m.throttled()
		}
		if got := m.rate.Limit(); got != want {
			t.Errorf("of %v a second %v are left, want %v", full, got, want)
		}
	}
}

// acquired counts the calls of an API that are let through, and keeps when.
type acquired struct {
	mu    sync.Mutex
	times []time.Time
}

func (a *acquired) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.times)
}

// call makes a call that takes a while.
func (a *acquired) call(ctx context.Context, b *budgets, api string, took time.Duration) {
	_, release, err := b.acquire(ctx, "1", api, "cn-hangzhou")
	if err != nil {
		return
	}
	a.mu.Lock()
	a.times = append(a.times, time.Now())
	a.mu.Unlock()
	<-time.After(took)
	release()
}

// A held API is called by nobody: not by those who come later, nor by those who
// had their turn and waited for a place.
func TestAHeldAPIIsCalledByNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const api = "ecs.DescribeDisks"
		b, done := newBudgets(Budget{Share: 1, Concurrency: 1}), &acquired{}
		_, release, err := b.acquire(t.Context(), "1", "kms.ListKeys", "cn-hangzhou")
		if err != nil {
			t.Fatal(err)
		}
		go done.call(t.Context(), b, api, 0)
		synctest.Wait()
		end, first := b.hold("1", api, "cn-hangzhou")
		if _, again := b.hold("1", api, "cn-hangzhou"); !first || again {
			t.Errorf("the first holds: %v, and the second: %v", first, again)
		}
		release()
		go done.call(t.Context(), b, api, 0)
		<-time.After(time.Hour)
		if n := done.count(); n != 0 {
			t.Errorf("%d calls were made while the API was held", n)
		}
		end()
		<-time.After(time.Minute)
		if n := done.count(); n != 2 {
			t.Errorf("%d calls were made when it was open again, want 2", n)
		}
	})
}

// However long calls wait for a place, no second sees more than the quota.
func TestNoSecondSeesMoreThanTheQuota(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, done := newBudgets(Budget{Share: 1, Concurrency: 16}), &acquired{}
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() { (&acquired{}).call(inChain(t.Context()), b, "alb.ListListeners", 4*time.Second) })
		}
		synctest.Wait()
		for range 300 {
			wg.Go(func() { done.call(t.Context(), b, "kms.DescribeSecret", time.Millisecond) })
		}
		wg.Wait()
		quota := int(kmsSecrets.perSecond)
		slices.SortFunc(done.times, time.Time.Compare)
		for i := quota; i < len(done.times); i++ {
			if d := done.times[i].Sub(done.times[i-quota]); d < time.Second {
				t.Fatalf("%d calls were made within %v", quota+1, d)
			}
		}
		if took := done.times[len(done.times)-1].Sub(done.times[0]); len(done.times) != 300 || took > 15*time.Second {
			t.Errorf("%d calls took %v, want 300 in less than fifteen seconds", len(done.times), took)
		}
	})
}

func TestUntilTheNextMinute(t *testing.T) {
	at := time.Date(2026, 11, 2, 9, 0, 20, 0, time.UTC)
	refused := &guard.Error{Kind: guard.Throttled, Err: &acs.CloudError{Status: 400, Code: "Throttling.User", Date: at}}
	if d := untilNextMinute(refused, time.Minute); d != 41*time.Second {
		t.Errorf("20 seconds into a minute: %v, want 41 s", d)
	}
	if d := untilNextMinute(errors.New("no date"), time.Minute); d != time.Minute {
		t.Errorf("without a date: %v, want a minute", d)
	}
	if throttledByMinute("rds.DescribeDBInstances", refused) || !throttledByMinute("ecs.DescribeDisks", refused) {
		t.Error("the minute is that of ECS alone")
	}
}

package aliyun

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// slowest is how far throttling can slow an API down, in calls a second.
	slowest = 0.5
	// recovery is how many served calls bring a rate from nothing back to its whole.
	recovery = 50
)

// limit is a rate in calls a second, and how many may come at once.
type limit struct{ perSecond, burst float64 }

// withinQuota is a share of a documented quota. In no second are there more
// calls than the quota has: what may come at once is what the share leaves.
func withinQuota(quota, share float64) limit {
	perSecond := quota * share
	if quota > 1 {
		perSecond = min(perSecond, quota-1)
	}
	return limit{perSecond, min(math.Floor(quota-perSecond), math.Ceil(perSecond))}
}

// meter is the rate of one quota in one region. It gives way when the cloud
// throttles, and comes back slowly.
type meter struct {
	rate *rate.Limiter
	full rate.Limit

	mu    sync.Mutex
	fresh int           // calls served since the rate was halved
	sent  int           // calls made within the last second
	held  chan struct{} // closed when calls may be made again; nil: they may
}

func newMeter(l limit) *meter {
	return &meter{rate: rate.NewLimiter(rate.Limit(l.perSecond), max(int(l.burst), 1)), full: rate.Limit(l.perSecond), fresh: recovery}
}

// turn waits until a call may be made.
func (m *meter) turn(ctx context.Context) error {
	m.mu.Lock()
	held := m.held
	m.mu.Unlock()
	if held != nil {
		select {
		case <-held:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	if err := m.rate.Wait(ctx); err != nil {
		// The limiter knows before the deadline that the turn would come after it.
		return cmp.Or(context.Cause(ctx), fmt.Errorf("%w: %w", context.DeadlineExceeded, err))
	}
	return nil
}

// send counts a call that is about to be made. It is false when the call must
// wait for another turn: the meter is held since its turn came, or as many calls
// as fit in a second were made in the last one.
func (m *meter) send() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.held != nil || m.sent >= int(float64(m.rate.Limit())+float64(m.rate.Burst())) {
		return false
	}
	m.sent++
	time.AfterFunc(time.Second, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.sent--
	})
	return true
}

// hold lets no call be made until end is called. It is false, and end does
// nothing, when somebody holds the meter already.
func (m *meter) hold() (end func(), first bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.held != nil {
		return func() {}, false
	}
	held := make(chan struct{})
	m.held = held
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.held = nil
		close(held)
	}, true
}

// throttled halves the rate. Several calls that are refused together are one
// sign: the next one counts when others have been served.
func (m *meter) throttled() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fresh < recovery/5 {
		return
	}
	m.fresh = 0
	m.rate.SetLimit(max(m.rate.Limit()/2, min(slowest, m.full)))
}

// served brings the rate back, slowly.
func (m *meter) served() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fresh++
	if l := m.rate.Limit(); l < m.full {
		m.rate.SetLimit(min(l+m.full/recovery, m.full))
	}
}

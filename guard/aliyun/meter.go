package aliyun

import (
	"context"
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
	fresh int  // calls served since the rate was halved
	held  bool // no call may be made
}

func newMeter(l limit) *meter {
	return &meter{rate: rate.NewLimiter(rate.Limit(l.perSecond), max(int(l.burst), 1)), full: rate.Limit(l.perSecond), fresh: recovery}
}

// delay is how long it takes until a call may be made; 0 if it may now, and for
// ever while the meter is held.
func (m *meter) delay() time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.held {
		return math.MaxInt64
	}
	lacks := 1 - m.rate.Tokens()
	if lacks <= 0 {
		return 0
	}
	return max(time.Duration(lacks/float64(m.rate.Limit())*float64(time.Second)), time.Microsecond)
}

// comesBefore reports whether the next turn can come before a context ends.
func (m *meter) comesBefore(ctx context.Context) bool {
	end, bounded := ctx.Deadline()
	return !bounded || m.delay() == math.MaxInt64 || m.rate.TokensAt(end) >= 1
}

// hold lets no call be made until it is let go. It is false when somebody holds
// the meter already.
func (m *meter) hold() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.held {
		return false
	}
	m.held = true
	return true
}

// letGo ends a hold; the gate must then be told to look.
func (m *meter) letGo() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.held = false
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

package slacksim

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// tier is a class of rate limits: calls a minute, per token and method.
type tier int

// Slack publishes "1+", "20+", "50+" and "100+" a minute with small bursts; the
// special tier is "hundreds a minute". A minute's allowance may be spent at once
// here; tier 1 takes twenty, since Slack publishes tier 1 and tier 3 for the one
// method that has it, apps.connections.open.
const (
	tierSpecial tier = 600
	tier1       tier = 1
	tier2       tier = 20
	tier3       tier = 50
	tier4       tier = 100
)

func (t tier) burst() int { return max(int(t), 20) }

// limitMethod spends one call of the method's allowance.
func (s *Sim) limitMethod(c *call) *apiError {
	return s.spend(c.token+" "+c.method.name, rate.Limit(float64(c.method.tier)/60), c.method.tier.burst())
}

// limitChannel spends one message of a channel's allowance: about one a second.
func (s *Sim) limitChannel(id string) *apiError {
	return s.spend("channel "+id, rate.Every(time.Second), s.set.PostBurst)
}

func (s *Sim) spend(bucket string, per rate.Limit, burst int) *apiError {
	if s.set.NoRateLimits {
		return nil
	}
	l := s.limits[bucket]
	if l == nil {
		l = rate.NewLimiter(per, burst)
		s.limits[bucket] = l
	}
	now := s.opts.Real()
	r := l.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait == 0 {
		return nil
	}
	r.CancelAt(now)
	return &apiError{word: "ratelimited", retryAfter: int(math.Ceil(wait.Seconds()))}
}

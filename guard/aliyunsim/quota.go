package aliyunsim

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// rate is how many calls fit in a window of real time. The zero rate has no limit.
type rate struct {
	calls  int
	window time.Duration
}

func perSecond(n int) rate { return rate{n, time.Second} }

var rateWindows = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}

// parseRate reads a rate such as 50/s, 100/m or 50/h.
func parseRate(text string) (rate, error) {
	n, unit, _ := strings.Cut(text, "/")
	calls, err := strconv.Atoi(n)
	window := rateWindows[unit]
	if err != nil || calls < 1 || window == 0 {
		return rate{}, fmt.Errorf("%q is not a rate: write it like 50/s, 100/m or 50/h", text)
	}
	return rate{calls, window}, nil
}

// meter counts the calls of one quota in the current window. Windows are
// aligned with the clock, as the cloud's are: what is throttled in one minute
// is open again in the next.
type meter struct {
	window time.Time
	used   int
	opens  time.Time // refuses everything before; zero: not locked
}

// admit counts a call at that real time, unless the rate is exhausted.
func (m *meter) admit(r rate, at time.Time) bool {
	if r.calls == 0 {
		return true
	}
	if at.Before(m.opens) {
		return false
	}
	if w := at.Truncate(r.window); !w.Equal(m.window) {
		m.window, m.used = w, 0
	}
	if m.used >= r.calls {
		return false
	}
	m.used++
	return true
}

// loadQuotas reads the world's own limits, each for an API or a group of APIs.
func (s *Sim) loadQuotas(texts map[string]string) error {
	s.quotas = map[string]rate{}
	groups := map[string]bool{}
	for _, p := range s.products {
		for _, a := range p.actions {
			groups[a.group] = true
		}
	}
	for name, text := range texts {
		r, err := parseRate(text)
		if err != nil {
			return fmt.Errorf("quota %s: %w", name, err)
		}
		if !groups[name] && !s.serves(name) {
			return fmt.Errorf("quota %q is for nothing that is served: use product.Action or a group like %s", name, groupKeyReads)
		}
		s.quotas[name] = r
	}
	return nil
}

// lock refuses everything until the next minute begins.
func (m *meter) lock(at time.Time) { m.opens = at.Truncate(time.Minute).Add(time.Minute) }

// admit counts the call against its quota, which is one per account, region
// and API or group, and refuses what is too much.
func (s *Sim) admit(c *call) *apiError {
	name, r := s.quotaOf(c.action)
	key := name + " " + c.region
	m := s.meters[key]
	if m == nil {
		m = &meter{}
		s.meters[key] = m
	}
	at := s.options.Real()
	if m.admit(r, at) {
		return nil
	}
	if s.settings.MinuteLock && c.action.product == ecsProductCode {
		m.lock(at)
	}
	if s.products[c.action.product].kms {
		return refuse(http.StatusTooManyRequests, "Rejected.Throttling", "QPS Limit Exceeded")
	}
	return refuse(http.StatusBadRequest, "Throttling.User", "Request was denied due to user flow control.")
}

// quotaOf returns the quota that applies to an action: the world's for the
// API, the world's for its group, or the documented one.
func (s *Sim) quotaOf(a *action) (name string, r rate) {
	if r, ok := s.quotas[a.api()]; ok {
		return a.api(), r
	}
	name = firstOf(a.group, a.api())
	if r, ok := s.quotas[name]; ok {
		return name, r
	}
	return name, a.rate
}

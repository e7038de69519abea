package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
)

// trailKeys is of how many keys a sweep reads the trail, at most: ActionTrail
// answers two calls a second for the whole account.
const trailKeys = 10

// readTrail reads when the key was last used and by whom, and, of a key whose
// deletion is pending, whether it was Disabled before. It informs; what it
// cannot tell makes nothing incomplete.
func (s *sweep) readTrail(ctx context.Context, k *subject) {
	var use guard.LastUse
	var wasDisabled bool
	if n := len(s.keys); n > trailKeys {
		use.Why = fmt.Sprintf("not read in a sweep of %d keys; audit the key alone", n)
	} else {
		use = s.lastUse(ctx, k)
		if k.key.State == guard.StatePendingDeletion {
			if _, was, err := s.Scheduler(ctx, k.key.Ref); err == nil {
				wasDisabled = was
			}
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.result.LastUse, k.result.WasDisabled = use, wasDisabled
}

func (s *sweep) lastUse(ctx context.Context, k *subject) guard.LastUse {
	f, err := s.useEvents(ctx, k.key.Ref, s.o.Now().Add(-trailDepth))
	if err != nil {
		return guard.LastUse{Why: reasonOf(err)}
	}
	last := guard.LastUse{Known: true, Horizon: f.horizon, Callers: callers(f.events, k.key.Ref.Region)}
	for _, e := range f.events {
		if e.Code == "" {
			last.Found, last.Use = true, e.use()
			break
		}
	}
	return last
}

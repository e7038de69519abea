package aliyun

import (
	"context"

	"kmsguard/guard"
)

// readTrail reads when the key was last used, and, of a key whose deletion is
// pending, whether it was Disabled before. It informs; what it cannot tell
// makes nothing incomplete.
func (s *sweep) readTrail(ctx context.Context, k *subject) {
	use := s.lastUse(ctx, k)
	var wasDisabled bool
	if k.key.State == guard.StatePendingDeletion {
		if _, was, err := s.Scheduler(ctx, k.key.Ref); err == nil {
			wasDisabled = was
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.result.LastUse, k.result.WasDisabled = use, wasDisabled
}

func (s *sweep) lastUse(ctx context.Context, k *subject) guard.LastUse {
	uses, horizon, err := s.Uses(ctx, k.key.Ref, s.o.Now().Add(-trailDepth))
	if err != nil {
		return guard.LastUse{Why: reasonOf(err)}
	}
	last := guard.LastUse{Known: true, Horizon: horizon}
	for _, u := range uses {
		if !u.Refused {
			last.Found, last.Use = true, u
			break
		}
	}
	return last
}

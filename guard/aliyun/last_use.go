package aliyun

import (
	"context"

	"kmsguard/guard"
)

// readTrail reads when the key was last used, and, of a key whose deletion is
// pending, whether it was Disabled before. It informs; what it cannot tell
// makes nothing incomplete.
func (a *audit) readTrail(ctx context.Context) {
	use := a.lastUse(ctx)
	var wasDisabled bool
	if a.key.State == guard.StatePendingDeletion {
		if _, was, err := a.Scheduler(ctx, a.key.Ref); err == nil {
			wasDisabled = was
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.result.LastUse, a.result.WasDisabled = use, wasDisabled
}

func (a *audit) lastUse(ctx context.Context) guard.LastUse {
	uses, horizon, err := a.Uses(ctx, a.key.Ref, a.o.Now().Add(-trailDepth))
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

package engine

import (
	"context"
	"sync"

	"kmsguard/guard"
)

// fenceProof remembers for the life of the process whether the cloud enforces a
// deadline in a session policy.
type fenceProof struct {
	mu     sync.Mutex
	proven bool
	known  bool
}

// fenceProven shows once in the life of the process whether the cloud enforces
// a deadline in a session policy. What could not be shown counts as not enforced.
func (e *Engine) fenceProven(ctx context.Context, key guard.KeyRef) bool {
	e.fence.mu.Lock()
	defer e.fence.mu.Unlock()
	if e.fence.known {
		return e.fence.proven
	}
	enforced, err := e.o.Cloud.ProveFence(ctx, key)
	if err != nil {
		e.o.Log.Warn().Err(err).Msg("it could not be shown that session policies end in time; a lost reply waits for the session to expire")
		return false
	}
	e.fence.proven, e.fence.known = enforced, true
	return enforced
}

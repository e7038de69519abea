package aliyun

import (
	"slices"
	"sync"
	"time"

	"kmsguard/guard"
)

// subject is one audited key, with what is known of it so far.
type subject struct {
	key guard.KeyFacts

	mu     sync.Mutex
	result guard.Audit
	found  [][]guard.Dependency // by reading
}

// record adds a row of coverage and what was found with it.
func (k *subject) record(row guard.Coverage, found []guard.Dependency) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.result.Coverage = append(k.result.Coverage, row)
	k.found = append(k.found, found)
}

// resumed says that a part of the audit was read by one that was interrupted, at a time.
func (k *subject) resumed(at time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.result.Resumed = true
	if at.Before(k.result.Started) {
		k.result.Started = at
	}
}

// finish closes the audit of the key.
func (k *subject) finish(calls int, now time.Time) guard.Audit {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.result.Calls = calls
	k.result.NotCovered = notCovered()
	k.result.Dependencies, k.found = joined(k.found), nil
	k.result.Finished = now
	k.result.Sort()
	return k.result
}

// encrypts reports whether the key can encrypt data; a signing key cannot.
func (k *subject) encrypts() bool { return k.key.Usage != "SIGN/VERIFY" }

// joined makes one list of several, in the place of the longest, of which there
// may be much.
func joined(parts [][]guard.Dependency) []guard.Dependency {
	slices.SortStableFunc(parts, func(x, y []guard.Dependency) int { return len(y) - len(x) })
	var all []guard.Dependency
	for i, part := range parts {
		if i == 0 {
			all = part
		} else {
			all = append(all, part...)
		}
	}
	return all
}

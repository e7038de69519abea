package engine

import (
	"fmt"
	"sync"
	"time"

	"kmsguard/guard"
)

// What one person may have under way, so that nobody can spend the account's
// quota: one open request that asks statements, and five audits an hour.
const (
	maxOpenRequests  = 1
	maxAuditsPerHour = 5
)

// limits counts audits that people asked for. After a start it begins anew.
type limits struct {
	mu     sync.Mutex
	audits map[string][]time.Time
}

func newLimits() *limits { return &limits{audits: map[string][]time.Time{}} }

// mayOpen says why a person may not open another request, and what to do. A
// rescue is never limited, and neither is a second wish for the same key, about
// which the domain has more to say.
func (l *limits) mayOpen(open []OpenRequest, in guard.Input, key guard.KeyRef) (why, hint string) {
	if in.Plan.Action.Rescue() {
		return "", ""
	}
	n := 0
	var first OpenRequest
	for _, o := range open {
		if o.Request.Requester == in.By && !o.Request.Plan.Action.Rescue() && o.Key != key {
			n++
			first = o
		}
	}
	if n < maxOpenRequests {
		return "", ""
	}
	return fmt.Sprintf("You have an open request already: %s `%s`.", first.Request.Plan.Action, first.Key.ID), "Finish or withdraw it first; `/kms requests` shows it."
}

// mayAudit counts an audit, or says why there may be no more of them now.
func (l *limits) mayAudit(in guard.Input, now time.Time) (why, hint string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var recent []time.Time
	for _, t := range l.audits[in.By] {
		if now.Sub(t) < time.Hour {
			recent = append(recent, t)
		}
	}
	if len(recent) >= maxAuditsPerHour {
		l.audits[in.By] = recent
		again := recent[0].Add(time.Hour).UTC().Format("15:04")
		return fmt.Sprintf("You asked for %d audits within an hour; more would spend the quota that your services share.", maxAuditsPerHour), "Ask again after " + again + " UTC."
	}
	l.audits[in.By] = append(recent, now)
	l.sweep(now)
	return "", ""
}

// sweep forgets people whose last audit no longer counts; l.mu is held.
func (l *limits) sweep(now time.Time) {
	for who, times := range l.audits {
		if now.Sub(times[len(times)-1]) >= time.Hour {
			delete(l.audits, who)
		}
	}
}

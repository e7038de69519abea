package guard

import "time"

// Due says what is owed at now and when something will be next (zero: never).
// It reads no policy: what it depends on was recorded by events. Calling it
// twice is harmless; it is asked again after every crash.
func Due(s State, now time.Time) (owed []Work, next time.Time) {
	a := agenda{now: now.UTC()}
	for _, r := range s.Requests {
		a.request(r)
	}
	for _, op := range s.Operations {
		if op.Result == "" {
			a.at(op.observeAt(), Observe{Operation: op.ID, Request: op.Request})
		}
	}
	a.watch(s)
	for _, n := range s.Notices {
		if !n.posted() {
			a.at(n.At, PostNotice{Notice: n.ID})
		}
	}
	return a.owed, a.next
}

// agenda sorts works into what is owed now and the time of what comes next.
type agenda struct {
	now  time.Time
	owed []Work
	next time.Time
}

// at owes a work from a moment on.
func (a *agenda) at(t time.Time, w Work) {
	if !t.After(a.now) {
		a.owed = append(a.owed, w)
		return
	}
	a.later(t)
}

// later notes that something will be owed at a moment that is to come.
func (a *agenda) later(t time.Time) {
	if a.next.IsZero() || t.Before(a.next) {
		a.next = t
	}
}

func (a *agenda) request(r Request) {
	if r.expires() {
		a.at(r.Expires, ApplyExpiry{Request: r.ID})
	}
	if r.expired(a.now) {
		return
	}
	switch r.Phase {
	case Auditing, Blocked, Awaiting:
		if r.AuditOwed {
			a.at(r.RetryAt, RunAudit{Request: r.ID})
		}
	case Approved:
		a.approved(r)
	case Verifying:
		a.at(r.Verification.Due, LookAfter{Request: r.ID})
	case Executing, Done, Rejected, Withdrawn, Expired, Failed, NeedsOperator:
	}
}

// approved owes the execution, or before it an audit that is new enough.
func (a *agenda) approved(r Request) {
	switch {
	case r.LookAgain.After(a.now):
		a.later(r.LookAgain)
	case r.Plan.Action.Rescue() || r.auditFresh(a.now):
		a.at(a.now, Execute{Request: r.ID, Restore: r.RestoreOwed})
	default:
		a.at(r.RetryAt, RunAudit{Request: r.ID})
	}
}

// auditFresh reports whether the audit is new enough to carry the request out.
func (r Request) auditFresh(now time.Time) bool {
	return r.Audit != nil && !r.AuditOwed && now.Sub(r.AuditedAt) <= r.AuditAge
}

// observeAt is when the cloud is looked at to settle an operation. One whose
// process died before its reply is settled like one whose reply was lost.
func (o Operation) observeAt() time.Time {
	switch {
	case o.Lost:
		return o.LookAt
	case o.AccessKeyID == "" || o.Role == RescueRole:
		return o.Intended
	}
	return o.Fence()
}

// watch owes a reading of the pending key when a reminder is due or an extra
// look is. While its cancellation is not settled, that tells.
func (a *agenda) watch(s State) {
	if s.Watch == nil || s.unsettledRescue() != nil {
		return
	}
	look := s.Watch.lookAt()
	if r := s.Watch.Reminders; len(r) > 0 && r[0].Before(look) {
		look = r[0]
	}
	a.at(look, ReadWatch{})
}

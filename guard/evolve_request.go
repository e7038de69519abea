package guard

import (
	"maps"
	"slices"
	"time"
)

func (e RequestOpened) apply(s *State) {
	s.Key = e.Facts.Ref
	s.read(&e.Facts)
	phase := Awaiting
	if e.Audit {
		phase = Auditing
	}
	s.Requests = append(slices.Clip(s.Requests), Request{
		ID: e.Request, Plan: e.Plan, Requester: e.Requester, Excluded: e.Excluded, Reason: e.Reason, Channel: e.Channel,
		Opened: e.At, Expires: e.Expires, Phase: phase, Rule: e.Rule, PolicyDigest: e.PolicyDigest, Eligible: e.Eligible,
		Facts: e.Facts, AuditOwed: e.Audit, AuditAge: e.AuditAge,
	})
}

func (e AuditRecorded) apply(s *State) {
	s.read(&e.Audit.Key)
	r := s.editRequest(e.Request)
	if r == nil {
		return
	}
	audit := e.Audit
	r.Audit, r.Paused, r.AuditedAt = &audit, nil, e.asOf()
	r.summed = sumOf(r.Audit)
	r.AuditOwed, r.Attempts, r.RetryAt = false, 0, e.At
	if r.Phase == Auditing || r.Phase == Blocked {
		r.Phase = r.afterPause()
	}
}

// asOf is the time from which the age of the recorded audit counts. A clock that
// was set back never makes an audit younger than its record.
func (e AuditRecorded) asOf() time.Time {
	if at := e.Audit.AsOf(); !at.IsZero() && at.Before(e.At) {
		return at
	}
	return e.At
}

// afterPause is where a request goes on when its audit is complete.
func (r Request) afterPause() Phase {
	if r.ApprovedAt.IsZero() {
		return Awaiting
	}
	return Approved
}

func (e AuditPaused) apply(s *State) {
	r := s.editRequest(e.Request)
	if r == nil {
		return
	}
	audit := e.Audit
	r.Paused, r.RetryAt, r.AuditOwed, r.Phase = &audit, e.RetryAt, true, Blocked
	r.Attempts++
}

func (e AuditRequested) apply(s *State) {
	if r := s.editRequest(e.Request); r != nil {
		r.AuditOwed, r.RetryAt = true, e.At
		r.Scan = max(r.Scan, e.Scan)
	}
}

func (e AuditViewed) apply(s *State) {
	if r := s.editRequest(e.Request); r != nil {
		r.Viewed = with(r.Viewed, e.By, e.DecisionDigest)
	}
}

func (e DispositionGiven) apply(s *State) {
	r := s.editRequest(e.Request)
	if r == nil {
		return
	}
	given := maps.Clone(r.Dispositions)
	if given == nil {
		given = make(map[string]Disposition, len(e.Dispositions))
	}
	for _, d := range e.Dispositions {
		given[d.Key] = d
	}
	r.Dispositions = given
}

func (e StatementGiven) apply(s *State) {
	if r := s.editRequest(e.Request); r != nil {
		r.Confirmations = with(r.Confirmations, e.Confirmation.Statement, e.Confirmation)
	}
}

func (e StatementsVoided) apply(s *State) {
	r := s.editRequest(e.Request)
	if r == nil {
		return
	}
	r.Confirmations = maps.Clone(r.Confirmations)
	for _, n := range e.Statements {
		delete(r.Confirmations, n)
	}
	if len(e.Statements) > 0 {
		r.unapprove()
	}
	if e.Rule != nil {
		r.Rule, r.PolicyDigest = *e.Rule, e.PolicyDigest
	}
}

func (r *Request) unapprove() {
	r.ApprovedAt = time.Time{}
	if r.Phase == Approved {
		r.Phase = Awaiting
	}
}

func (e RequestApproved) apply(s *State) {
	r := s.editRequest(e.Request)
	if r == nil {
		return
	}
	r.Phase, r.ApprovedAt = Approved, e.At
	r.LookAgain, r.Deferred = e.At, ""
	r.EndedBy, r.EndReason, r.EndedAt = "", "", time.Time{}
}

func (e RequestExtended) apply(s *State) {
	if r := s.editRequest(e.Request); r != nil {
		r.Expires, r.Extended = e.Expires, true
	}
}

func (e ExecutionDeferred) apply(s *State) {
	if r := s.editRequest(e.Request); r != nil {
		r.Phase, r.LookAgain, r.Deferred = Approved, e.LookAt, e.Why
	}
}

func (e RestoreOwed) apply(s *State) {
	if r := s.editRequest(e.Request); r != nil {
		r.Phase, r.RestoreOwed, r.LookAgain = Approved, true, e.At
	}
}

func (e WordGiven) apply(s *State) {
	if r := s.editRequest(e.Request); r != nil {
		r.Words = append(slices.Clip(r.Words), Word{By: e.By, Text: e.Word, At: e.At})
	}
}

func (e RequestEnded) apply(s *State) {
	r := s.editRequest(e.Request)
	if r == nil {
		return
	}
	r.Phase, r.EndedBy, r.EndReason, r.EndedAt = e.Phase, e.By, e.Reason, e.At
}

func (e VerificationRead) apply(s *State) {
	s.read(e.Facts)
	r := s.editRequest(e.Request)
	if r == nil {
		return
	}
	r.Verification = e.Verification
	if r.Phase == Verifying && e.Verification.Due.IsZero() {
		r.Phase, r.EndedAt = Done, e.At
	}
}

// with returns a copy of a map with one entry set.
func with[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	c := maps.Clone(m)
	if c == nil {
		c = map[K]V{}
	}
	c[k] = v
	return c
}

package guard

import (
	"slices"
	"time"
)

// auditPauses is how long after an audit that could not be completed it is
// tried again, by how often in a row that happened; then hourly.
var auditPauses = []time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 30 * time.Minute}

func auditPause(attempts int) time.Duration {
	if attempts < len(auditPauses) {
		return auditPauses[attempts]
	}
	return time.Hour
}

func (c RecordAudit) decide(s State, _ Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	switch {
	case r == nil:
		return nil, noRequest(c.Request)
	case c.Audit.Key.Ref != r.Facts.Ref:
		return nil, refuse(because(CodeWrongKey, "The audit is of another key: "+c.Audit.Key.Ref.String()+".", ""))
	case !r.beforeIntent():
		return nil, nil
	case !c.Audit.Complete() || outdated(c.Audit, *r, now):
		return []Event{AuditPaused{Request: r.ID, Audit: c.Audit, RetryAt: now.Add(auditPause(r.Attempts)), At: now}}, nil
	}
	if why := permit(s, r.Plan, c.Audit.Key); why != nil {
		return []Event{c.recorded(*r, nil, now), RequestEnded{Request: r.ID, Phase: Failed, Reason: why.String(), At: now}}, nil
	}
	return c.compare(*r, now), nil
}

// outdated reports an audit whose oldest part was so old when it was handed in
// that it would have to be repeated at once.
func outdated(a Audit, r Request, now time.Time) bool { return now.Sub(a.AsOf()) > r.AuditAge }

// compare records a complete audit. What is no worse than the approved one voids
// nothing; what is worse opens again the statements that depend on it.
func (c RecordAudit) compare(r Request, now time.Time) []Event {
	if r.Audit == nil {
		return []Event{c.recorded(r, nil, now)}
	}
	changes := Compare(*r.Audit, c.Audit)
	voids := slices.DeleteFunc(slices.Clone(changes), func(ch Change) bool { return len(ch.Statements) == 0 })
	gone := slices.DeleteFunc(changes, func(ch Change) bool { return ch.Kind != ChangeGone })
	if len(voids) == 0 {
		return []Event{c.recorded(r, gone, now)}
	}
	return []Event{voiding(r, voids, now), c.recorded(r, gone, now)}
}

// recorded carries the digest that the request has with this audit.
func (c RecordAudit) recorded(r Request, gone []Change, now time.Time) AuditRecorded {
	r.Audit = &c.Audit
	return AuditRecorded{
		Request: r.ID, Audit: c.Audit, EvidenceDigest: EvidenceDigest(c.Audit), DecisionDigest: r.DecisionDigest(), Gone: gone, At: now,
	}
}

// voiding opens again what was given of the statements that depend on changes.
func voiding(r Request, changes []Change, now time.Time) StatementsVoided {
	var depend []int
	for _, ch := range changes {
		depend = append(depend, ch.Statements...)
	}
	return StatementsVoided{Request: r.ID, Statements: r.givenOf(depend), Changes: changes, At: now}
}

func (c AuditAgain) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := accountable(c.By)
	why.add(stillOpen(*r, now), r.mayRead(p, c.By), scanAllowed(*r, c.Scan))
	switch {
	case r.Plan.Action.Rescue():
		why.add(because(CodeNoAudit, "A rescue needs no audit.", ""))
	case r.Phase != Blocked && r.AuditOwed:
		why.add(because(CodeAuditRunning, "An audit of this key is already running.", "Wait for it; the thread shows what it finds."))
	}
	if len(why) > 0 {
		return nil, why.refusal()
	}
	return []Event{AuditRequested{Request: r.ID, By: c.By.ID, Scan: c.Scan, At: now}}, nil
}

func (c ViewAudit) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := accountable(c.By)
	why.add(r.mayRead(p, c.By))
	if r.Audit == nil {
		why.add(because(CodeNoAudit, "There is no complete audit of this key yet.", "Wait for it; the thread shows how far it is."))
	}
	digest := r.DecisionDigest()
	if len(why) > 0 || r.Viewed[c.By.ID] == digest {
		return nil, why.refusal()
	}
	return []Event{AuditViewed{Request: r.ID, By: c.By.ID, DecisionDigest: digest, At: now}}, nil
}

// mayRead: the requester, and everybody to whom the policy gives a role for the key.
func (r Request) mayRead(p Policy, who Person) *Reason {
	rule, ok := r.inForce(p, r.Facts)
	named := ok && (rule.Requesters.Has(who) || rule.Approvers.Has(who) || rule.Readers.Has(who))
	if named || who.ID == r.Requester || p.MayRescue(who) {
		return nil
	}
	return because(CodeMayNotRead, "You have no role for this key.", "Ask to be named in the policy.")
}

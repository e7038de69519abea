package guard

import "time"

// verifyFor is how long a change is looked for: ActionTrail shows events up to
// ten minutes late. verifyEvery is how often.
const (
	verifyFor   = 15 * time.Minute
	verifyEvery = time.Minute
)

// final reports whether a line of the list will not change any more.
func (c Check) final() bool {
	return c.Result == CheckSeen || c.Result == CheckNone || c.Result == CheckAlarm
}

// decide records a look after a change. When the next look is due is decided
// here, whatever the look says.
func (c Verify) decide(s State, _ Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	if r.Phase != Verifying {
		return nil, nil
	}
	was, v := r.Verification, c.Verification
	v.State, v.Trail = newer(was.State, v.State), newer(was.Trail, v.Trail)
	v.Metrics, v.Refusals = newer(was.Metrics, v.Metrics), newer(was.Refusals, v.Refusals)
	v.Deadline = was.Deadline
	v.Due = v.nextLook(now)
	if v.Due.IsZero() {
		v.State, v.Trail = v.State.closed(now), v.Trail.closed(now)
		v.Metrics, v.Refusals = v.Metrics.closed(now), v.Refusals.closed(now)
	}
	return []Event{VerificationRead{Request: r.ID, Verification: v, Facts: c.Facts, At: now}}, nil
}

// newer keeps an old line where the new look has none, or less. An alarm is
// taken back only by a look that sees what it should.
func newer(was, is Check) Check {
	if is.Result == "" || was.final() && !is.final() {
		return was
	}
	return is
}

// nextLook is zero when everything that can be seen was seen, or time is over.
func (v Verification) nextLook(now time.Time) time.Time {
	looked := v.Metrics.Result != "" && v.Refusals.Result != ""
	if !now.Before(v.Deadline) || v.State.final() && v.Trail.final() && looked {
		return time.Time{}
	}
	if next := now.Add(verifyEvery); next.Before(v.Deadline) {
		return next
	}
	return v.Deadline
}

// closed says of a line that is still waiting that it was not seen.
func (c Check) closed(now time.Time) Check {
	if c.Result == CheckWaiting || c.Result == "" {
		return Check{Result: CheckNotSeen, Detail: c.Detail, At: now}
	}
	return c
}

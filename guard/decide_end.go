package guard

import (
	"strings"
	"time"
)

func (c Reject) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := r.decider(p, c.By)
	why.add(stillOpen(*r, now))
	if strings.TrimSpace(c.Reason) == "" {
		why.add(because(CodeReasonMissing, "A rejection needs a reason.", "Say in a sentence why."))
	}
	if len(why) > 0 {
		return nil, why.refusal()
	}
	return []Event{RequestEnded{Request: r.ID, Phase: Rejected, By: c.By.ID, Reason: strings.TrimSpace(c.Reason), At: now}}, nil
}

func (c Withdraw) decide(s State, _ Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := accountable(c.By)
	why.add(r.own(c.By), stillOpen(*r, now))
	if len(why) > 0 {
		return nil, why.refusal()
	}
	return []Event{RequestEnded{Request: r.ID, Phase: Withdrawn, By: c.By.ID, At: now}}, nil
}

// own: only whoever asked takes a request back.
func (r Request) own(who Person) *Reason {
	if who.ID == r.Requester {
		return nil
	}
	return because(CodeNotYours, "Somebody else asked for this.", "An approver can reject it.")
}

func (c Extend) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := r.decider(p, c.By)
	why.add(stillOpen(*r, now))
	if r.Extended {
		why.add(because(CodeExtended, "The time of this request was extended once already.", "Ask again when it has expired."))
	}
	if len(why) > 0 {
		return nil, why.refusal()
	}
	return []Event{RequestExtended{Request: r.ID, By: c.By.ID, Expires: r.Expires.Add(r.Expires.Sub(r.Opened)), At: now}}, nil
}

// decide ends a delete as withdrawn and opens a disable for the same reason.
func (c ChangeToDisable) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	why := accountable(c.Open.By)
	why.add(r.own(c.Open.By), stillOpen(*r, now))
	if r.Plan.Action != Delete {
		why.add(because(CodeNotADelete, "Only a deletion can be changed to a disable.", ""))
	}
	if len(why) > 0 {
		return nil, why.refusal()
	}
	d := draft{state: s}
	d.add(RequestEnded{Request: r.ID, Phase: Withdrawn, By: c.Open.By.ID, Reason: "changed to disable, request " + c.New, At: now})
	open := c.Open
	open.Request, open.Plan, open.Reason, open.Excluded = c.New, Plan{Action: Disable}, r.Reason, r.Excluded
	events, refusal := open.decide(d.state, p, now)
	if refusal != nil {
		return nil, refusal
	}
	d.add(events...)
	return d.events, nil
}

func (c Expire) decide(s State, _ Policy, now time.Time) ([]Event, *Refusal) {
	r := s.Request(c.Request)
	if r == nil {
		return nil, noRequest(c.Request)
	}
	if !r.expired(now) {
		return nil, nil
	}
	return []Event{RequestEnded{Request: r.ID, Phase: Expired, Reason: "its time was over on " + when(r.Expires), At: now}}, nil
}

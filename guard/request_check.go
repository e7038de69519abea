package guard

import "time"

// noRequest: the request that is acted on is not one of this key.
func noRequest(id string) *Refusal {
	return refuse(because(CodeNoRequest, "There is no request "+id+" on this key.", "Look at /kms requests."))
}

// stillOpen says why nothing can be changed about a request any more.
func stillOpen(r Request, now time.Time) *Reason {
	switch {
	case r.Phase.Ended():
		return because(CodeEnded, "This request has ended: it is "+string(r.Phase)+".", "Ask again if the change is still wanted.")
	case !r.beforeIntent():
		return because(CodeUnderWay, "The change is under way or made; it cannot be stopped or changed here any more.", r.wayBack())
	case r.expired(now):
		return because(CodeExpired, "The time of this request is over since "+when(r.Expires)+".", "Ask again if the change is still wanted.")
	}
	return nil
}

// wayBack says how the change of a request is undone.
func (r Request) wayBack() string {
	switch r.Plan.Action {
	case Delete:
		return "Ask for cancel: it is carried out as soon as the state shows that it is needed."
	case Disable:
		return "Ask for enable: it is carried out as soon as the state shows that it is needed."
	case Enable, Cancel, Rotate:
	}
	return ""
}

// expired reports whether the time of a request is over.
func (r Request) expired(now time.Time) bool { return r.expires() && !now.Before(r.Expires) }

// expires reports whether a request waits for people, who may have forgotten it.
// What is approved and gives the key back waits for the key alone: it is carried
// out however late, unless somebody withdraws it.
func (r Request) expires() bool {
	return r.beforeIntent() && !r.RestoreOwed && !(r.Phase == Approved && r.Plan.Action.Rescue())
}

// mayApprove: approvers of the key's rule, and for a rescue the rescuers too.
func (r Request) mayApprove(rule Rule, p Policy, who Person) *Reason {
	if rule.Approvers.Has(who) || r.Plan.Action.Rescue() && p.MayRescue(who) {
		return nil
	}
	return because(CodeNotApprover, "You are not one of the approvers of this key.", "Ask one of them.")
}

// decider checks somebody who decides on a request as an approver: the person,
// the rule that is in force, the role.
func (r Request) decider(p Policy, who Person) reasons {
	why := accountable(who)
	rule, ok := r.inForce(p, r.Facts)
	if !ok {
		why.add(noRule())
		return why
	}
	why.add(r.mayApprove(rule, p, who))
	return why
}

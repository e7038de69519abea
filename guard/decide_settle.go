package guard

import (
	"strings"
	"time"
)

func (c OpenSession) decide(s State, _ Policy, now time.Time) ([]Event, *Refusal) {
	op := s.Operation(c.Operation)
	if op == nil {
		return nil, noOperation(c.Operation)
	}
	var why reasons
	if op.Result != "" || op.AccessKeyID != "" {
		why.add(because(CodeSettled, "This operation is settled, or has its session.", ""))
	}
	if op.Role == DestroyRole && s.rescueOpen() {
		why.add(because(CodeRescueStands, "A rescue of this key was asked for, so the change is not made.", ""))
	}
	if c.Session.AccessKeyID == "" || c.Session.Expires.IsZero() {
		why.add(because(CodeBadOperation, "The session has no name or no end.", ""))
	}
	if len(why) > 0 {
		return nil, why.refusal()
	}
	return []Event{SessionOpened{Operation: op.ID, AccessKeyID: c.Session.AccessKeyID, Expires: c.Session.Expires, At: now}}, nil
}

func noOperation(id string) *Refusal {
	return refuse(because(CodeNoOperation, "There is no operation "+id+" on this key.", ""))
}

func (c Settle) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	op := s.Operation(c.Operation)
	if op == nil || s.Request(op.Request) == nil {
		return nil, noOperation(c.Operation)
	}
	if op.Result != "" {
		return nil, nil
	}
	t := settlement{Settle: c, state: s, op: *op, request: *s.Request(op.Request), policy: p, now: now}
	switch c.Result {
	case Happened:
		return t.happened(), nil
	case Refused:
		return t.refused(), nil
	case NotHappened:
		return t.notHappened(), nil
	case CannotTell:
		return t.undetermined(), nil
	case "":
		return t.lost(), nil
	}
	return nil, refuse(because(CodeBadOperation, "There is no result "+string(c.Result)+".", ""))
}

// settlement is what one operation is settled from.
type settlement struct {
	Settle
	state   State
	op      Operation
	request Request
	policy  Policy
	now     time.Time
}

func (t settlement) as(result Result) MutationSettled {
	return MutationSettled{Operation: t.op.ID, Result: result, Outcome: t.Outcome, Facts: t.Facts, At: t.now}
}

// refused: the cloud said no. That is final, except that a rescue is tried again
// which was only throttled, or came so late that its session admitted it no more.
func (t settlement) refused() []Event {
	throttled, late := strings.HasPrefix(t.Outcome.Code, "Throttling"), !t.now.Before(t.op.Deadline)
	if (throttled || late) && t.rescueAgain() {
		why := "the cloud is throttling calls"
		if late {
			why = "the call came too late for its session"
		}
		return []Event{t.as(Refused), t.again(why)}
	}
	why := "Alibaba Cloud refused it: " + t.Outcome.Code
	if t.Outcome.Message != "" {
		why += ": " + t.Outcome.Message
	}
	return []Event{t.as(Refused), failing(t.request, Failed, why, t.now)}
}

// notHappened: it is shown that nothing was changed. Before the fence nothing
// shows that of a call that may have been made.
func (t settlement) notHappened() []Event {
	if t.rescueAgain() {
		return []Event{t.as(NotHappened), t.again("the change did not show")}
	}
	if t.now.Before(t.op.Fence()) {
		return []Event{t.lookLater()}
	}
	switch t.state.counter(t.op) {
	case "":
		return []Event{t.lookLater()}
	case CannotTell:
		return t.undetermined()
	case Happened:
		t.Outcome.Evidence = "a rescue made here undid it, which it could only do to what had happened"
		return t.happened()
	case Refused, NotHappened:
	}
	return []Event{t.as(NotHappened), failing(t.request, Failed, "it did not happen: "+t.why(), t.now)}
}

func (t settlement) why() string {
	for _, text := range []string{t.Outcome.Evidence, t.Why} {
		if text != "" {
			return text
		}
	}
	return "nothing shows it"
}

// undetermined: a look did not tell. It counts only when ActionTrail would show
// by now what it will ever show.
func (t settlement) undetermined() []Event {
	if t.goalReached() {
		return t.happened()
	}
	if t.now.Before(t.op.Fence().Add(trailDelay)) {
		return []Event{t.lookLater()}
	}
	return t.cannotTell(t.Why)
}

// cannotTell: it needs an operator, who is told what to look at.
func (t settlement) cannotTell(why string) []Event {
	if why == "" {
		why = "neither the state of the key nor ActionTrail shows whether " + string(t.op.Call) + " took effect"
	}
	return []Event{t.as(CannotTell), failing(t.request, NeedsOperator,
		why+"; look at the key in the KMS console, and in ActionTrail at the events of access key "+t.op.AccessKeyID, t.now)}
}

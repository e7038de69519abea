package guard

import "time"

// rescueRetries bounds how often a rescue is made again by itself, and
// rescueSpan for how long.
const (
	rescueRetries = 6
	rescueSpan    = time.Minute
	rescuePause   = 10 * time.Second
)

// trailDelay is how late ActionTrail may show an event: up to ten minutes, and
// some for the reading. lookLimit is how long after the fence an outcome is
// looked for at all.
const (
	trailDelay = 12 * time.Minute
	lookLimit  = 30 * time.Minute
)

// lost: the reply was lost, or a look did not show enough. Nothing is called
// again by itself, except a rescue of which the state shows that it is needed.
func (t settlement) lost() []Event {
	switch {
	case t.op.AccessKeyID == "":
		t.Outcome.Evidence = "no session was opened, so no call was made"
		return t.notHappened()
	case t.goalReached():
		t.Outcome.Evidence = "the key was read as " + string(t.Facts.State)
		return t.happened()
	case t.op.Role == RescueRole && t.Facts != nil && t.rescueAgain():
		return []Event{t.as(NotHappened), t.again("the reply was lost and the key still needs it")}
	case t.op.Lost && !t.now.Before(t.op.Fence().Add(lookLimit)):
		return t.cannotTell("")
	}
	return []Event{t.lookLater()}
}

// goalReached reports whether the key is as a rescue should leave it.
func (t settlement) goalReached() bool {
	return t.op.Role == RescueRole && t.Facts != nil && shows(t.op.Call, *t.Facts)
}

func (t settlement) lookLater() ReplyLost {
	why := t.Why
	if why == "" {
		why = "the reply was lost"
	}
	return ReplyLost{Operation: t.op.ID, Why: why, LookAt: t.nextLook(), At: t.now}
}

// nextLook: a rescue is looked at once and then every few seconds; anything
// else when the call can no longer take effect, at once if that is so, and then
// less and less often.
func (t settlement) nextLook() time.Time {
	fence := t.op.Fence()
	switch {
	case t.Result == "" && t.Facts == nil && t.op.Looks == 0 && (t.op.Role == RescueRole || !t.now.Before(fence)):
		return t.now // nobody has looked yet
	case t.op.Role == RescueRole && t.now.Sub(t.op.Intended) < rescueSpan:
		return t.now.Add(rescuePause)
	case t.now.Before(fence):
		return fence
	}
	return t.now.Add(min(max(t.now.Sub(fence)/2, time.Minute), 5*time.Minute))
}

// rescueAgain reports whether a rescue that did not happen is made again at once:
// once in any case, since a process may have slept through the time for it.
func (t settlement) rescueAgain() bool {
	if t.op.Role != RescueRole || t.Facts != nil && !asksFor(t.op.Call, *t.Facts) {
		return false
	}
	tries, first := t.tries()
	return tries < 2 || tries < rescueRetries && t.now.Sub(first) < rescueSpan
}

// tries counts the attempts at this call since the request was last approved,
// and says when the first was.
func (t settlement) tries() (count int, first time.Time) {
	for _, op := range t.state.Operations {
		if op.Request != t.op.Request || op.Call != t.op.Call || op.Intended.Before(t.request.ApprovedAt) {
			continue
		}
		if count == 0 {
			first = op.Intended
		}
		count++
	}
	return count, first
}

// again owes a rescue once more: at once after the first attempt, then after a pause.
func (t settlement) again(why string) ExecutionDeferred {
	at := t.now
	if tries, _ := t.tries(); tries > 1 {
		at = at.Add(rescuePause)
	}
	return ExecutionDeferred{Request: t.request.ID, Why: why, LookAt: at, At: t.now}
}

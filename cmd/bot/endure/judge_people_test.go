package endure

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"kmsguard/guard"
)

// nameOf is the name of a user ID.
func nameOf(user string) string { return strings.TrimPrefix(user, "U0") }

// among reports whether people include somebody, as their groups are now.
func (e *estate) among(p guard.People, user string) bool {
	name := nameOf(user)
	if slices.Contains(strangers, name) || e.away[name] {
		return false
	}
	return slices.Contains(p.Users, user) ||
		slices.ContainsFunc(p.Groups, func(g string) bool { return slices.Contains(members[g], name) })
}

// mayApprove reports whether somebody approves changes of a key, or its rescue.
func (e *estate) mayApprove(t *tale, user string) bool {
	rule := e.ruleOf(t.key)
	if rule != nil && e.among(rule.Approvers, user) {
		return true
	}
	return t.plan.Action.Rescue() && (e.among(e.policy.Rescuers, user) || user == t.requester)
}

func (e *estate) mustApprove(t *tale, user, what string) {
	e.Helper()
	if !e.mayApprove(t, user) {
		e.breaks("%s %s %s, and is no approver of %s", nameOf(user), what, t.id, t.key)
	}
}

// mustBeKnown: those whom nothing is allowed never did anything.
func (e *estate) mustBeKnown(user, what string) {
	e.Helper()
	if user != "" && slices.Contains(strangers, nameOf(user)) {
		e.breaks("%s %s", nameOf(user), what)
	}
}

// longestOpen is how long a request may be open at most, before it is extended.
const longestOpen = 72 * time.Hour

func (e *estate) tookOpened(s guard.Stream, ev guard.RequestOpened) {
	e.Helper()
	ref, _ := s.Key()
	t := &tale{
		id: ev.Request, key: ref.ID, stream: s, plan: ev.Plan, requester: ev.Requester, excluded: ev.Excluded, expires: ev.Expires,
		given: map[int]guard.Confirmation{},
	}
	e.book.tales[t.id] = t
	e.book.figures.requests++
	e.mustBeKnown(ev.Requester, "opened "+t.id)
	if left := ev.Expires.Sub(ev.At); left <= 0 || left > longestOpen {
		e.breaks("%s is open for %s", t.id, left)
	}
	if t.plan.Action.Rescue() {
		e.openedRescue(t)
		return
	}
	rule := e.ruleOf(t.key)
	switch {
	case rule == nil:
		e.breaks("%s was opened, and no rule is for %s", t.id, t.key)
	case !e.among(rule.Requesters, t.requester):
		e.breaks("%s opened %s, and may not ask", nameOf(t.requester), t.id)
	case t.plan.Action == guard.Delete && (t.plan.WindowDays < rule.MinWindowDays || t.plan.WindowDays > rule.MaxWindowDays):
		e.breaks("%s has a window of %d days", t.id, t.plan.WindowDays)
	case t.plan.Action.Destructive() && !regexp.MustCompile(rule.ReasonPattern).MatchString(ev.Reason):
		e.breaks("%s was opened for %q", t.id, ev.Reason)
	}
}

// openedRescue: approvers, rescuers, and whoever asked for what is undone.
func (e *estate) openedRescue(t *tale) {
	e.Helper()
	for _, other := range e.book.tales {
		if other.key == t.key && other != t && other.requester == t.requester && !e.away[nameOf(t.requester)] {
			return
		}
	}
	probe := *t
	probe.requester = ""
	e.mustApprove(&probe, t.requester, "opened")
}

func (e *estate) tookApproved(ev guard.RequestApproved) {
	e.Helper()
	t := e.book.tales[ev.Request]
	if ev.By != "" {
		e.mustApprove(t, ev.By, "ran again")
	}
	t.approved++
	t.phase, t.underWay = "", false
}

func (e *estate) tookWord(ev guard.WordGiven) {
	e.Helper()
	t := e.book.tales[ev.Request]
	e.mustApprove(t, ev.By, "gave a word on")
	if slices.Contains(t.words, ev.By) || t.phase != guard.NeedsOperator {
		e.breaks("%s gave a word on %s, which is %s and has the words of %v", nameOf(ev.By), t.id, t.phase, t.words)
	}
	t.words = append(t.words, ev.By)
}

func (e *estate) tookEnded(ev guard.RequestEnded) {
	e.Helper()
	t := e.book.tales[ev.Request]
	e.mustBeKnown(ev.By, "ended "+t.id)
	switch {
	case ev.Phase == guard.Rejected:
		e.mustApprove(t, ev.By, "rejected")
	case ev.Phase == guard.Expired && e.clock.Now().Before(t.expires):
		e.breaks("%s expired before its time", t.id)
	case ev.Phase == guard.Withdrawn && ev.By != t.requester:
		probe := guard.Plan{Action: guard.Cancel} // only a rescue withdraws what somebody else asked
		if !e.mayApprove(&tale{key: t.key, plan: probe}, ev.By) && !e.askedHere(t.key, ev.By) {
			e.breaks("%s withdrew %s, which %s asked for", nameOf(ev.By), t.id, nameOf(t.requester))
		}
	case ev.Phase == guard.Done && t.phase == guard.NeedsOperator && len(t.words) != 2:
		e.breaks("%s was closed by %d words", t.id, len(t.words))
	}
	t.phase = ev.Phase
}

// askedHere reports whether somebody asked for a change of the key before.
func (e *estate) askedHere(key, user string) bool {
	for _, t := range e.book.tales {
		if t.key == key && t.requester == user {
			return true
		}
	}
	return false
}

package explore

import (
	"slices"
	"time"

	"kmsguard/guard"
)

// tooLate is how long after a fence nobody looks any more for what came of a call.
const tooLate = time.Hour

// ticks moves time on: to when something is due next, past a deadline, past a
// fence, long past it, past the expiry of a request. Whatever is under way is found by that in
// the middle, like a process that was paused.
func (m *model) ticks(w *world) []step {
	if !m.may(w.Left.Ticks) {
		return nil
	}
	var all []step
	for _, t := range m.moments(w) {
		next := w.fork()
		next.Left.Ticks--
		next.pass(t)
		all = append(all, step{what: "time passes, " + t.Sub(w.Now).String(), next: next})
	}
	return all
}

// pass moves time to a moment. A call that has not arrived by the end of its
// session never does.
func (w *world) pass(t time.Time) {
	w.Now = t
	for _, c := range w.Cloud.Calls {
		if c.Fate == pending && !t.Before(c.Limit) {
			c.Fate = gone
			w.keep(c)
		}
	}
}

// moments are the times at which something differs, each once and in order.
func (m *model) moments(w *world) []time.Time {
	var times []time.Time
	if _, next := m.system.Due(w.state, w.Now); !next.IsZero() {
		times = append(times, next)
	}
	for _, op := range w.state.Operations {
		if op.Result == "" && op.AccessKeyID != "" {
			times = append(times, m.limit(op), op.Fence(), op.Fence().Add(tooLate))
		}
	}
	for _, r := range w.state.Requests {
		if open(r) && r.Plan.Action.Destructive() {
			times = append(times, r.Expires)
		}
	}
	times = slices.DeleteFunc(times, func(t time.Time) bool { return !t.After(w.Now) })
	slices.SortFunc(times, time.Time.Compare)
	return slices.CompactFunc(times, time.Time.Equal)
}

// open reports whether a request has not begun to be carried out.
func open(r guard.Request) bool {
	return slices.Contains([]guard.Phase{guard.Auditing, guard.Blocked, guard.Awaiting, guard.Approved}, r.Phase)
}

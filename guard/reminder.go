package guard

import (
	"slices"
	"time"
)

// How loud a reminder is, by how much of the window is left.
const (
	mentionFrom  = 24 * time.Hour // the group is mentioned
	escalateFrom = 4 * time.Hour  // the escalation channel is told too
)

// reminderTimes returns when people are reminded of a pending window that
// started at start and ends at end, ascending and each once. What lies outside
// the window, or not after the moment up to which they were told, falls away.
func reminderTimes(p Policy, start, told, end time.Time) []time.Time {
	offsets := p.Reminders
	if offsets == nil {
		offsets = DefaultReminders()
	}
	var times []time.Time
	for _, o := range offsets {
		at := o.before(start, end)
		if at.After(start) && at.After(told) && at.Before(end) {
			times = append(times, at)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	return slices.CompactFunc(times, time.Time.Equal)
}

// before returns the moment that an offset names in a window.
func (o Offset) before(start, end time.Time) time.Time {
	if o.Half {
		return end.Add(-end.Sub(start) / 2)
	}
	return end.Add(-o.Before)
}

// urgent returns the last of the reminders that are due at now; ok is false if
// none is. After a downtime only that one is given.
func (w PendingWatch) urgent(reminders []time.Time, now time.Time) (due time.Time, ok bool) {
	for _, t := range reminders {
		if !t.After(now) {
			due, ok = t, true
		}
	}
	return due, ok
}

// reminder makes the reminder for a point of the window.
func (c Watch) reminder(w PendingWatch, due, now time.Time) Reminder {
	left := w.DeleteDate.Sub(now)
	half := due.Equal(Offset{Half: true}.before(w.Started, w.DeleteDate))
	return Reminder{
		ID: c.Reminder, Due: due, DeleteDate: w.DeleteDate, Left: Offset{Before: w.DeleteDate.Sub(due), Half: half},
		Mention: left <= mentionFrom, Escalate: left <= escalateFrom,
		Dependents: c.Dependents, Changes: c.Changes, More: c.MoreChanges, Uses: c.Uses, UsesKnown: c.UsesKnown, Problem: c.Problem, At: now,
	}
}

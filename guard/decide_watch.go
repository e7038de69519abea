package guard

import "time"

// How long after a pending key could not be read, or is still there after its
// window, it is read again.
const (
	unreadPause = 10 * time.Minute
	lingerPause = time.Hour      // the cloud destroys a key within a day of the end
	staysPause  = 24 * time.Hour // and then it is only said once a day
)

// decide takes in a reading of a key that is, or was, pending deletion.
func (c Watch) decide(s State, p Policy, now time.Time) ([]Event, *Refusal) {
	if s.Watch == nil {
		return c.find(s, p, now), nil
	}
	w := *s.Watch
	switch c.Facts.State {
	case StatePendingDeletion:
		return c.pending(w, p, now), nil
	case StateNotFound, StateDeleted:
		if !now.Before(w.DeleteDate) {
			return []Event{WatchEnded{State: StateDeleted, At: now}}, nil
		}
		return c.unread(w, "the key is not found although its window has not ended", now), nil
	case StateEnabled, StateDisabled, StatePendingImport:
		if s.unsettledRescue() != nil {
			return nil, nil // our own cancellation, which its settlement tells
		}
		return []Event{WatchEnded{State: c.Facts.State, By: c.Actor, At: now}}, nil
	case StateUnknown:
	}
	return c.unread(w, "the key could not be read", now), nil
}

// find adopts a pending deletion that nobody asked for here.
func (c Watch) find(s State, p Policy, now time.Time) []Event {
	if c.Facts.State != StatePendingDeletion || s.standing(Cancel) != nil {
		return nil
	}
	notify := p.Rescuers
	if rule, ok := p.RuleFor(c.Facts); ok {
		notify = rule.Approvers
	}
	return []Event{WatchStarted{
		DeleteDate: c.Facts.DeleteDate, Reminders: reminderTimes(p, now, now, c.Facts.DeleteDate), Facts: c.Facts,
		Channel: p.ChannelFor(s, c.Facts), Escalation: p.Escalation, Actor: c.Actor, Notify: notify,
		WasDisabled: c.WasDisabled, At: now,
	}}
}

// pending takes in a date that may have moved, and reminds.
func (c Watch) pending(w PendingWatch, p Policy, now time.Time) []Event {
	var events []Event
	look := w.lookAfterReading(now)
	moved := !c.Facts.DeleteDate.IsZero() && !c.Facts.DeleteDate.Equal(w.DeleteDate)
	if moved {
		told := w.LastTold
		w.DeleteDate = c.Facts.DeleteDate
		w.Reminders = reminderTimes(p, w.Started, told, w.DeleteDate)
		look = w.lookAfterReading(now)
	}
	if moved || w.lookDue(now) {
		events = append(events, WatchRead{DeleteDate: w.DeleteDate, Reminders: w.Reminders, LookAt: look, At: now})
	}
	return append(events, c.remind(w, now)...)
}

// unread reminds by the last known date, and looks again before long.
func (c Watch) unread(w PendingWatch, problem string, now time.Time) []Event {
	if c.Problem == "" {
		c.Problem = problem
	}
	return append([]Event{WatchRead{DeleteDate: w.DeleteDate, Reminders: w.Reminders, LookAt: now.Add(unreadPause), At: now}}, c.remind(w, now)...)
}

func (c Watch) remind(w PendingWatch, now time.Time) []Event {
	due, ok := w.urgent(w.Reminders, now)
	if !ok {
		return nil
	}
	return []Event{ReminderGiven{Reminder: c.reminder(w, due, now)}}
}

// lookAt is when the key is read next beside its reminders.
func (w PendingWatch) lookAt() time.Time {
	if w.LookAt.IsZero() {
		return w.DeleteDate
	}
	return w.LookAt
}

func (w PendingWatch) lookDue(now time.Time) bool { return !now.Before(w.lookAt()) }

// lookAfterReading is the next extra look once the key was read as pending: none
// before its window ends, then often for a day, then daily.
func (w PendingWatch) lookAfterReading(now time.Time) time.Time {
	switch {
	case now.Before(w.DeleteDate):
		return time.Time{}
	case now.Before(w.DeleteDate.Add(24 * time.Hour)):
		return now.Add(lingerPause)
	}
	return now.Add(staysPause)
}

package guard

import (
	"slices"
	"time"
)

func (e WatchStarted) apply(s *State) {
	s.Key = e.Facts.Ref
	s.read(&e.Facts)
	s.Watch = &PendingWatch{
		Request: e.Request, Started: e.At, DeleteDate: e.DeleteDate, Reminders: e.Reminders,
		Channel: e.Channel, Escalation: e.Escalation, Actor: e.Actor, Notify: e.Notify,
	}
	s.DisabledBeforeSchedule = s.DisabledBeforeSchedule || e.WasDisabled
}

func (e WatchRead) apply(s *State) {
	if s.Watch == nil {
		return
	}
	s.editWatch(func(w *PendingWatch) {
		w.DeleteDate, w.Reminders, w.LookAt = e.DeleteDate, e.Reminders, e.LookAt
	})
	s.Facts.DeleteDate = e.DeleteDate
}

func (e ReminderGiven) apply(s *State) {
	s.editWatch(func(w *PendingWatch) {
		w.LastTold = e.Reminder.At
		w.Reminders = slices.DeleteFunc(slices.Clone(w.Reminders), func(t time.Time) bool { return !t.After(e.Reminder.Due) })
	})
}

func (e WatchEnded) apply(s *State) {
	s.Watch = nil
	s.Ended = &EndedWatch{State: e.State, By: e.By, At: e.At}
	s.Facts.State, s.Facts.DeleteDate = e.State, time.Time{}
	s.Gone = e.State == StateDeleted
	s.DisabledBeforeSchedule = s.DisabledBeforeSchedule && s.Gone
	if e.State == StateEnabled && e.Request == "" {
		s.forgetDisable()
	}
}

// editWatch changes a copy of the watch, if there is one.
func (s *State) editWatch(change func(*PendingWatch)) {
	if s.Watch == nil {
		return
	}
	w := *s.Watch
	change(&w)
	s.Watch = &w
}

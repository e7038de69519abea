package engine_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// A deletion that somebody scheduled elsewhere is found, told and watched.
func TestADeletionFromElsewhereIsFound(t *testing.T) {
	h := newHouse(t)
	h.settle()
	h.console("ScheduleKeyDeletion", "9")
	h.advance(25 * time.Hour)
	h.wantPosted(guard.NoticeWatchFound, 1)
	w := h.state().Watch
	if w == nil || w.Actor == "" || !w.DeleteDate.Equal(start.AddDate(0, 0, 9)) {
		t.Errorf("watched as %+v", w)
	}
	if list := h.Pending(); len(list) != 1 || list[0].Key != key {
		t.Errorf("pending: %v", list)
	}
	h.advance(48 * time.Hour)
	h.wantPosted(guard.NoticeWatchFound, 1)
}

// A scan that fails is made again before long, and one key that cannot be read
// does not hide another.
func TestAScanThatFails(t *testing.T) {
	h := furnish(t, pending(9), func(w *aliyunsim.World) {
		w.Keys[1].State, w.Keys[1].DeletesAt = "PendingDeletion", start.AddDate(0, 0, 9)
	})
	h.fault(aliyunsim.Fault{API: "kms.ListKeys", Code: "ServiceUnavailableTemporary", Status: 503, Times: 4})
	h.open()
	h.advance(time.Minute)
	if n := len(h.Pending()); n != 2 {
		t.Errorf("%d keys are watched after a failed scan, want 2", n)
	}
}

// After a downtime there is one reminder, the most urgent.
func TestRemindersAfterADowntime(t *testing.T) {
	h := newHouse(t, pending(20))
	h.settle()
	h.kill()
	h.clock.Step(start.AddDate(0, 0, 17).Add(time.Hour))
	h.open()
	h.advance(time.Minute)
	h.wantPosted(guard.NoticeReminder, 1)
	for _, n := range h.state().Notices {
		if n.Reminder != nil && n.Reminder.Left.Before != 3*24*time.Hour {
			t.Errorf("reminded of %v, want three days", n.Reminder.Left)
		}
	}
}

// A reminder leaves although the cloud cannot be read, and says so.
func TestAReminderWithoutTheCloud(t *testing.T) {
	h := newHouse(t, pending(20))
	h.advance(10*24*time.Hour - time.Minute)
	h.fault(aliyunsim.Fault{API: "kms.*", Code: "ServiceUnavailableTemporary", Status: 503})
	h.advance(2 * time.Minute)
	h.wantPosted(guard.NoticeReminder, 1)
	i := slices.IndexFunc(h.state().Notices, func(n guard.Notice) bool { return n.Reminder != nil })
	if r := h.state().Notices[i].Reminder; r.Dependents != -1 || !strings.Contains(r.Problem, "could not be read") {
		t.Errorf("the reminder says %+v", r)
	}
}

// A deletion that somebody cancelled elsewhere ends the watch at the next look.
func TestACancellationElsewhere(t *testing.T) {
	h := newHouse(t, pending(20))
	h.settle()
	h.console("CancelKeyDeletion")
	h.advance(11 * 24 * time.Hour)
	h.wantPosted(guard.NoticeWatchEnded, 1)
	h.wantPosted(guard.NoticeReminder, 0)
	if n := len(h.Pending()); n != 0 {
		t.Errorf("%d keys are still watched", n)
	}
}

// A look after the window reads the key and no more: nobody is reminded then.
func TestALookWithoutAReminderReadsOnlyTheKey(t *testing.T) {
	h := newHouse(t, pending(7), func(w *aliyunsim.World) { w.Settings.DestroyedAfter = aliyunsim.Duration(20 * time.Hour) })
	h.advance(7*24*time.Hour + time.Minute)
	before := h.audits()
	h.advance(12 * time.Hour)
	if n := h.audits() - before; n != 0 {
		t.Errorf("%d audits were made after the window", n)
	}
	h.advance(24 * time.Hour)
	h.wantCloud(guard.StateDeleted)
	h.wantPosted(guard.NoticeWatchEnded, 1)
}

// audits counts the audits that were made.
func (h *house) audits() (n int) {
	for _, name := range h.effects.last(1 << 20) {
		if name == "audit" {
			n++
		}
	}
	return n
}

package crashes

import (
	"time"

	"kmsguard/guard"
)

// story is what people want of a key.
type story struct {
	name  string
	tell  func(*tale)
	calls []guard.Call // what reaches the key, each once
	after guard.KeyState
}

var stories = []story{
	{"delete and rescue", tellRescue, []guard.Call{guard.ScheduleKeyDeletion, guard.CancelKeyDeletion}, guard.StateEnabled},
	{"disable and enable", tellDisable, []guard.Call{guard.DisableKey, guard.EnableKey}, guard.StateEnabled},
	{"rotate", tellRotate, []guard.Call{guard.CreateKeyVersion}, guard.StateEnabled},
	{"reminders", tellReminders, []guard.Call{guard.ScheduleKeyDeletion, guard.CancelKeyDeletion}, guard.StateEnabled},
	{"cancel and restore", tellRestore, []guard.Call{guard.ScheduleKeyDeletion, guard.CancelKeyDeletion, guard.DisableKey}, guard.StateDisabled},
}

func tellRescue(a *tale) {
	if a.ask("delete %s window 7", "Delete key", 5) {
		a.runAgain(guard.StatePendingDeletion)
		a.rescue("cancel", "Cancel the deletion")
	}
}

func tellDisable(a *tale) {
	if a.ask("disable %s", "Disable key", 4) {
		a.runAgain(guard.StateDisabled)
		a.rescue("enable", "Enable key")
	}
}

func tellRotate(a *tale) {
	if !a.ask("rotate %s now", "Rotate key", 4) {
		return
	}
	for range 3 { // the state does not show it
		if a.made(guard.CreateKeyVersion) > 0 {
			return
		}
		a.act(`as bob press "Run again"`)
		a.advance(20 * time.Minute)
	}
}

// tellReminders waits until half of the window is over, and the three days that
// are the next reminder.
func tellReminders(a *tale) {
	if a.ask("delete %s window 7", "Delete key", 5) {
		a.runAgain(guard.StatePendingDeletion)
		a.advance(3*24*time.Hour + 13*time.Hour)
		a.advance(12 * time.Hour)
		a.advance(time.Hour)
		a.rescue("cancel", "Cancel the deletion")
	}
}

// tellRestore deletes a key that is Disabled: after the rescue it is so again.
func tellRestore(a *tale) {
	a.act("console DisableKey " + a.key.ID)
	a.advance(20 * time.Minute)
	if a.ask("delete %s window 7", "Delete key", 5) {
		a.runAgain(guard.StatePendingDeletion)
		a.rescue("cancel", "Cancel the deletion")
	}
}

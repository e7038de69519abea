package crashes

import (
	"testing"
	"time"

	"kmsguard/guard"
)

// How many sessions a destructive change opens until its own, which is the last:
// to look at the role, and to show whether the cloud enforces a deadline; where it
// does not, that takes one more.
const (
	sessions         = 3
	sessionsUnfenced = 4
)

// A process that is stopped between opening its session and its call wakes up when
// nothing may happen any more: its call is refused by the cloud, where that enforces
// the deadline of a session, and by the end of the session in any case. A rescue
// finds nothing to undo.
func TestAProcessThatWakesTooLate(t *testing.T) {
	tests := []struct {
		name, world string
		sessions    int
		asleep      time.Duration
	}{
		{"beyond its deadline", "town.yaml", sessions, 3 * time.Minute},
		{"beyond its session, where the cloud enforces no deadline", "unfenced", sessionsUnfenced, 16 * time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := &tale{town: settleIn(t, tt.world)}
			a.key = a.newKey()
			a.sleeping(tt.sessions, tt.asleep)
			if n := len(a.effects()); n != 0 || a.state() != guard.StateEnabled {
				t.Errorf("%d calls had an effect, and the key is %s", n, a.state())
			}
			a.advance(20 * time.Minute)
			a.act(`as bob slash "/kms cancel ` + a.key.ID + `"`)
			a.kill()
			s := a.history().state
			if len(s.Requests) != 1 || s.Requests[0].Phase != guard.Failed {
				t.Errorf("the requests are %+v", s.Requests)
			}
			if len(s.Operations) != 1 || s.Operations[0].Result != guard.Refused || s.Operations[0].AccessKeyID == "" {
				t.Errorf("the call was not made and refused: %+v", s.Operations)
			}
			a.leave()
		})
	}
}

// One that wakes before its session ends, where the cloud enforces no deadline, is
// late and makes its one call; a rescue asked for right after undoes it.
func TestAProcessThatWakesLate(t *testing.T) {
	t.Parallel()
	a := &tale{town: settleIn(t, "unfenced")}
	a.key = a.newKey()
	a.sleeping(sessionsUnfenced, 5*time.Minute)
	if a.made(guard.ScheduleKeyDeletion) != 1 || a.state() != guard.StatePendingDeletion {
		t.Errorf("%d calls had an effect, and the key is %s", a.made(guard.ScheduleKeyDeletion), a.state())
	}
	a.rescue("cancel", "Cancel the deletion")
	if a.state() != guard.StateEnabled || a.made(guard.ScheduleKeyDeletion) != 1 || len(a.faults) > 0 {
		t.Errorf("after the rescue the key is %s: %v", a.state(), a.faults)
	}
	a.leave()
}

// sleeping has a deletion approved and the bot stopped in the middle of it.
func (a *tale) sleeping(sessions int, asleep time.Duration) {
	a.t.Helper()
	a.approveAllBut("delete %s window 7")
	a.sandbox().PauseAtCall("sts.AssumeRole", "after", sessions)
	done := make(chan error, 1)
	go func() { done <- a.perform("as frank confirm 5") }()
	a.until(a.sandbox().Paused)
	a.sandbox().SetClock(a.sandbox().Now().Add(asleep))
	a.sandbox().Continue()
	if err := <-done; err != nil {
		a.t.Fatal(err)
	}
}

// until looks every few milliseconds whether something is so.
func (w *town) until(so func() bool) {
	w.t.Helper()
	again := time.NewTicker(2 * time.Millisecond)
	defer again.Stop()
	late := time.NewTimer(patience)
	defer late.Stop()
	for !so() {
		select {
		case <-again.C:
		case <-late.C:
			w.t.Fatal("it does not come")
		}
	}
}

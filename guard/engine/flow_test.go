package engine_test

import (
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

var (
	deletion = guard.Plan{Action: guard.Delete, WindowDays: 7}
	disable  = guard.Plan{Action: guard.Disable}
	enable   = guard.Plan{Action: guard.Enable}
	rescue   = guard.Plan{Action: guard.Cancel}
	restore  = guard.Plan{Action: guard.Cancel, Restore: true}
)

// A deletion from the wish to the day on which the key is gone.
func TestADeletionToItsEnd(t *testing.T) {
	h := newHouse(t, inState("Disabled"))
	h.ask("alice", deletion)
	h.confirmAll("r-1")
	h.advance(time.Minute)
	h.wantCloud(guard.StatePendingDeletion)
	h.wantEffects(guard.ScheduleKeyDeletion, 1)
	h.advance(20 * time.Minute)
	h.wantPhase("r-1", guard.Done)
	h.advance(8 * 24 * time.Hour)
	h.wantCloud(guard.StateDeleted)
	h.wantPosted(guard.NoticeReminder, 5)
	h.wantPosted(guard.NoticeEscalation, 2)
	h.wantPosted(guard.NoticeWatchEnded, 1)
}

// Every change that statements approve is made once and verified.
func TestEachChangeIsMadeOnceAndVerified(t *testing.T) {
	tests := []struct {
		plan   guard.Plan
		before string
		call   guard.Call
		after  guard.KeyState
	}{
		{deletion, "Enabled", guard.ScheduleKeyDeletion, guard.StatePendingDeletion},
		{disable, "Enabled", guard.DisableKey, guard.StateDisabled},
		{guard.Plan{Action: guard.Rotate, Rotation: guard.RotateNow}, "Enabled", guard.CreateKeyVersion, guard.StateEnabled},
		{guard.Plan{Action: guard.Rotate, Rotation: guard.RotateEvery, RotationDays: 90}, "Enabled", guard.UpdateRotationPolicy, guard.StateEnabled},
	}
	for _, tt := range tests {
		t.Run(tt.plan.String(), func(t *testing.T) {
			h := newHouse(t, inState(tt.before))
			h.ask("alice", tt.plan)
			h.wantEffects(tt.call, 0)
			h.confirmAll("r-1")
			h.advance(20 * time.Minute)
			h.wantPhase("r-1", guard.Done)
			h.wantEffects(tt.call, 1)
			h.wantCloud(tt.after)
			h.wantPosted(guard.NoticeResult, 1)
			v := h.request("r-1").Verification
			if v.State.Result != guard.CheckSeen || v.Trail.Result != guard.CheckSeen {
				t.Errorf("verified: %+v; want state and trail seen", v)
			}
		})
	}
}

// A rescue is one press, and acts in the same moment.
func TestARescueIsOnePress(t *testing.T) {
	tests := []struct {
		name   string
		world  func(*aliyunsim.World)
		before func(*house)
		plan   guard.Plan
		calls  map[guard.Call]int
		after  guard.KeyState
	}{
		{"cancel of a deletion from here", inState("Enabled"), func(h *house) { h.carryOut(deletion) }, rescue, map[guard.Call]int{guard.CancelKeyDeletion: 1}, guard.StateEnabled},
		{"cancel that restores", inState("Disabled"), func(h *house) { h.carryOut(deletion) }, restore, map[guard.Call]int{guard.CancelKeyDeletion: 1, guard.DisableKey: 1}, guard.StateDisabled},
		{"enable after a disable from here", inState("Enabled"), func(h *house) { h.carryOut(disable) }, enable, map[guard.Call]int{guard.EnableKey: 1, guard.DisableKey: 1}, guard.StateEnabled},
		{"cancel of a deletion from the console", pending(9), func(*house) {}, rescue, map[guard.Call]int{guard.CancelKeyDeletion: 1}, guard.StateEnabled},
		{"enable after a disable from the console", inState("Enabled"), func(h *house) { h.console("DisableKey"); h.advance(time.Hour) }, enable, map[guard.Call]int{guard.EnableKey: 1}, guard.StateEnabled},
		{"cancel of a console deletion that restores, before any scan", inState("Disabled"), func(h *house) {
			h.console("EnableKey")
			h.console("DisableKey")
			h.console("ScheduleKeyDeletion", "9")
			h.advance(time.Hour)
		}, restore, map[guard.Call]int{guard.CancelKeyDeletion: 1, guard.DisableKey: 1}, guard.StateDisabled},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, tt.world)
			h.settle()
			tt.before(h)
			h.ask("gina", tt.plan)
			h.wantCloud(tt.after)
			for call, n := range tt.calls {
				h.wantEffects(call, n)
			}
			h.advance(20 * time.Minute)
			s := h.state()
			if r := s.Requests[len(s.Requests)-1]; r.Phase != guard.Done {
				t.Errorf("the rescue is %s: %s", r.Phase, r.EndReason)
			}
			if s.Watch != nil {
				t.Error("the key is still watched")
			}
		})
	}
}

// A key that was Enabled when its deletion was scheduled is not disabled after
// its rescue, whatever was done to it before.
func TestNothingIsRestoredThatWasNot(t *testing.T) {
	h := newHouse(t)
	h.carryOut(disable)
	h.console("EnableKey")
	h.carryOut(deletion)
	h.ask("gina", restore)
	if got := h.refusals(); len(got) != 1 || got[0] != guard.CodeRestoreUnproven {
		t.Errorf("refusals %v, want %s", got, guard.CodeRestoreUnproven)
	}
	h.wantEffects(guard.CancelKeyDeletion, 0)
}

// carryOut does a whole request by alice and the crowd.
func (h *house) carryOut(plan guard.Plan) {
	h.t.Helper()
	h.ask("alice", plan)
	s := h.state()
	id := s.Requests[len(s.Requests)-1].ID
	h.confirmAll(id)
	h.advance(20 * time.Minute)
	h.wantPhase(id, guard.Done)
}

// console lets somebody outside the bot act on the key.
func (h *house) console(event string, args ...string) {
	h.t.Helper()
	if err := h.sim.Console(event, append([]string{keyID}, args...)...); err != nil {
		h.t.Fatal(err)
	}
}

package engine_test

import (
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// lostReplies are the ways in which the cloud's answer to a call gets lost, and
// whether the call takes effect.
var lostReplies = []struct {
	fault    aliyunsim.Fault
	happened bool
	often    bool // in every run, not only in long ones
}{
	{aliyunsim.Fault{Kind: aliyunsim.FaultTimeoutBefore}, false, false},
	{aliyunsim.Fault{Kind: aliyunsim.FaultTimeoutAfter}, true, true},
	{aliyunsim.Fault{Kind: aliyunsim.FaultResetBefore}, false, true},
	{aliyunsim.Fault{Kind: aliyunsim.FaultResetAfter}, true, true},
	{aliyunsim.Fault{Kind: aliyunsim.FaultTruncate}, true, false},
	{aliyunsim.Fault{Kind: aliyunsim.FaultHTML}, true, false},
	{aliyunsim.Fault{Code: "InternalFailure"}, false, false},
}

func (f lost) String() string { return string(f.Kind) + f.Code }

type lost aliyunsim.Fault

// A lost reply of a destructive or routine call is settled by looking, after the
// fence; the call is never made again by itself.
func TestALostReplyIsSettledByLooking(t *testing.T) {
	changes := []struct {
		plan guard.Plan
		call guard.Call
	}{
		{deletion, guard.ScheduleKeyDeletion},
		{disable, guard.DisableKey},
		{guard.Plan{Action: guard.Rotate, Rotation: guard.RotateNow}, guard.CreateKeyVersion},
		{guard.Plan{Action: guard.Rotate, Rotation: guard.RotateEvery, RotationDays: 90}, guard.UpdateRotationPolicy},
	}
	for i, c := range changes {
		for _, l := range lostReplies {
			if !long() && l.fault.Kind != aliyunsim.FaultResetAfter && (i > 0 || !l.often) {
				continue
			}
			t.Run(c.plan.String()+" "+lost(l.fault).String(), func(t *testing.T) {
				h := newHouse(t)
				h.ask("alice", c.plan)
				l.fault.API, l.fault.Times = "kms."+string(c.call), 1
				h.fault(l.fault)
				h.confirmAll("r-1")
				h.wantPosted(guard.NoticeLost, 1)
				h.wantPhase("r-1", guard.Executing)
				h.advance(3 * time.Minute)
				if l.happened {
					h.wantPosted(guard.NoticeResult, 1)
					h.wantEffects(c.call, 1)
				} else {
					h.wantPhase("r-1", guard.Failed)
					h.wantEffects(c.call, 0)
					h.press("bob", guard.InputRunAgain, "r-1")
				}
				h.advance(20 * time.Minute)
				h.wantPhase("r-1", guard.Done)
				h.wantEffects(c.call, 1)
			})
		}
	}
}

// A lost reply of a rescue is looked at in the same moment, and the rescue made
// again while the state asks for it.
func TestALostReplyOfARescue(t *testing.T) {
	for _, l := range lostReplies {
		if !long() && !l.often {
			continue
		}
		t.Run(lost(l.fault).String(), func(t *testing.T) {
			h := newHouse(t, pending(9))
			h.settle()
			l.fault.API, l.fault.Times = "kms.CancelKeyDeletion", 1
			h.fault(l.fault)
			h.ask("gina", rescue)
			h.advance(time.Minute)
			h.wantCloud(guard.StateEnabled)
			h.wantEffects(guard.CancelKeyDeletion, 1)
			h.advance(20 * time.Minute)
			h.wantPhase("r-1", guard.Done)
		})
	}
}

// How long a lost reply of a deletion is waited for depends on whether the cloud
// was shown to enforce the deadline of a session.
func TestTheFence(t *testing.T) {
	tests := []struct {
		name   string
		world  func(*aliyunsim.World)
		before time.Duration // nothing is concluded until then
		after  time.Duration
	}{
		{"proven", func(*aliyunsim.World) {}, 119 * time.Second, 2 * time.Minute},
		{"not enforced", unenforced, 15*time.Minute + 59*time.Second, 16 * time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, tt.world)
			h.ask("alice", deletion)
			h.fault(aliyunsim.Fault{API: "kms.ScheduleKeyDeletion", Kind: aliyunsim.FaultResetBefore, Times: 1})
			h.confirmAll("r-1")
			h.advance(tt.before)
			h.wantPhase("r-1", guard.Executing)
			h.advance(tt.after - tt.before)
			h.wantPhase("r-1", guard.Failed)
		})
	}
}

// A rescue that is asked for while a deletion is not settled is accepted at once
// and acts as soon as the state shows that it must.
func TestAStandingRescue(t *testing.T) {
	for _, l := range lostReplies {
		if !long() && !l.often {
			continue
		}
		t.Run(lost(l.fault).String(), func(t *testing.T) {
			h := newHouse(t)
			h.ask("alice", deletion)
			l.fault.API, l.fault.Times = "kms.ScheduleKeyDeletion", 1
			h.fault(l.fault)
			h.confirmAll("r-1")
			h.ask("gina", rescue)
			h.advance(5 * time.Minute)
			h.wantCloud(guard.StateEnabled)
			if l.happened {
				h.wantEffects(guard.CancelKeyDeletion, 1)
			}
			h.advance(20 * time.Minute)
			for _, r := range h.state().Requests {
				if !r.Phase.Ended() {
					t.Errorf("%s is %s: %s", r.ID, r.Phase, r.Deferred)
				}
			}
			h.press("bob", guard.InputRunAgain, "r-1")
			h.advance(20 * time.Minute)
			h.wantCloud(guard.StateEnabled)
		})
	}
}

// A key that cannot be read after a lost reply ends with an operator, who is
// told what to look at; two words close it and cause no call.
func TestAnOutcomeThatNobodyCanTell(t *testing.T) {
	h := newHouse(t)
	h.ask("alice", deletion)
	h.fault(aliyunsim.Fault{API: "kms.ScheduleKeyDeletion", Kind: aliyunsim.FaultResetBefore, Times: 1})
	h.confirmAll("r-1")
	h.fault(aliyunsim.Fault{API: "kms.DescribeKey", Code: "ServiceUnavailableTemporary", Status: 503})
	h.advance(time.Hour)
	h.wantPhase("r-1", guard.NeedsOperator)
	h.wantPosted(guard.NoticeOperator, 1)
	h.press("bob", guard.InputCloseWord, "r-1")
	h.press("carol", guard.InputCloseWord, "r-1")
	h.wantPhase("r-1", guard.Done)
	h.wantEffects(guard.ScheduleKeyDeletion, 0)
}

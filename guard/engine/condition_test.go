package engine_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// What stands in the way of an approved change is told in its thread, and the
// change is made as soon as it is gone.
func TestAnApprovedChangeWaits(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*house)
		mend  func(*house)
		says  string
	}{
		{
			"the role may not be assumed",
			func(h *house) {
				h.fault(aliyunsim.Fault{API: "sts.AssumeRole", Code: "NoPermission", Status: 403})
			},
			func(h *house) { h.sim.ClearFaults() }, "may not assume",
		},
		{
			"the role cannot be looked at",
			func(h *house) {
				h.fault(aliyunsim.Fault{API: "ram.ListPoliciesForRole", Code: "ServiceUnavailable", Status: 503})
			},
			func(h *house) { h.sim.ClearFaults() }, "could not be checked",
		},
		{
			"an approver cannot be read",
			func(h *house) { h.people.away["carol"] = guard.Person{ID: "carol", Unreadable: "Slack is down"} },
			func(h *house) { delete(h.people.away, "carol") }, "could not be read",
		},
		{
			"the channel was shared",
			func(h *house) { h.people.shared = true },
			func(h *house) { h.people.shared = false }, "shared",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.ask("alice", disable)
			for i, n := range []int{1, 2, 3} {
				h.confirm(crowd[i], "r-1", n)
			}
			tt.spoil(h)
			h.confirm("erin", "r-1", 4)
			h.wantPhase("r-1", guard.Approved)
			h.wantPosted(guard.NoticeDeferred, 1)
			if why := h.request("r-1").Deferred; !strings.Contains(why, tt.says) {
				t.Errorf("told %q, want something that says %q", why, tt.says)
			}
			tt.mend(h)
			h.advance(5 * time.Minute)
			h.wantEffects(guard.DisableKey, 1)
			h.wantPosted(guard.NoticeDeferred, 1)
		})
	}
}

// A key that cannot be read at the last moment is not changed, and people are told.
func TestTheKeyCannotBeReadAtTheLastMoment(t *testing.T) {
	h := newHouse(t)
	h.ask("alice", disable)
	for i, n := range []int{1, 2, 3} {
		h.confirm(crowd[i], "r-1", n)
	}
	h.fault(aliyunsim.Fault{API: "kms.DescribeKey", Code: "ServiceUnavailableTemporary", Status: 503})
	h.confirm("erin", "r-1", 4)
	h.wantPosted(guard.NoticeDeferred, 1)
	h.sim.ClearFaults()
	h.advance(5 * time.Minute)
	h.wantEffects(guard.DisableKey, 1)
}

// The policy that counts is the one in force when the change is made.
func TestThePolicyChangesBetween(t *testing.T) {
	tests := []struct {
		name   string
		change func(*guard.Policy)
		phase  guard.Phase
	}{
		{"no rule is left", func(p *guard.Policy) { p.Rules = nil }, guard.Failed},
		{"other approvers", func(p *guard.Policy) { p.Rules[0].Approvers = guard.People{Users: []string{"ivan"}} }, guard.Awaiting},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.ask("alice", disable)
			h.people.shared = true
			h.confirmAll("r-1")
			h.wantPhase("r-1", guard.Approved)
			h.kill()
			tt.change(&h.policy)
			h.people.shared = false
			h.open()
			h.advance(5 * time.Minute)
			h.wantPhase("r-1", tt.phase)
			h.wantEffects(guard.DisableKey, 0)
		})
	}
}

// An audit that cannot be completed pauses the request and is made again.
func TestAnAuditThatCannotBeCompleted(t *testing.T) {
	h := newHouse(t)
	h.fault(aliyunsim.Fault{API: "rds.*", Code: "Forbidden", Status: 403})
	h.ask("alice", deletion)
	h.wantPhase("r-1", guard.Blocked)
	h.wantPosted(guard.NoticePaused, 1)
	h.sim.ClearFaults()
	h.advance(2 * time.Minute)
	h.wantPhase("r-1", guard.Awaiting)
}

// A change to disable ends the deletion and opens a disable by the same person.
func TestADeletionIsChangedToADisable(t *testing.T) {
	h := newHouse(t)
	h.ask("alice", deletion)
	h.fault(aliyunsim.Fault{API: "kms.DescribeKey", Code: "ServiceUnavailableTemporary", Status: 503})
	h.press("alice", guard.InputToDisable, "r-1")
	if got := h.replies(); !slices.Equal(got, []string{"unreadable-key"}) {
		t.Errorf("answered %v while the key cannot be read", got)
	}
	h.sim.ClearFaults()
	h.press("alice", guard.InputToDisable, "r-1")
	h.wantPhase("r-1", guard.Withdrawn)
	s := h.state()
	if len(s.Requests) != 2 || s.Requests[1].Plan != disable || s.Requests[1].Requester != "alice" {
		t.Errorf("requests: %+v", s.Requests)
	}
}

// A request of which nobody hears anything ends by itself.
func TestARequestExpires(t *testing.T) {
	h := newHouse(t)
	h.ask("alice", disable)
	h.press("bob", guard.InputExtend, "r-1")
	h.advance(47 * time.Hour)
	h.wantPhase("r-1", guard.Awaiting)
	h.advance(time.Hour)
	h.wantPhase("r-1", guard.Expired)
}

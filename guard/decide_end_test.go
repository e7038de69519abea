package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var endRefusals = []refusalRow{
	{"reject no request", begin, func(*history) Command { return Reject{Request: "r-7", By: person("bob"), Reason: "no"} }, []string{CodeNoRequest}},
	{"reject without a reason", awaitingDeletion, func(*history) Command { return Reject{Request: "r-1", By: person("bob")} }, []string{CodeReasonMissing}},
	{"an outsider rejects", awaitingDeletion, func(*history) Command { return Reject{Request: "r-1", By: person("mallory"), Reason: "no"} }, []string{CodeNotApprover}},
	{"reject what is under way", func(t *testing.T) *history { return executing(t, deletion, StateDisabled) },
		func(*history) Command { return Reject{Request: "r-1", By: person("bob"), Reason: "no"} }, []string{CodeUnderWay}},
	{"withdraw no request", begin, func(*history) Command { return Withdraw{Request: "r-7", By: person("alice")} }, []string{CodeNoRequest}},
	{"withdraw what somebody else asked for", awaitingDeletion, func(*history) Command { return Withdraw{Request: "r-1", By: person("bob")} }, []string{CodeNotYours}},
	{"withdraw twice", ended, func(*history) Command { return Withdraw{Request: "r-1", By: person("alice")} }, []string{CodeEnded}},
	{"stop what is under way", func(t *testing.T) *history { return executing(t, Plan{Action: Disable}, StateEnabled) },
		func(*history) Command { return Withdraw{Request: "r-1", By: person("alice")} }, []string{CodeUnderWay}},
	{"extend no request", begin, func(*history) Command { return Extend{Request: "r-7", By: person("bob")} }, []string{CodeNoRequest}},
	{"extend by the requester", awaitingDeletion, func(*history) Command { return Extend{Request: "r-1", By: person("alice")} }, []string{CodeNotApprover}},
	{"extend twice", func(t *testing.T) *history {
		h := awaitingDeletion(t)
		h.do(Extend{Request: "r-1", By: person("bob")})
		return h
	}, func(*history) Command { return Extend{Request: "r-1", By: person("carol")} }, []string{CodeExtended}},
	{"change no request to a disable", begin, func(*history) Command { return ChangeToDisable{Request: "r-7"} }, []string{CodeNoRequest}},
	{"change a disable to a disable", func(t *testing.T) *history { return opened(t, Plan{Action: Disable}, StateEnabled) },
		func(*history) Command {
			return ChangeToDisable{Request: "r-1", New: "r-2", Open: open("r-2", Plan{}, StateEnabled)}
		}, []string{CodeNotADelete}},
	{"somebody else changes it to a disable", func(t *testing.T) *history { return opened(t, deletion, StateEnabled) },
		func(*history) Command {
			c := ChangeToDisable{Request: "r-1", New: "r-2", Open: open("r-2", Plan{}, StateEnabled)}
			c.Open.By = person("bob")
			return c
		}, []string{CodeNotYours}},
	{"change the deletion of a Disabled key to a disable", awaitingDeletion,
		func(*history) Command {
			return ChangeToDisable{Request: "r-1", New: "r-2", Open: open("r-2", Plan{}, StateDisabled)}
		}, []string{CodeAlreadyDisabled}},
	{"expire no request", begin, func(*history) Command { return Expire{Request: "r-7"} }, []string{CodeNoRequest}},
}

func TestEveryWayOut(t *testing.T) {
	tests := []struct {
		name   string
		when   Command
		after  time.Duration
		phase  Phase
		by     string
		reason string
	}{
		{"an approver rejects", Reject{Request: "r-1", By: person("bob"), Reason: " still used "}, 0, Rejected, "bob", "still used"},
		{"the requester withdraws", Withdraw{Request: "r-1", By: person("alice")}, 0, Withdrawn, "alice", ""},
		{"time is over", Expire{Request: "r-1"}, 72 * time.Hour, Expired, "", "its time was over on Thu 5 Nov 2026 09:00 UTC"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := approved(t, deletion, StateDisabled)
			h.now = h.now.Add(tt.after)
			h.do(tt.when)
			r := h.request("r-1")
			want := []string{string(tt.phase), tt.by, tt.reason}
			if diff := cmp.Diff(want, []string{string(r.Phase), r.EndedBy, r.EndReason}); diff != "" {
				t.Errorf("end (-want +got):\n%s", diff)
			}
			if kind := h.state.Notices[len(h.state.Notices)-1].Kind; kind != NoticeEnded {
				t.Errorf("the last message is %s, want the end", kind)
			}
			h.wantOwed()
		})
	}
}

func TestExpiryIsOwedAtItsTime(t *testing.T) {
	h := awaitingDeletion(t)
	wantKinds(t, h.do(Expire{Request: "r-1"}))
	h.now = h.now.Add(72*time.Hour - time.Second)
	h.wantOwed()
	if _, next := Due(h.state, h.now); !next.Equal(testTime.Add(72 * time.Hour)) {
		t.Errorf("next due at %s, want the expiry", next)
	}
	h.now = h.now.Add(time.Second)
	h.wantOwed("ApplyExpiry expire/r-1")
}

func TestExtendOnceByTheSameSpan(t *testing.T) {
	for plan, want := range map[Plan]time.Duration{deletion: 144 * time.Hour, {Action: Disable}: 48 * time.Hour} {
		h := opened(t, plan, StateEnabled)
		h.now = h.now.Add(time.Hour)
		h.do(Extend{Request: "r-1", By: person("bob")})
		if got := h.request("r-1").Expires.Sub(testTime); got != want {
			t.Errorf("%s expires %s after the opening, want %s", plan, got, want)
		}
	}
}

func TestChangeToDisable(t *testing.T) {
	h := opened(t, deletion, StateEnabled)
	c := open("ignored", Plan{}, StateEnabled)
	c.Reason = "ignored"
	wantKinds(t, h.do(ChangeToDisable{Request: "r-1", New: "r-2", Open: c}), "RequestEnded", "RequestOpened")
	h.wantPhase("r-1", Withdrawn)
	r := h.request("r-2")
	if r.Plan != (Plan{Action: Disable}) || r.Reason != "retired, OPS-4411" || r.Phase != Auditing {
		t.Errorf("the new request is %+v", r)
	}
}

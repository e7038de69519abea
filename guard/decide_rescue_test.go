package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func rescuing(name string, plan Plan, state KeyState, alter func(*Open)) func(*history) Command {
	return func(*history) Command {
		c := rescueBy(name, "r-9", plan, state)
		alter(&c)
		return c
	}
}

var (
	cancellation = Plan{Action: Cancel}
	enabling     = Plan{Action: Enable}
)

var rescueRefusals = []refusalRow{
	{"an outsider cancels", begin, rescuing("mallory", cancellation, StatePendingDeletion, func(*Open) {}), []string{CodeNotRescuer}},
	{"a requester cancels what somebody else scheduled", begin, rescuing("alice", cancellation, StatePendingDeletion, func(*Open) {}), []string{CodeNotRescuer}},
	{"a guest cancels", begin, rescuing("gina", cancellation, StatePendingDeletion, func(c *Open) { c.By.Guest = true }), []string{CodeGuest}},
	{"a box is left open", begin, rescuing("gina", cancellation, StatePendingDeletion, func(c *Open) { c.Ticked = []int{1, 2, 4} }), []string{CodeNotTicked}},
	{"a restore that nothing proves", begin, rescuing("gina", Plan{Action: Cancel, Restore: true}, StatePendingDeletion, func(*Open) {}), []string{CodeRestoreUnproven}},
	{"nothing to cancel", begin, rescuing("gina", cancellation, StateEnabled, func(*Open) {}), []string{CodeNothingToDo}},
	{"cancel for a key that is not there", begin, rescuing("gina", cancellation, StateNotFound, func(*Open) {}), []string{CodeNotFound}},
	{"a rescuer by group who cannot be read", func(t *testing.T) *history {
		h := begin(t)
		h.policy.Rescuers.Groups = []string{"oncall"}
		return h
	}, rescuing("judy", cancellation, StatePendingDeletion, func(c *Open) {
		c.By.Groups, c.By.Unreadable, c.By.ReadAt = []string{"oncall"}, "Slack is down", testTime
	}), []string{CodeUnreadable}},
	{"a rescuer whose last reading is two days old", begin, rescuing("gina", cancellation, StatePendingDeletion, func(c *Open) {
		c.By.Unreadable, c.By.ReadAt = "Slack is down", testTime.Add(-48*time.Hour)
	}), []string{CodeUnreadable}},
	{"a rescuer who was never read", begin, rescuing("gina", cancellation, StatePendingDeletion, func(c *Open) {
		c.By.Unreadable, c.By.ReadAt = "Slack is down", time.Time{}
	}), []string{CodeUnreadable}},
	{"a late enable when only one person could confirm", begin, rescuing("gina", enabling, StateDisabled, func(c *Open) { c.Candidates = nil }), []string{CodeTooFewApprovers}},
}

func TestWhoMayCancel(t *testing.T) {
	for _, name := range []string{"gina", "bob", "alice"} {
		t.Run(name, func(t *testing.T) {
			h := done(t, deletion, StateDisabled, StatePendingDeletion)
			wantKinds(t, h.do(rescueBy(name, "r-2", cancellation, StatePendingDeletion)),
				"RequestOpened", "StatementGiven", "StatementGiven", "StatementGiven", "StatementGiven", "RequestApproved")
			h.wantPhase("r-2", Approved)
			if got := h.request("r-2").Confirmers(); !cmp.Equal(got, []string{name}) {
				t.Errorf("confirmed by %v, want %s", got, name)
			}
		})
	}
}

// In the hour of need the last reading of a rescuer is enough.
func TestARescuerActsOnTheLastReading(t *testing.T) {
	h := begin(t)
	c := rescueBy("gina", "r-1", cancellation, StatePendingDeletion)
	c.By.Unreadable, c.By.ReadAt = "Slack is down", testTime.Add(-23*time.Hour)
	c.Channel = Channel{Unreadable: "Slack is down"}
	h.do(c)
	h.wantPhase("r-1", Approved)
}

// A key that no rule matches can still be rescued, by the rescuers.
func TestARescueNeedsNoRule(t *testing.T) {
	h := begin(t)
	h.policy.Rules = nil
	h.do(rescueBy("hana", "r-1", cancellation, StatePendingDeletion))
	if got := h.request("r-1").Channel; got != "C0ESCALATE" {
		t.Errorf("the request lives in %q, want the escalation channel", got)
	}
	h.refused(rescueBy("bob", "r-2", cancellation, StatePendingDeletion))
}

func TestDemandOfAnEnable(t *testing.T) {
	onePress := DefaultDemands()[Enable]
	two := Demand{Statements: []int{1, 2, 3, 4}, Approvers: 2, RequesterConfirm: true}
	four := Demand{Statements: []int{1, 2, 3, 4}, Approvers: 4}
	day := 24 * time.Hour
	tests := []struct {
		name     string
		state    State
		disabled time.Time
		leaked   bool
		want     Demand
	}{
		{"within 7 days of our disable", State{DisabledAt: testTime.Add(-7 * day)}, time.Time{}, false, onePress},
		{"after 7 days", State{DisabledAt: testTime.Add(-7*day - time.Second)}, time.Time{}, false, two},
		{"within 7 days of a disable that the trail dates", State{}, testTime.Add(-day), false, onePress},
		{"disabled outside again, lately", State{DisabledAt: testTime.Add(-30 * day)}, testTime.Add(-day), false, onePress},
		{"nothing dates the disable", State{}, time.Time{}, false, two},
		{"a date that has not come yet", State{}, testTime.Add(day), false, two},
		{"the key leaked", State{DisabledAt: testTime.Add(-day), Contained: true}, time.Time{}, false, four},
		{"the trail says that it leaked", State{}, testTime.Add(-day), true, four},
		{"our disable is not settled yet", State{Operations: []Operation{{Call: DisableKey}}}, time.Time{}, false, onePress},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Open{Plan: enabling, Facts: facts(StateDisabled), DisabledAt: tt.disabled, Contained: tt.leaked}
			if diff := cmp.Diff(tt.want, DemandFor(tt.state, c, testPolicy(), testTime)); diff != "" {
				t.Errorf("demand (-want +got):\n%s", diff)
			}
		})
	}
}

// A late enable takes two people, of whom the requester may be one.
func TestALateEnableTakesTwoPeople(t *testing.T) {
	h := begin(t)
	c := rescueBy("gina", "r-1", enabling, StateDisabled)
	h.do(c)
	h.wantPhase("r-1", Awaiting)
	if kind := h.state.Notices[2].Kind; kind != NoticeStatements {
		t.Errorf("the third message is %s, want the statements", kind)
	}
	h.do(h.confirm("gina", 1))
	h.do(h.confirm("gina", 2))
	h.do(h.confirm("gina", 3))
	if r := h.refused(h.confirm("gina", 4)); !r.Has(CodeTwoAndFour) || !r.Has(CodeAnotherPerson) {
		t.Errorf("refused with %v, want that another person is needed", r)
	}
	h.do(h.confirm("hana", 4))
	h.wantPhase("r-1", Approved)
	h.wantOwed("Execute execute/r-1")
}

// What stands against a rescue is withdrawn by it.
func TestARescueWithdrawsOtherRequests(t *testing.T) {
	h := opened(t, Plan{Action: Rotate, Rotation: RotateNow}, StateEnabled)
	h.do(rescueBy("gina", "r-2", cancellation, StatePendingDeletion))
	h.wantPhase("r-1", Withdrawn)
	if by := h.request("r-1").EndedBy; by != "gina" {
		t.Errorf("withdrawn by %q, want gina", by)
	}
}

// A rescue of a key that needs none withdraws the open destructive request and
// says so.
func TestNothingToDoWithdrawsAnOpenRequest(t *testing.T) {
	h := approved(t, deletion, StateEnabled)
	wantKinds(t, h.do(rescueBy("gina", "r-2", cancellation, StateEnabled)), "RequestEnded", "ActionRefused")
	h.wantPhase("r-1", Withdrawn)
	reply := h.state.Notices[len(h.state.Notices)-1]
	if reply.Kind != NoticeReply || !reply.Refusal.Has(CodeNothingToDo) {
		t.Errorf("the last message is %+v, want a reply that there is nothing to do", reply)
	}
}

func TestAnOutsiderWithdrawsNothing(t *testing.T) {
	h := approved(t, deletion, StateEnabled)
	if r := h.refused(rescueBy("mallory", "r-2", cancellation, StateEnabled)); !r.Has(CodeNotRescuer) {
		t.Errorf("refused with %v", r)
	}
	h.wantPhase("r-1", Approved)
}

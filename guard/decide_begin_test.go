package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// What stands between an approved deletion and its one call.
func TestCarryingOut(t *testing.T) {
	tests := []struct {
		name  string
		alter func(*history, *Begin)
		kinds []string
		voids []int
		phase Phase
	}{
		{"everything as it was approved", func(*history, *Begin) {}, []string{"MutationIntended"}, nil, Executing},
		{"the audit is 15 minutes old", func(h *history, _ *Begin) { h.now = h.now.Add(15 * time.Minute) }, []string{"MutationIntended"}, nil, Executing},
		{"the audit is older than that", func(h *history, _ *Begin) { h.now = h.now.Add(15*time.Minute + 1) }, []string{"AuditRequested"}, nil, Approved},
		{"somebody enabled the key", func(_ *history, c *Begin) { c.Facts.State = StateEnabled }, []string{"StatementsVoided", "AuditRequested"}, []int{1, 4}, Awaiting},
		{"somebody scheduled its deletion", func(_ *history, c *Begin) { c.Facts = facts(StatePendingDeletion) }, []string{"RequestEnded"}, nil, Failed},
		{"the key is not there", func(_ *history, c *Begin) { c.Facts.State = StateNotFound }, []string{"RequestEnded"}, nil, Failed},
		{"protection was switched on", func(_ *history, c *Begin) { c.Facts.Protected = true }, []string{"RequestEnded"}, nil, Failed},
		{"the key has another instance", func(_ *history, c *Begin) { c.Facts.Instance = "kst-2" }, []string{"StatementsVoided", "AuditRequested"}, []int{1, 4}, Awaiting},
		{"the key could not be read", func(_ *history, c *Begin) { c.Facts.State = StateUnknown }, []string{"ExecutionDeferred"}, nil, Approved},
		{"another key was read", func(_ *history, c *Begin) { c.Facts.Ref.ID = "key-other" }, []string{"ExecutionDeferred"}, nil, Approved},
		{"an approver left the group", func(_ *history, c *Begin) { c.Approvers[2].Groups = nil }, []string{"StatementsVoided"}, []int{3}, Awaiting},
		{"an approver was deactivated", func(_ *history, c *Begin) { c.Approvers[4].Deactivated = true }, []string{"StatementsVoided"}, []int{5}, Awaiting},
		{"an approver could not be read", func(_ *history, c *Begin) { c.Approvers[0].Unreadable = "Slack is down" }, []string{"ExecutionDeferred"}, nil, Approved},
		{"an approver was not asked for", func(_ *history, c *Begin) { c.Approvers = c.Approvers[1:] }, []string{"ExecutionDeferred"}, nil, Approved},
		{"the role has a policy too many", func(_ *history, c *Begin) { c.Principal.Problem = "AdministratorAccess is attached" }, []string{"ExecutionDeferred"}, nil, Approved},
		{"another role was checked", func(_ *history, c *Begin) { c.Principal.Role = RescueRole }, []string{"ExecutionDeferred"}, nil, Approved},
		{"the channel was shared", func(_ *history, c *Begin) { c.Channel.Shared = true }, []string{"ExecutionDeferred"}, nil, Approved},
		{"no rule matches any more", func(h *history, _ *Begin) { h.policy.Rules = nil }, []string{"RequestEnded"}, nil, Failed},
		{"the rule now asks a longer window", func(h *history, _ *Begin) { h.policy.Rules[0].MinWindowDays = 14 }, []string{"RequestEnded"}, nil, Failed},
		{"the approvers are other people now", func(h *history, _ *Begin) { h.policy.Rules[0].Approvers.Groups = []string{"others"} }, []string{"StatementsVoided"}, []int{1, 2, 3, 4, 5}, Awaiting},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := approved(t, deletion, StateDisabled)
			c := h.beginning("r-1", "op-1", facts(StateDisabled))
			tt.alter(h, &c)
			wantKinds(t, h.do(c), tt.kinds...)
			h.wantPhase("r-1", tt.phase)
			if diff := cmp.Diff(tt.voids, h.request("r-1").OpenStatements(), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("open statements (-want +got):\n%s", diff)
			}
		})
	}
}

// A rule that became stricter than what was given opens everything again, under
// the new rule.
func TestCarryingOutUnderAStricterRule(t *testing.T) {
	h := smallTeam(t)
	for _, step := range []struct {
		who string
		n   int
	}{{"bob", 1}, {"bob", 2}, {"carol", 3}, {"carol", 4}, {"dave", 5}} {
		h.do(h.confirm(step.who, step.n))
	}
	h.policy.Rules[0].Demands = DefaultDemands()
	wantKinds(t, h.do(h.beginning("r-1", "op-1", facts(StateDisabled))), "StatementsVoided")
	if r := h.request("r-1"); r.Demand().Approvers != 5 || len(r.Confirmations) != 0 {
		t.Errorf("%d people are asked and %d statements stand; want 5 and none", r.Demand().Approvers, len(r.Confirmations))
	}
}

// What came into use since it was approved blocks the deletion.
func TestCarryingOutWhileSomethingCameIntoUse(t *testing.T) {
	h := withDependency(t)
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now, dependency("d-1", InUse))})
	h.wantPhase("r-1", Approved)
	wantKinds(t, h.do(h.beginning("r-1", "op-1", facts(StateDisabled))), "StatementsVoided")
	if diff := cmp.Diff([]int{4, 5}, h.request("r-1").OpenStatements()); diff != "" {
		t.Errorf("open statements (-want +got):\n%s", diff)
	}
}

// What the intent records is what was approved, not what came in.
func TestTheIntent(t *testing.T) {
	tests := []struct {
		plan  Plan
		state KeyState
		want  Operation
	}{
		{Plan{Action: Delete, WindowDays: 9}, StateDisabled, Operation{Call: ScheduleKeyDeletion, WindowDays: 9}},
		{Plan{Action: Disable}, StateEnabled, Operation{Call: DisableKey}},
		{Plan{Action: Rotate, Rotation: RotateNow}, StateEnabled, Operation{Call: CreateKeyVersion}},
		{Plan{Action: Rotate, Rotation: RotateEvery, RotationDays: 90}, StateEnabled, Operation{Call: UpdateRotationPolicy, RotationDays: 90}},
		{Plan{Action: Rotate, Rotation: RotateOff}, StateEnabled, Operation{Call: UpdateRotationPolicy}},
	}
	for _, tt := range tests {
		t.Run(tt.plan.String(), func(t *testing.T) {
			h := approved(t, tt.plan, tt.state)
			c := h.beginning("r-1", "op-1", facts(tt.state))
			c.Operation.Call, c.Operation.WindowDays, c.Operation.Key, c.Operation.Result = "Nonsense", 1, KeyRef{ID: "key-x"}, Happened
			c.Operation.Generation = 7
			h.do(c)
			want := tt.want
			want.ID, want.Request, want.Key, want.Role, want.Generation = "op-1", "r-1", testRef, DestroyRole, 7
			want.Intended, want.Deadline, want.FenceProven, want.Before = testTime, testTime.Add(2*time.Minute), true, facts(tt.state)
			if diff := cmp.Diff(want, *h.state.Operation("op-1")); diff != "" {
				t.Errorf("operation (-want +got):\n%s", diff)
			}
		})
	}
}

// A request that waits is looked at more and more rarely, and told of once for
// each reason.
func TestAnExecutionThatIsDeferred(t *testing.T) {
	h := approved(t, deletion, StateDisabled)
	var waits []time.Duration
	for range 8 {
		if !h.request("r-1").auditFresh(h.now) {
			h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now)})
		}
		c := h.beginning("r-1", "op-1", facts(StateDisabled))
		c.Principal.Problem = "a policy is missing"
		wantKinds(t, h.do(c), "ExecutionDeferred")
		h.wantOwed()
		next := h.request("r-1").LookAgain
		waits = append(waits, next.Sub(h.now).Round(time.Minute))
		h.now = next
	}
	minute := time.Minute
	if diff := cmp.Diff([]time.Duration{minute, minute, minute, minute, minute, minute, 2 * minute, 2 * minute}, waits); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
	told := 0
	for _, n := range h.state.Notices {
		if n.Kind == NoticeDeferred {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times, want once", told)
	}
}

// A rescue goes first, whatever else is approved.
func TestARescueGoesFirst(t *testing.T) {
	h := approved(t, Plan{Action: Rotate, Rotation: RotateNow}, StateEnabled)
	rescue := Request{ID: "r-2", Plan: cancellation, Phase: Approved}
	h.state.Requests = append(h.state.Requests, rescue)
	wantKinds(t, h.do(h.beginning("r-1", "op-1", facts(StateEnabled))), "ExecutionDeferred")
}

// Two changes of one key never overlap.
func TestAnotherChangeIsWaitedFor(t *testing.T) {
	h := executing(t, Plan{Action: Rotate, Rotation: RotateNow}, StateEnabled)
	h.do(open("r-2", deletion, StateEnabled))
	h.do(RecordAudit{Request: "r-2", Audit: audit(StateEnabled, h.now)})
	for i, n := range []int{1, 2, 3, 4, 5} {
		r := h.request("r-2")
		if n == 2 {
			h.do(ViewAudit{Request: "r-2", By: person(crowd[i])})
		}
		h.do(Confirm{Request: "r-2", By: person(crowd[i]), Statement: n, Typed: r.Sentence(n), Shown: r.DecisionDigest()})
	}
	wantKinds(t, h.do(h.beginning("r-2", "op-2", facts(StateEnabled))), "ExecutionDeferred")
}

// A rescue that was asked for while the ledger could not be read did not see the
// request that it would have withdrawn. The request ends before its change is made.
func TestARescueMadeBlindWithdrawsToo(t *testing.T) {
	h, blind := approved(t, deletion, StateDisabled), begin(t)
	for _, e := range blind.do(rescueBy("gina", "r-2", Plan{Action: Enable}, StateDisabled)) {
		h.state = Evolve(h.state, e)
	}
	h.wantPhase("r-1", Approved)
	wantKinds(t, h.do(h.beginning("r-1", "op-1", facts(StateDisabled))), "RequestEnded")
	h.wantPhase("r-1", Withdrawn)
}

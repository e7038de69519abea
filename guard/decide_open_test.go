package guard

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// asking is a row in which alice asks for something on a new key, altered.
func asking(plan Plan, state KeyState, alter func(*Open)) func(*history) Command {
	return func(*history) Command {
		c := open("r-9", plan, state)
		alter(&c)
		return c
	}
}

var deletion = Plan{Action: Delete, WindowDays: 7}

var openRefusals = []refusalRow{
	{"a bot asks", begin, asking(deletion, StateEnabled, func(c *Open) { c.By.Bot = true }), []string{CodeBot}},
	{"a guest asks", begin, asking(deletion, StateEnabled, func(c *Open) { c.By.Guest = true }), []string{CodeGuest}},
	{"a deactivated account asks", begin, asking(deletion, StateEnabled, func(c *Open) { c.By.Deactivated = true }), []string{CodeDeactivated}},
	{"somebody of another organisation asks", begin, asking(deletion, StateEnabled, func(c *Open) { c.By.External = true }), []string{CodeExternal}},
	{"somebody who could not be read asks", begin, asking(deletion, StateEnabled, func(c *Open) { c.By.Unreadable = "Slack is down" }), []string{CodeUnreadable}},
	{"a reader asks, who is no requester", begin, asking(deletion, StateEnabled, func(c *Open) { c.By = person("ivan") }), []string{CodeNotRequester}},
	{"no rule matches", func(t *testing.T) *history {
		h := begin(t)
		h.policy.Rules[0].Match.Regions = []string{"cn-beijing"}
		return h
	}, asking(deletion, StateEnabled, func(*Open) {}), []string{CodeNoRule}},
	{"the channel is shared", begin, asking(deletion, StateEnabled, func(c *Open) { c.Channel.Shared = true }), []string{CodeChannelShared}},
	{"the channel is archived", begin, asking(deletion, StateEnabled, func(c *Open) { c.Channel.Archived = true }), []string{CodeChannelArchived}},
	{"the channel could not be read", begin, asking(deletion, StateEnabled, func(c *Open) { c.Channel = Channel{Unreadable: "time-out"} }), []string{CodeChannelUnreadable}},
	{"the bot is not in the channel", begin, asking(deletion, StateEnabled, func(c *Open) { c.Channel.Member = false }), []string{CodeChannelNotMember}},
	{"no reason", begin, asking(deletion, StateEnabled, func(c *Open) { c.Reason = "  " }), []string{CodeReasonMissing}},
	{"a reason without the ticket that the rule asks", func(t *testing.T) *history {
		h := begin(t)
		h.policy.Rules[0].ReasonPattern = `\bOPS-\d+\b`
		return h
	}, asking(deletion, StateEnabled, func(c *Open) { c.Reason = "because" }), []string{CodeReasonPattern}},
	{"four people for five statements", begin, asking(deletion, StateEnabled, func(c *Open) { c.Candidates = c.Candidates[:4] }), []string{CodeTooFewApprovers}},
	{"five people, one of them a guest", begin, asking(deletion, StateEnabled, func(c *Open) { c.Candidates[0].Guest = true }), []string{CodeTooFewApprovers}},
	{"five people, one of them the requester", func(t *testing.T) *history {
		h := begin(t)
		h.policy.Rules[0].Requesters.Users = []string{"bob"}
		return h
	}, asking(deletion, StateEnabled, func(c *Open) { c.By = person("bob") }), []string{CodeTooFewApprovers}},
	{"five people, one of them excluded", begin, asking(deletion, StateEnabled, func(c *Open) { c.Excluded = []string{"carol"} }), []string{CodeTooFewApprovers}},
	{"six people for five statements", func(t *testing.T) *history {
		h := begin(t)
		h.policy.Rules[0].Demands[Delete] = Demand{Statements: []int{1, 2, 3, 4, 5}, Approvers: 6}
		return h
	}, asking(deletion, StateEnabled, func(c *Open) { c.Candidates = append(c.Candidates, Person{ID: "zoe", Groups: []string{"approvers"}}) }), []string{CodeTooFewStatements}},
	{"the approvers could not be read", begin, asking(deletion, StateEnabled, func(c *Open) { c.Unreadable = "S0APPROVE: time-out" }), []string{CodeApproversUnread}},
	{"a service made the key", begin, asking(deletion, StateEnabled, func(c *Open) { c.Facts.Creator = "OSS" }), []string{CodeServiceKey}},
	{"an alias of a service", begin, asking(Plan{Action: Disable}, StateEnabled, func(c *Open) { c.Facts.Aliases = []string{"alias/acs/ecs"} }), []string{CodeServiceKey}},
	{"deletion protection is on", begin, asking(deletion, StateDisabled, func(c *Open) { c.Facts.Protected = true }), []string{CodeProtected}},
	{"rotate imported material", begin, asking(Plan{Action: Rotate, Rotation: RotateNow}, StateEnabled, func(c *Open) { c.Facts.Origin = "EXTERNAL" }), []string{CodeImportedMaterial}},
	{"the ID of the request is taken", func(t *testing.T) *history { return opened(t, Plan{Action: Rotate, Rotation: RotateNow}, StateEnabled) },
		asking(deletion, StateEnabled, func(c *Open) { c.Request = "r-1" }), []string{CodeDuplicate}},
	{"a second destructive request", func(t *testing.T) *history { return opened(t, deletion, StateEnabled) },
		asking(Plan{Action: Disable}, StateEnabled, func(*Open) {}), []string{CodeOpenRequest}},
	{"a destructive request while a rescue is under way", func(t *testing.T) *history {
		h := begin(t)
		h.do(rescueBy("gina", "r-1", Plan{Action: Enable}, StateDisabled))
		return h
	}, asking(deletion, StateDisabled, func(*Open) {}), []string{CodeRescueOpen}},
	{"a destructive request while it cannot be told what happened", needingOperator, asking(deletion, StateEnabled, func(*Open) {}), []string{CodeNeedsOperator}},
	{"everything at once", begin, asking(Plan{Action: Delete, WindowDays: 6}, StatePendingDeletion, func(c *Open) {
		c.By, c.Facts.Protected, c.Reason, c.Channel, c.Candidates = Person{ID: "mallory", Bot: true, Guest: true}, true, "", Channel{ID: "C0KEYS", Shared: true, Member: true}, nil
	}), []string{CodeBot, CodeGuest, CodeAlreadyScheduled, CodeProtected, CodeNotRequester, CodeWindow, CodeReasonMissing, CodeChannelShared, CodeTooFewApprovers}},
}

// needingOperator is a deletion of which nobody can tell whether it happened.
func needingOperator(t *testing.T) *history {
	h := executing(t, deletion, StateEnabled)
	h.now = h.now.Add(time.Hour)
	h.do(Settle{Operation: "op-1", Result: CannotTell})
	h.wantPhase("r-1", NeedsOperator)
	return h
}

// goneKey is a key of which the ledger knows that it was deleted.
func goneKey(t *testing.T) *history {
	h := done(t, deletion, StateDisabled, StatePendingDeletion)
	h.now = h.now.AddDate(0, 0, 7)
	h.do(Verify{Request: "r-1"})
	h.do(Watch{Facts: facts(StateNotFound)})
	return h
}

var planRefusals = []refusalRow{
	{"a window of 6 days", begin, asking(Plan{Action: Delete, WindowDays: 6}, StateEnabled, func(*Open) {}), []string{CodeWindow}},
	{"a window of 31 days", begin, asking(Plan{Action: Delete, WindowDays: 31}, StateEnabled, func(*Open) {}), []string{CodeWindow}},
	{"a negative window", begin, asking(Plan{Action: Delete, WindowDays: -7}, StateEnabled, func(*Open) {}), []string{CodeWindow}},
	{"a window shorter than the rule's", func(t *testing.T) *history {
		h := begin(t)
		h.policy.Rules[0].MinWindowDays = 14
		return h
	}, asking(deletion, StateEnabled, func(*Open) {}), []string{CodeWindow}},
	{"a window below what the API takes, whatever the rule says", func(t *testing.T) *history {
		h := begin(t)
		h.policy.Rules[0].MinWindowDays = 1
		return h
	}, asking(Plan{Action: Delete, WindowDays: 3}, StateEnabled, func(*Open) {}), []string{CodeWindow}},
	{"a disable with a window", begin, asking(Plan{Action: Disable, WindowDays: 7}, StateEnabled, func(*Open) {}), []string{CodeMisplaced}},
	{"a disable that rotates", begin, asking(Plan{Action: Disable, Rotation: RotateNow}, StateEnabled, func(*Open) {}), []string{CodeMisplaced}},
	{"a contained deletion", begin, asking(Plan{Action: Delete, WindowDays: 7, Contained: true}, StateEnabled, func(*Open) {}), []string{CodeMisplaced}},
	{"a deletion that restores", begin, asking(Plan{Action: Delete, WindowDays: 7, Restore: true}, StateEnabled, func(*Open) {}), []string{CodeMisplaced}},
	{"an action that does not exist", begin, asking(Plan{Action: "shred"}, StateEnabled, func(*Open) {}), []string{CodeUnknownAction}},
	{"disable a key whose deletion is scheduled", begin, asking(Plan{Action: Disable}, StatePendingDeletion, func(*Open) {}), []string{CodeCancelFirst}},
	{"delete a key without material", begin, asking(deletion, StatePendingImport, func(*Open) {}), []string{CodePendingImport}},
	{"rotate a Disabled key", begin, asking(Plan{Action: Rotate, Rotation: RotateOff}, StateDisabled, func(*Open) {}), []string{CodeNotEnabled}},
	{"delete a key that could not be read", begin, asking(deletion, StateUnknown, func(*Open) {}), []string{CodeStateUnknown}},
	{"delete a key that is gone", goneKey, asking(deletion, StateNotFound, func(*Open) {}), []string{CodeGone}},
	{"cancel for a key that is gone", goneKey, rescuing("gina", cancellation, StateNotFound, func(*Open) {}), []string{CodeTooLate}},
	{"rotate every 6 days", begin, asking(Plan{Action: Rotate, Rotation: RotateEvery, RotationDays: 6}, StateEnabled, func(*Open) {}), []string{CodeRotation}},
	{"rotate every 731 days", begin, asking(Plan{Action: Rotate, Rotation: RotateEvery, RotationDays: 731}, StateEnabled, func(*Open) {}), []string{CodeRotation}},
	{"rotate now with a number of days", begin, asking(Plan{Action: Rotate, Rotation: RotateNow, RotationDays: 30}, StateEnabled, func(*Open) {}), []string{CodeRotation}},
	{"rotate somehow", begin, asking(Plan{Action: Rotate}, StateEnabled, func(*Open) {}), []string{CodeRotation}},
}

// The window that is not named is the classic one, within what the rule allows.
func TestDefaultWindow(t *testing.T) {
	tests := []struct {
		name        string
		least, most int
		want        int
	}{
		{"a rule that says nothing", 0, 0, 30},
		{"a rule that allows up to a year", 7, 366, 30},
		{"a rule that asks for at least 60 days", 60, 366, 60},
		{"a rule that allows at most 14 days", 7, 14, 14},
		{"a rule beyond what the API takes", 400, 500, 400},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rule := Rule{MinWindowDays: tt.least, MaxWindowDays: tt.most}
			if got := rule.DefaultWindow(); got != tt.want {
				t.Errorf("DefaultWindow() = %d, want %d", got, tt.want)
			}
		})
	}
}

func TestOpeningRecordsWhatLaterDecisionsDependOn(t *testing.T) {
	h := begin(t)
	h.policy.AuditAge = 5 * time.Minute
	events := h.do(open("r-1", Plan{Action: Delete}, StateEnabled))
	wantKinds(t, events, "RequestOpened")
	e := events[0].(RequestOpened)
	want := RequestOpened{
		Request: "r-1", Plan: Plan{Action: Delete, WindowDays: 30}, Requester: "alice", Reason: "retired, OPS-4411", Facts: facts(StateEnabled),
		Rule: testRule(), PolicyDigest: "policy-1", Eligible: crowd, Channel: "C0KEYS", At: testTime, Expires: testTime.Add(72 * time.Hour),
		Audit: true, AuditAge: 5 * time.Minute, Reply: ReplyTo{User: "alice"},
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("the event (-want +got):\n%s", diff)
	}
	if n := h.state.Notices[1]; n.Kind != NoticeOpenedReply || n.Text == "" {
		t.Errorf("deleting an Enabled key is not advised to disable first: %+v", n)
	}
}

func TestExpiryByAction(t *testing.T) {
	tests := []struct {
		plan  Plan
		state KeyState
		want  time.Duration
	}{
		{Plan{Action: Delete}, StateEnabled, 72 * time.Hour},
		{Plan{Action: Rotate, Rotation: RotateOff}, StateEnabled, 72 * time.Hour},
		{Plan{Action: Disable}, StateEnabled, 24 * time.Hour},
		{Plan{Action: Cancel}, StatePendingDeletion, 24 * time.Hour},
		{Plan{Action: Enable}, StateDisabled, 24 * time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.plan.String(), func(t *testing.T) {
			h := begin(t)
			c := open("r-1", tt.plan, tt.state)
			c.Ticked, c.DisabledAt = []int{1, 2, 3, 4}, testTime
			if tt.plan.Action.Rescue() {
				c.By = person("gina")
			}
			h.do(c)
			if got := h.request("r-1").Expires.Sub(testTime); got != tt.want {
				t.Errorf("expires after %s, want %s", got, tt.want)
			}
		})
	}
}

// A disable that was made does not stand in the way of the deletion after it.
func TestADeletionAfterADisable(t *testing.T) {
	h := done(t, Plan{Action: Disable}, StateEnabled, StateDisabled)
	h.wantPhase("r-1", Verifying)
	h.do(open("r-2", deletion, StateDisabled))
	h.wantPhase("r-2", Auditing)
}

// Only who could confirm counts, and is remembered.
func TestEligibleAtOpening(t *testing.T) {
	h := begin(t)
	c := open("r-1", Plan{Action: Disable}, StateEnabled)
	c.Candidates = append(c.Candidates, person("alice"), Person{ID: "bo", Bot: true, Groups: []string{"approvers"}}, person("mallory"))
	c.Candidates[1].Deactivated = true
	h.do(c)
	want := slices.DeleteFunc(slices.Clone(crowd), func(n string) bool { return n == "carol" })
	if diff := cmp.Diff(want, h.request("r-1").Eligible); diff != "" {
		t.Errorf("eligible (-want +got):\n%s", diff)
	}
}

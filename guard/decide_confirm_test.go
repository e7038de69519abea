package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// confirming is a row in which somebody gives a statement, altered.
func confirming(name string, n int, alter func(*Confirm)) func(*history) Command {
	return func(h *history) Command {
		c := h.confirm(name, n)
		alter(&c)
		return c
	}
}

func asShown(*Confirm) {}

// someGiven is an open deletion with statements 1 and 2 given by bob and carol.
func someGiven(t *testing.T) *history {
	h := awaitingDeletion(t)
	h.do(h.confirm("bob", 1))
	h.do(h.confirm("carol", 2))
	return h
}

// smallTeam is an open deletion for which three people are enough.
func smallTeam(t *testing.T) *history {
	h := begin(t)
	h.policy.Rules[0].Demands = SmallTeamDemands()
	h.do(open("r-1", deletion, StateDisabled))
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now)})
	return h
}

var confirmRefusals = []refusalRow{
	{"for no request", begin, func(*history) Command { return Confirm{Request: "r-7", By: person("bob"), Statement: 1} }, []string{CodeNoRequest}},
	{"the requester confirms", awaitingDeletion, confirming("alice", 1, func(c *Confirm) { c.By.Groups = []string{"approvers"} }), []string{CodeOwnRequest}},
	{"a requester who may confirm but is no approver", func(t *testing.T) *history { return rotating(t, "alice") }, confirming("alice", 1, asShown), []string{CodeNotApprover}},
	{"a rescuer, who is no approver, confirms a deletion", awaitingDeletion, confirming("gina", 1, asShown), []string{CodeNotApprover}},
	{"an outsider confirms", awaitingDeletion, confirming("mallory", 1, asShown), []string{CodeNotApprover}},
	{"a guest confirms", awaitingDeletion, confirming("bob", 1, func(c *Confirm) { c.By.Guest = true }), []string{CodeGuest}},
	{"a press that cannot be checked", awaitingDeletion, confirming("bob", 1, func(c *Confirm) { c.By.Unreadable = "Slack is down" }), []string{CodeUnreadable}},
	{"somebody who joined the group later", awaitingDeletion, confirming("zoe", 1, func(c *Confirm) { c.By.Groups = []string{"approvers"} }), []string{CodeJoinedLater}},
	{"somebody who left the group", awaitingDeletion, confirming("bob", 1, func(c *Confirm) { c.By.Groups = nil }), []string{CodeNotApprover}},
	{"somebody whose own act it follows from", func(t *testing.T) *history {
		h := begin(t)
		c := open("r-1", deletion, StateDisabled)
		c.Excluded, c.Candidates = []string{"zoe"}, people(crowd...)
		h.do(c)
		h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now)})
		return h
	}, confirming("zoe", 1, func(c *Confirm) { c.By.Groups = []string{"approvers"} }), []string{CodeExcluded}},
	{"the same statement twice", someGiven, confirming("dave", 1, asShown), []string{CodeAlreadyGiven}},
	{"the same person twice", someGiven, confirming("bob", 3, asShown), []string{CodeAnotherPerson}},
	{"the same person twice where three are enough", func(t *testing.T) *history {
		h := smallTeam(t)
		h.do(h.confirm("bob", 1))
		h.do(h.confirm("bob", 2))
		h.do(h.confirm("bob", 3))
		return h
	}, confirming("bob", 5, asShown), []string{CodeAnotherPerson}},
	{"2 and 4 by the same person", func(t *testing.T) *history {
		h := smallTeam(t)
		h.do(h.confirm("bob", 2))
		return h
	}, confirming("bob", 4, asShown), []string{CodeTwoAndFour}},
	{"4 and then 2 by the same person", func(t *testing.T) *history {
		h := smallTeam(t)
		h.do(h.confirm("bob", 4))
		return h
	}, confirming("bob", 2, asShown), []string{CodeTwoAndFour}},
	{"a statement that a disable does not have", func(t *testing.T) *history { return opened(t, Plan{Action: Disable}, StateEnabled) }, confirming("bob", 5, asShown), []string{CodeNoStatement}},
	{"another text", awaitingDeletion, confirming("bob", 3, func(c *Confirm) { c.Typed = c.Typed[:20] }), []string{CodeWrongText}},
	{"what was shown has changed", awaitingDeletion, confirming("bob", 1, func(c *Confirm) { c.Shown = "0000" }), []string{CodeAuditChanged}},
	{"nothing was shown", awaitingDeletion, confirming("bob", 1, func(c *Confirm) { c.Shown = "" }), []string{CodeAuditChanged}},
	{"2 without having opened the audit", awaitingDeletion, func(h *history) Command {
		c := h.confirm("bob", 1)
		c.Statement, c.Typed = 2, h.request("r-1").Sentence(2)
		return c
	}, []string{CodeAuditNotOpened}},
	{"2 without an answer to what cannot be told", listing, confirming("bob", 2, asShown), []string{CodeUnsettled}},
	{"2 with an empty answer", listing, confirming("bob", 2, func(c *Confirm) { c.Settled = map[string]string{keyOfOSS: " "} }), []string{CodeUnsettled}},
	{"3 while something is in use", listing, confirming("bob", 3, asShown), []string{CodeInUse}},
	{"4 while something is in use", listing, confirming("bob", 4, asShown), []string{CodeInUse}},
	{"5 while dispositions are missing and something is in use", listing, confirming("bob", 5, asShown), []string{CodeNoDisposition, CodeInUse}},
	{"while the audit is running", justAsked, confirming("bob", 1, asShown), []string{CodeAuditChanged, CodeNotAwaiting}},
	{"while the audit is paused", func(t *testing.T) *history {
		h := justAsked(t)
		h.do(RecordAudit{Request: "r-1", Audit: incomplete(StateDisabled, h.now)})
		return h
	}, confirming("bob", 1, asShown), []string{CodeAuditChanged, CodeNotAwaiting}},
	{"when everything was given", func(t *testing.T) *history { return approved(t, deletion, StateDisabled) }, confirming("bob", 1, asShown),
		[]string{CodeAnotherPerson, CodeAlreadyGiven, CodeNotAwaiting}},
	{"when it is being carried out", func(t *testing.T) *history { return executing(t, deletion, StateDisabled) }, confirming("bob", 1, asShown), []string{CodeUnderWay}},
	{"after the end", ended, confirming("bob", 1, asShown), []string{CodeEnded}},
	{"when its time is over", func(t *testing.T) *history {
		h := awaitingDeletion(t)
		h.now = h.now.Add(72 * time.Hour)
		return h
	}, confirming("bob", 1, asShown), []string{CodeExpired}},
	{"when no rule matches any more", func(t *testing.T) *history {
		h := awaitingDeletion(t)
		h.policy.Rules = nil
		return h
	}, confirming("bob", 1, asShown), []string{CodeNoRule}},
}

func TestAStatementRecordsWhatItIsBoundTo(t *testing.T) {
	h := listing(t)
	c := h.confirm("bob", 2)
	c.Settled = map[string]string{keyOfOSS: "scanned by the storage team"}
	h.do(c)
	want := Confirmation{
		Statement: 2, By: "bob", At: testTime, Typed: c.Typed, Settled: c.Settled, DecisionDigest: c.Shown, PolicyDigest: "policy-1",
	}
	if diff := cmp.Diff(want, h.request("r-1").Confirmations[2]); diff != "" {
		t.Errorf("confirmation (-want +got):\n%s", diff)
	}
}

// What phones and clipboards change is not a difference.
func TestTypographicQuotesAreNoDifference(t *testing.T) {
	h := awaitingDeletion(t)
	c := h.confirm("bob", 3)
	c.Typed = "  I understand that key deletion is permanent after the 7–day deletion\u00a0window and all dependent encrypted data will be irrecoverable "
	h.do(c)
}

// Fewer people than statements may do, where the rule says so.
func TestThreePeopleOfASmallTeam(t *testing.T) {
	h := smallTeam(t)
	for _, step := range []struct {
		who string
		n   int
	}{{"bob", 1}, {"bob", 2}, {"carol", 3}, {"carol", 4}} {
		h.do(h.confirm(step.who, step.n))
	}
	h.wantPhase("r-1", Awaiting)
	h.do(h.confirm("dave", 5))
	h.wantPhase("r-1", Approved)
}

// Where a new policy asks more than what was given can become, everything is
// open again under the new one.
func TestAStricterPolicyWhileStatementsAreGiven(t *testing.T) {
	h := smallTeam(t)
	h.do(h.confirm("bob", 1))
	h.do(h.confirm("bob", 2))
	h.policy.Rules[0].Demands = DefaultDemands()
	h.policy.Digest = "policy-2"
	wantKinds(t, h.do(h.confirm("carol", 3)), "StatementsVoided")
	r := h.request("r-1")
	if len(r.Confirmations) != 0 || r.Demand().Approvers != 5 || r.PolicyDigest != "policy-2" {
		t.Errorf("%d statements stand, %d people are asked under %s; want none, five, policy-2", len(r.Confirmations), r.Demand().Approvers, r.PolicyDigest)
	}
	for i, n := range r.OpenStatements() {
		h.do(h.confirm(crowd[i], n))
	}
	h.wantPhase("r-1", Approved)
}

// rotating is an open rotation by a rule that lets the requester confirm.
func rotating(t *testing.T, requester string) *history {
	t.Helper()
	h := begin(t)
	h.policy.Rules[0].Requesters.Groups = []string{"approvers"}
	h.policy.Rules[0].Demands[Rotate] = Demand{Statements: []int{1, 2, 4}, Approvers: 2, RequesterConfirm: true}
	c := open("r-1", Plan{Action: Rotate, Rotation: RotateNow}, StateEnabled)
	c.By = person(requester)
	h.do(c)
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateEnabled, h.now)})
	return h
}

// Where the rule allows it, a requester who is an approver confirms like any other.
func TestARequesterWhoMayConfirm(t *testing.T) {
	h := rotating(t, "bob")
	h.do(h.confirm("bob", 1))
	h.do(h.confirm("bob", 2))
	h.do(h.confirm("carol", 4))
	h.wantPhase("r-1", Approved)
}

// A laxer policy changes nothing for a request that is open.
func TestALaxerPolicyChangesNothing(t *testing.T) {
	h := someGiven(t)
	h.policy.Rules[0].Demands = SmallTeamDemands()
	if r := h.refused(h.confirm("bob", 3)); !r.Has(CodeAnotherPerson) {
		t.Errorf("refused with %v", r)
	}
}

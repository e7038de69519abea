package guard

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func awaitingDeletion(t *testing.T) *history { return opened(t, deletion, StateDisabled) }

func justAsked(t *testing.T) *history {
	h := begin(t)
	h.do(open("r-1", deletion, StateDisabled))
	return h
}

func ended(t *testing.T) *history {
	h := awaitingDeletion(t)
	h.do(Withdraw{Request: "r-1", Input: "i", By: person("alice")})
	return h
}

var auditRefusals = []refusalRow{
	{"an audit for no request", begin, func(*history) Command { return RecordAudit{Request: "r-7"} }, []string{CodeNoRequest}},
	{"an audit of another key", justAsked, func(h *history) Command {
		a := audit(StateDisabled, h.now)
		a.Key.Ref.ID = "key-other"
		return RecordAudit{Request: "r-1", Audit: a}
	}, []string{CodeWrongKey}},
	{"audit again for no request", begin, func(*history) Command { return AuditAgain{Request: "r-7", By: person("alice")} }, []string{CodeNoRequest}},
	{"audit again while one is running", justAsked, func(*history) Command { return AuditAgain{Request: "r-1", By: person("alice")} }, []string{CodeAuditRunning}},
	{"audit again by an outsider", awaitingDeletion, func(*history) Command { return AuditAgain{Request: "r-1", By: person("mallory")} }, []string{CodeMayNotRead}},
	{"audit again after the end", ended, func(*history) Command { return AuditAgain{Request: "r-1", By: person("alice")} }, []string{CodeEnded}},
	{"audit again for a rescue", func(t *testing.T) *history {
		h := begin(t)
		h.do(rescueBy("gina", "r-1", enabling, StateDisabled))
		return h
	}, func(*history) Command { return AuditAgain{Request: "r-1", By: person("gina")} }, []string{CodeNoAudit}},
	{"a scan beyond the limit", awaitingDeletion, func(*history) Command {
		return AuditAgain{Request: "r-1", By: person("alice"), Scan: MaxScanObjects + 1}
	}, []string{CodeScan}},
	{"a scan of less than nothing", awaitingDeletion, func(*history) Command { return AuditAgain{Request: "r-1", By: person("alice"), Scan: -1} }, []string{CodeScan}},
	{"a thinner scan than before", scanned, func(*history) Command { return AuditAgain{Request: "r-1", By: person("alice"), Scan: 4999} }, []string{CodeScan}},
	{"open the audit of no request", begin, func(*history) Command { return ViewAudit{Request: "r-7", By: person("alice")} }, []string{CodeNoRequest}},
	{"open an audit that is not there yet", justAsked, func(*history) Command { return ViewAudit{Request: "r-1", By: person("bob")} }, []string{CodeNoAudit}},
	{"an outsider opens the audit", awaitingDeletion, func(*history) Command { return ViewAudit{Request: "r-1", By: person("mallory")} }, []string{CodeMayNotRead}},
	{"a guest opens the audit", awaitingDeletion, func(*history) Command {
		return ViewAudit{Request: "r-1", By: Person{ID: "ivan", Guest: true}}
	}, []string{CodeGuest}},
}

func TestTheFirstAudit(t *testing.T) {
	h := justAsked(t)
	wantKinds(t, h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now)}), "AuditRecorded")
	h.wantPhase("r-1", Awaiting)
	e := h.events[len(h.events)-1].(AuditRecorded)
	if r := h.request("r-1"); e.DecisionDigest == "" || e.DecisionDigest != r.DecisionDigest() {
		t.Errorf("the event carries digest %q, the request has %q", e.DecisionDigest, r.DecisionDigest())
	}
}

// An audit that cannot be completed pauses the request, for longer and longer,
// and voids nothing.
func TestAnIncompleteAuditPauses(t *testing.T) {
	h := approved(t, deletion, StateDisabled)
	h.do(AuditAgain{Request: "r-1", Input: "i", By: person("alice")})
	for _, minutes := range []int{1, 2, 5, 10, 30, 60, 60} {
		wantKinds(t, h.do(RecordAudit{Request: "r-1", Audit: incomplete(StateDisabled, h.now)}), "AuditPaused")
		h.wantPhase("r-1", Blocked)
		h.wantOwed()
		h.now = h.now.Add(time.Duration(minutes) * time.Minute)
		h.wantOwed("RunAudit audit/r-1")
	}
	count := 0
	for _, n := range h.state.Notices {
		if n.Kind == NoticePaused {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d messages of the pause, want one", count)
	}
	wantKinds(t, h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now)}), "AuditRecorded")
	h.wantPhase("r-1", Approved)
	h.wantOwed("Execute execute/r-1")
}

func TestAnOutdatedAuditPauses(t *testing.T) {
	h := justAsked(t)
	wantKinds(t, h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now.Add(-time.Hour))}), "AuditPaused")
}

// An audit that shows that the action is impossible ends the request.
func TestAnAuditOfAKeyThatChangedItsState(t *testing.T) {
	h := justAsked(t)
	wantKinds(t, h.do(RecordAudit{Request: "r-1", Audit: audit(StatePendingDeletion, h.now)}), "AuditRecorded", "RequestEnded")
	h.wantPhase("r-1", Failed)
}

// What a new audit opens again of a request that everybody has confirmed.
func TestANewAuditMayBeNoWorse(t *testing.T) {
	nas := func(s CoverageStatus) func(*Audit) {
		return func(a *Audit) {
			a.Coverage = append(a.Coverage, Coverage{Category: "nas", Account: testRef.Account, Region: "cn-beijing", Status: s})
		}
	}
	tests := []struct {
		name  string
		alter func(*Audit)
		voids []int
		phase Phase
	}{
		{"nothing changed", func(*Audit) {}, nil, Approved},
		{"names, tags, aliases and last use changed", func(a *Audit) {
			a.Key.Aliases, a.Key.Tags, a.Key.Description, a.LastUse.Found, a.Calls = []string{"alias/x"}, map[string]string{"a": "b"}, "x", true, 9
		}, nil, Approved},
		{"a dependency is gone", func(a *Audit) { a.Dependencies = nil }, nil, Approved},
		{"the same disk has a new snapshot", func(a *Audit) {
			again := a.Dependencies[0]
			again.ID = "d-1-copy"
			a.Dependencies = append(a.Dependencies, again)
		}, nil, Approved},
		{"a new dependency", func(a *Audit) { a.Dependencies = append(a.Dependencies, dependency("d-2", AtRest)) }, []int{2, 4, 5}, Awaiting},
		{"a category cannot be told any more", func(a *Audit) { a.Coverage[0].Status = StatusUnknowable }, []int{2, 4, 5}, Awaiting},
		{"a new place of which nothing can be told", nas(StatusUnknowable), []int{2, 4, 5}, Awaiting},
		{"a new place that was read", nas(StatusComplete), nil, Approved},
		{"protection was switched on", func(a *Audit) { a.Key.Protected = true }, []int{1, 4}, Awaiting},
		{"somebody enabled the key", func(a *Audit) { a.Key.State = StateEnabled }, []int{1, 4}, Awaiting},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := withDependency(t)
			a := audit(StateDisabled, h.now, dependency("d-1", AtRest))
			tt.alter(&a)
			h.do(RecordAudit{Request: "r-1", Audit: a})
			r := h.request("r-1")
			if diff := cmp.Diff(tt.voids, r.OpenStatements(), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("open statements (-want +got):\n%s", diff)
			}
			h.wantPhase("r-1", tt.phase)
		})
	}
}

// withDependency is an approved deletion of a key on which a disk depends.
func withDependency(t *testing.T) *history {
	h := opened(t, deletion, StateDisabled, dependency("d-1", AtRest))
	h.do(Dispose{Request: "r-1", Input: "i", By: person("alice"), Kind: Migrated, Keys: []string{DispositionKey(dependency("d-1", AtRest))}, Why: "copied"})
	for i, n := range h.request("r-1").OpenStatements() {
		h.do(h.confirm(crowd[i], n))
	}
	h.wantPhase("r-1", Approved)
	return h
}

func TestWhatIsGoneIsTold(t *testing.T) {
	h := withDependency(t)
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now)})
	last := h.state.Notices[len(h.state.Notices)-1]
	if last.Kind != NoticeGone || len(last.Changes) != 1 || last.Changes[0].Kind != ChangeGone {
		t.Errorf("the last message is %+v, want what is gone", last)
	}
}

// The same people confirm again what was opened again.
func TestVoidedStatementsAreGivenAgain(t *testing.T) {
	h := withDependency(t)
	h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now, dependency("d-1", AtRest), dependency("d-2", AtRest))})
	last := h.state.Notices[len(h.state.Notices)-1]
	if last.Kind != NoticeVoid || !cmp.Equal(last.Statements, []int{2, 4, 5}) {
		t.Errorf("the last message is %+v, want that 2, 4 and 5 are open again", last)
	}
	h.do(Dispose{Request: "r-1", Input: "i", By: person("bob"), Kind: NonCritical, Keys: []string{DispositionKey(dependency("d-2", AtRest))}, Why: "scratch"})
	h.do(h.confirm("carol", 2))
	h.do(h.confirm("erin", 4))
	h.do(h.confirm("frank", 5))
	h.wantPhase("r-1", Approved)
}

func TestOpeningTheAuditTwiceIsNothing(t *testing.T) {
	h := awaitingDeletion(t)
	wantKinds(t, h.do(ViewAudit{Request: "r-1", By: person("ivan")}), "AuditViewed")
	wantKinds(t, h.do(ViewAudit{Request: "r-1", By: person("ivan")}))
}

// An audit that comes in when its request has ended, or is being carried out,
// changes nothing.
func TestALateAuditIsNothing(t *testing.T) {
	for _, h := range []*history{ended(t), executing(t, deletion, StateDisabled)} {
		wantKinds(t, h.do(RecordAudit{Request: "r-1", Audit: audit(StateDisabled, h.now, dependency("d-9", InUse))}))
	}
}

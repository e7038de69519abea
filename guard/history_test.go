package guard

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The cast: alice asks, bob to frank approve, gina and hana rescue, ivan reads,
// mallory is nobody.
var (
	testRef  = KeyRef{Account: "1234567890123456", Region: "cn-hangzhou", ID: "key-hzz650a1b2c3d4e5f6g7h"}
	testTime = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	crowd    = []string{"bob", "carol", "dave", "erin", "frank"}
)

func person(name string) Person {
	p := Person{ID: name, ReadAt: testTime}
	for _, a := range crowd {
		if a == name {
			p.Groups = []string{"approvers"}
		}
	}
	return p
}

func people(names ...string) []Person {
	var list []Person
	for _, n := range names {
		list = append(list, person(n))
	}
	return list
}

func testRule() Rule {
	return Rule{
		Name: "orders", Channel: "C0KEYS", Requesters: People{Users: []string{"alice"}}, Approvers: People{Groups: []string{"approvers"}},
		Readers: People{Users: []string{"ivan"}}, MinWindowDays: 7, MaxWindowDays: 30, BlockInUse: true, Demands: DefaultDemands(),
	}
}

func testPolicy() Policy {
	return Policy{Digest: "policy-1", Rescuers: People{Users: []string{"gina", "hana"}}, Escalation: "C0ESCALATE", Rules: []Rule{testRule()}}
}

func facts(state KeyState) KeyFacts {
	f := KeyFacts{
		Ref: testRef, ARN: testRef.ARN(), State: state, Spec: "Aliyun_AES_256", Usage: "ENCRYPT/DECRYPT", Origin: "Aliyun_KMS",
		Creator: testRef.Account, PrimaryVersion: "v-1", ReadAt: testTime,
	}
	if state == StatePendingDeletion {
		f.DeleteDate = testTime.AddDate(0, 0, 7)
	}
	return f
}

func dependency(id string, s Severity) Dependency {
	return Dependency{Category: ECSDisk, Account: testRef.Account, Region: testRef.Region, ID: id, Group: id, Relation: "disk", Severity: s}
}

// audit is a complete one, finished at a time, of a key in a state.
func audit(state KeyState, at time.Time, deps ...Dependency) Audit {
	a := Audit{Key: facts(state), Started: at, Finished: at, Dependencies: deps}
	for _, c := range Required() {
		a.Coverage = append(a.Coverage, Coverage{Category: c, Account: testRef.Account, Region: testRef.Region, Status: StatusComplete})
	}
	return a
}

func incomplete(state KeyState, at time.Time) Audit {
	a := audit(state, at)
	a.Coverage[3].Status, a.Coverage[3].Reason = StatusIncomplete, "no permission"
	return a
}

// history is a key and everything that was decided on it.
type history struct {
	t      rapid.TB
	state  State
	policy Policy
	now    time.Time
	events []Event
}

func begin(t *testing.T) *history {
	t.Helper()
	return &history{t: t, policy: testPolicy(), now: testTime, state: State{Key: testRef}}
}

// try decides a command and folds what follows.
func (h *history) try(c Command) ([]Event, *Refusal) {
	h.t.Helper()
	events, refusal := Decide(h.state, c, h.policy, h.now)
	if len(events) > 0 && refusal != nil {
		h.t.Fatalf("%T gave both events and a refusal: %v", c, refusal)
	}
	for _, e := range events {
		h.state = Evolve(h.state, e)
		h.events = append(h.events, e)
	}
	return events, refusal
}

// do decides a command that must be accepted.
func (h *history) do(c Command) []Event {
	h.t.Helper()
	events, refusal := h.try(c)
	if refusal != nil {
		h.t.Fatalf("%T was refused: %v", c, refusal)
	}
	return events
}

func (h *history) refused(c Command) *Refusal {
	h.t.Helper()
	events, refusal := h.try(c)
	if refusal == nil {
		h.t.Fatalf("%T was not refused; it gave %s", c, kindsOf(events))
	}
	return refusal
}

func (h *history) request(id string) Request {
	h.t.Helper()
	r := h.state.Request(id)
	if r == nil {
		h.t.Fatalf("there is no request %s", id)
	}
	return *r
}

func (h *history) wantPhase(id string, want Phase) {
	h.t.Helper()
	if r := h.request(id); r.Phase != want {
		h.t.Fatalf("request %s is %s (%s), want %s", id, r.Phase, r.EndReason, want)
	}
}

// open asks as alice for a plan on a key in a state.
func open(id string, plan Plan, state KeyState) Open {
	return Open{
		Request: id, Input: "in-" + id, Plan: plan, By: person("alice"), Reason: "retired, OPS-4411", Facts: facts(state),
		Candidates: people(crowd...), Channel: Channel{ID: "C0KEYS", Member: true}, Reply: ReplyTo{User: "alice"},
	}
}

// rescueBy asks as somebody for a rescue with every box ticked.
func rescueBy(name, id string, plan Plan, state KeyState) Open {
	c := open(id, plan, state)
	c.By, c.Ticked = person(name), []int{1, 2, 3, 4}
	return c
}

// confirm gives statement n of r-1 as somebody who opened the audit.
func (h *history) confirm(name string, n int) Confirm {
	h.t.Helper()
	r := h.request("r-1")
	if n == StatementAudit && r.Audit != nil {
		h.do(ViewAudit{Request: r.ID, Input: "v", By: person(name)})
	}
	return Confirm{Request: r.ID, Input: "c", By: person(name), Statement: n, Typed: r.Sentence(n), Shown: r.DecisionDigest()}
}

// opened is r-1, audited, with nothing that depends on the key.
func opened(t *testing.T, plan Plan, state KeyState, deps ...Dependency) *history {
	t.Helper()
	h := begin(t)
	h.do(open("r-1", plan, state))
	h.do(RecordAudit{Request: "r-1", Audit: audit(state, h.now, deps...)})
	return h
}

// approved is r-1 with each statement given by another person.
func approved(t *testing.T, plan Plan, state KeyState) *history {
	t.Helper()
	h := opened(t, plan, state)
	for i, n := range h.request("r-1").OpenStatements() {
		h.do(h.confirm(crowd[i], n))
	}
	h.wantPhase("r-1", Approved)
	return h
}

// beginning is the command that carries a request out, with everything in order.
func (h *history) beginning(id, op string, f KeyFacts) Begin {
	return Begin{
		Request: id, Operation: Operation{ID: op, Deadline: h.now.Add(2 * time.Minute), FenceProven: true}, Facts: f,
		Approvers: people(crowd...), Principal: Principal{Role: DestroyRole}, Channel: Channel{ID: "C0KEYS", Member: true},
	}
}

func (h *history) session(op string) OpenSession {
	return OpenSession{Operation: op, Session: Session{AccessKeyID: "STS." + op, Expires: h.now.Add(15 * time.Minute)}}
}

// executing is r-1 with operation op-1 intended and its session open.
func executing(t *testing.T, plan Plan, state KeyState) *history {
	t.Helper()
	h := approved(t, plan, state)
	h.do(h.beginning("r-1", "op-1", facts(state)))
	h.do(h.session("op-1"))
	h.wantPhase("r-1", Executing)
	return h
}

// done is r-1 with its change made and read back.
func done(t *testing.T, plan Plan, before, after KeyState) *history {
	t.Helper()
	h := executing(t, plan, before)
	f := facts(after)
	h.do(Settle{Operation: "op-1", Result: Happened, Facts: &f})
	return h
}

func pointer[T any](v T) *T { return &v }

func kindsOf(events []Event) []string {
	var kinds []string
	for _, e := range events {
		kinds = append(kinds, fmt.Sprintf("%T", e)[len("guard."):])
	}
	return kinds
}

func wantKinds(t *testing.T, events []Event, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, kindsOf(events)); diff != "" {
		t.Fatalf("events (-want +got):\n%s", diff)
	}
}

// owed returns the keys of what is owed now, without messages.
func (h *history) owed() []string {
	works, _ := Due(h.state, h.now)
	var keys []string
	for _, w := range works {
		if _, message := w.(PostNotice); !message {
			keys = append(keys, fmt.Sprintf("%T %s", w, w.Key())[len("guard."):])
		}
	}
	return keys
}

func (h *history) wantOwed(want ...string) {
	h.t.Helper()
	if diff := cmp.Diff(want, h.owed()); diff != "" {
		h.t.Fatalf("owed at %s (-want +got):\n%s", h.now.Format(time.RFC3339), diff)
	}
}

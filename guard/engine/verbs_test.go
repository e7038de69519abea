package engine_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// long says that the long explorations are wanted.
func long() bool { return os.Getenv("KMSGUARD_LONG") != "" }

// settle waits until the bot has nothing to do now, and says when it has again.
// A bot that crashed meanwhile is started again.
func (h *house) settle() time.Time {
	h.t.Helper()
	for {
		next, err := h.clock.Idle(h.effects.crashed)
		if err != nil {
			h.t.Fatalf("%v; under way: %d; done last: %v", err, h.effects.underWay(), h.effects.last(5))
		}
		if !h.effects.dead() {
			return next
		}
		h.kill()
		h.effects = newEffects()
		h.open()
	}
}

// advance lets calendar time pass, so that everything happens at its own time.
func (h *house) advance(d time.Duration) {
	h.t.Helper()
	for end := h.clock.Now().Add(d); ; {
		next := h.settle()
		now := h.clock.Now()
		switch {
		case !next.IsZero() && !next.After(now):
			h.t.Fatalf("the engine is idle although something is due since %s", next)
		case next.IsZero() || next.After(end):
			h.clock.Step(end)
			h.settle()
			return
		}
		h.clock.Step(next)
	}
}

// jump moves the clock at once, as a downtime does.
func (h *house) jump(d time.Duration) {
	h.t.Helper()
	h.clock.Step(h.clock.Now().Add(d))
	h.settle()
}

// quiet lets time pass until every input is handled, every message posted and no
// audit owed, two minutes at most.
func (h *house) quiet() {
	h.t.Helper()
	for end := h.clock.Now().Add(2 * time.Minute); ; {
		next := h.settle()
		if !h.owes() {
			return
		}
		if next.IsZero() || next.After(end) {
			h.t.Fatalf("something is left to do, and the engine waits until %s", next)
		}
		h.clock.Step(next)
	}
}

func (h *house) owes() bool {
	h.t.Helper()
	waiting, err := h.ledger.Waiting(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	owed, _ := guard.Due(h.state(), h.clock.Now())
	return len(waiting) > 0 || len(owed) > 0
}

// submit hands an input in until it is durable, as Slack repeats what was not acknowledged.
func (h *house) submit(in guard.Input) {
	h.t.Helper()
	h.submitOnly(in)
	h.quiet()
}

// submitOnly hands an input in and does not wait for what follows.
func (h *house) submitOnly(in guard.Input) {
	h.t.Helper()
	h.inputs++
	in.ID, in.At, in.Reply = fmt.Sprintf("in-%d", h.inputs), h.clock.Now(), guard.ReplyTo{User: in.By, Channel: "C0KEYS"}
	if _, err := h.Submit(h.t.Context(), in); err != nil {
		h.t.Fatal(err)
	}
}

// ask wishes for a change of the key.
func (h *house) ask(by string, plan guard.Plan) {
	h.t.Helper()
	in := guard.Input{Kind: guard.InputOpen, By: by, Key: keyID, Region: home, Plan: plan, Reason: "retired"}
	if plan.Action.Rescue() {
		in.Ticked = []int{1, 2, 3, 4}
	}
	h.submit(in)
}

// press presses something on a request.
func (h *house) press(by string, kind guard.InputKind, request string) {
	h.t.Helper()
	h.submit(guard.Input{Kind: kind, By: by, Key: string(key.Stream()), Request: request, Reason: "because"})
}

var crowd = []string{"bob", "carol", "dave", "erin", "frank"}

// confirm gives a statement as a person does: opens the audit, reads the
// sentence, types it.
func (h *house) confirm(by string, request string, n int) {
	h.t.Helper()
	if n == guard.StatementAudit {
		h.press(by, guard.InputViewAudit, request)
	}
	r := h.request(request)
	in := guard.Input{
		Kind: guard.InputConfirm, By: by, Key: string(key.Stream()), Request: request, Statement: n,
		Typed: r.Sentence(n), Shown: r.DecisionDigest(), Settled: map[string]string{},
	}
	if r.Audit != nil {
		for _, row := range r.Audit.UnknowableRows() {
			in.Settled[guard.CoverageKey(row)] = "looked at by hand"
		}
	}
	h.submit(in)
}

// confirmAll gives every open statement, each by another person.
func (h *house) confirmAll(request string) {
	h.t.Helper()
	r := h.request(request)
	for i, n := range r.Rule.Demands[r.Plan.Action].Statements {
		h.confirm(crowd[i], request, n)
	}
}

// state is what the ledger says of the key.
func (h *house) state() guard.State {
	h.t.Helper()
	s := guard.State{Key: key}
	for rec, err := range h.ledger.Read(context.WithoutCancel(h.t.Context()), key.Stream(), 0) {
		if err != nil {
			h.t.Fatal(err)
		}
		s = guard.Evolve(s, rec.Event)
	}
	return s
}

func (h *house) request(id string) guard.Request {
	h.t.Helper()
	s := h.state()
	r := s.Request(id)
	if r == nil {
		h.t.Fatalf("there is no request %s; replies: %v; last: %v", id, h.people.replies, h.refusals())
	}
	return *r
}

// refusals are the codes of every refusal in the ledger of the key, in order.
func (h *house) refusals() (codes []string) {
	h.t.Helper()
	for _, n := range h.state().Notices {
		if n.Refusal != nil {
			for _, why := range n.Refusal.Reasons {
				codes = append(codes, why.Code)
			}
		}
	}
	return codes
}

// replies are the codes of the answers that stand in no ledger.
func (h *house) replies() (codes []string) {
	h.people.mu.Lock()
	defer h.people.mu.Unlock()
	for _, r := range h.people.replies {
		codes = append(codes, r.Reasons[0].Code)
	}
	return codes
}

// posted counts the messages of a kind that stand in a channel.
func (h *house) posted(kind guard.NoticeKind) (n int) {
	h.people.mu.Lock()
	defer h.people.mu.Unlock()
	for _, p := range h.people.posts {
		if p.Kind == kind {
			n++
		}
	}
	return n
}

// order is the kinds of everything that was posted, in order.
func (h *house) order() (kinds []guard.NoticeKind) {
	h.people.mu.Lock()
	defer h.people.mu.Unlock()
	for _, p := range h.people.posts {
		kinds = append(kinds, p.Kind)
	}
	return kinds
}

func (h *house) fault(f aliyunsim.Fault) {
	h.t.Helper()
	if err := h.sim.SetFault(f); err != nil {
		h.t.Fatal(err)
	}
}

// breakSlack has the next calls of a kind fail.
func (h *house) breakSlack(list ...fault) {
	h.people.mu.Lock()
	defer h.people.mu.Unlock()
	h.people.broken = append(h.people.broken, list...)
}

func (h *house) wantPhase(request string, want guard.Phase) {
	h.t.Helper()
	if r := h.request(request); r.Phase != want {
		h.t.Errorf("request %s is %s (%s %s), want %s", request, r.Phase, r.EndReason, r.Deferred, want)
	}
}

func (h *house) wantCloud(state guard.KeyState) {
	h.t.Helper()
	if k, ok := h.sim.Key(keyID); !ok || k.State != string(state) {
		h.t.Errorf("the cloud holds the key as %q, want %s", k.State, state)
	}
}

func (h *house) wantEffects(call guard.Call, want int) {
	h.t.Helper()
	if n := h.sim.Effects("kms." + string(call)); n != want {
		h.t.Errorf("%s took effect %d times, want %d", call, n, want)
	}
}

func (h *house) wantPosted(kind guard.NoticeKind, want int) {
	h.t.Helper()
	if n := h.posted(kind); n != want {
		h.t.Errorf("%d messages %q were posted, want %d; posted: %v", n, kind, want, h.order())
	}
}

func (e *effects) last(n int) []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.names[max(0, len(e.names)-n):])
}

package engine_test

import (
	"context"
	"errors"
	"sync"

	"kmsguard/guard"
	"kmsguard/guard/engine"
)

// way is how an effect goes wrong.
type way string

const (
	stopBefore way = "stop before it"
	stopAfter  way = "do it, then stop"
	loseReply  way = "do it and lose the reply"
)

// errCrashed is what every port answers once the process is as good as dead.
var errCrashed = errors.New("crashed")

// effects counts everything that an engine does outside itself, and lets one of
// it go wrong.
type effects struct {
	mu      sync.Mutex
	names   []string // what was done, in order
	at      int      // which one goes wrong, from 1; 0: none
	way     way
	flying  int // how many are under way
	crashed chan struct{}
}

func newEffects() *effects { return &effects{crashed: make(chan struct{})} }

// begin counts an effect and says how it goes.
func (e *effects) begin(name string) (way, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.dead() {
		return "", errCrashed
	}
	e.names = append(e.names, name)
	e.flying++
	if e.at == len(e.names) {
		return e.way, nil
	}
	return "", nil
}

func (e *effects) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.flying--
}

func (e *effects) underWay() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.flying
}

func (e *effects) dead() bool {
	select {
	case <-e.crashed:
		return true
	default:
		return false
	}
}

func (e *effects) crash() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.dead() {
		close(e.crashed)
	}
}

// outside carries one effect out, or not.
func outside[T any](e *effects, name string, lost guard.Kind, do func() (T, error)) (T, error) {
	var none T
	how, err := e.begin(name)
	if err != nil {
		return none, err
	}
	defer e.end()
	if how == stopBefore {
		e.crash()
		return none, errCrashed
	}
	answer, err := do()
	switch {
	case how == stopAfter:
		e.crash()
		return none, errCrashed
	case how == loseReply:
		return none, &guard.Error{Op: name, Kind: lost, Err: errors.New("the reply was lost")}
	case e.dead():
		return none, errCrashed
	}
	return answer, err
}

func outsideOnly(e *effects, name string, lost guard.Kind, do func() error) error {
	_, err := outside(e, name, lost, func() (struct{}, error) { return struct{}{}, do() })
	return err
}

// ledger, auditor, cloud, slack are the ports with effects that can go wrong.
type (
	ledgerPort struct {
		engine.Ledger
		*effects
	}
	auditorPort struct {
		engine.Auditor
		*effects
	}
	cloudPort struct {
		engine.Cloud
		*effects
	}
	slackPort struct {
		people
		*effects
	}
)

func (p ledgerPort) Append(ctx context.Context, a guard.Append) (uint64, error) {
	name := "append"
	for _, ev := range a.Events {
		name += " " + kindOf(ev)
	}
	if a.Handled != "" {
		name += " settling " + a.Handled
	}
	return outside(p.effects, name, guard.Uncertain, func() (uint64, error) { return p.Ledger.Append(ctx, a) })
}

func (p auditorPort) Audit(ctx context.Context, k guard.KeyRef, u guard.Purpose, g guard.Progress) (guard.Audit, error) {
	return outside(p.effects, "audit", guard.Unavailable, func() (guard.Audit, error) { return p.Auditor.Audit(ctx, k, u, g) })
}

func (p auditorPort) Sweep(ctx context.Context, keys []guard.KeyRef, u guard.Purpose, g guard.Progress) ([]guard.Audit, error) {
	return outside(p.effects, "sweep", guard.Unavailable, func() ([]guard.Audit, error) { return p.Auditor.Sweep(ctx, keys, u, g) })
}

func (p cloudPort) Describe(ctx context.Context, k guard.KeyRef) (guard.KeyFacts, error) {
	return outside(p.effects, "describe", guard.Unavailable, func() (guard.KeyFacts, error) { return p.Cloud.Describe(ctx, k) })
}

func (p cloudPort) Assume(ctx context.Context, op guard.Operation) (guard.Session, error) {
	s, err := outside(p.effects, "assume", guard.Unavailable, func() (guard.Session, error) { return p.Cloud.Assume(ctx, op) })
	call := s.Call
	s.Call = func(ctx context.Context) (guard.Outcome, error) {
		return outside(p.effects, "call "+string(op.Call), guard.Uncertain, func() (guard.Outcome, error) { return call(ctx) })
	}
	return s, err
}

func (p slackPort) Post(ctx context.Context, s guard.State, n guard.Notice) (guard.Posted, error) {
	return outside(p.effects, "post "+n.ID, guard.Uncertain, func() (guard.Posted, error) { return p.people.Post(ctx, s, n) })
}

func (p slackPort) Repaint(ctx context.Context, s guard.State, progress *guard.Step) error {
	return outsideOnly(p.effects, "repaint", guard.Unavailable, func() error { return p.people.Repaint(ctx, s, progress) })
}

func (p slackPort) Reply(ctx context.Context, to guard.ReplyTo, r guard.Refusal) error {
	return outsideOnly(p.effects, "reply", guard.Uncertain, func() error { return p.people.Reply(ctx, to, r) })
}

func (p slackPort) ShowAudit(ctx context.Context, to guard.ReplyTo, a guard.Audit) error {
	return outsideOnly(p.effects, "show audit", guard.Uncertain, func() error { return p.people.ShowAudit(ctx, to, a) })
}

func (p slackPort) ShowSweep(ctx context.Context, to guard.ReplyTo, all []guard.Audit) error {
	return outsideOnly(p.effects, "show sweep", guard.Uncertain, func() error { return p.people.ShowSweep(ctx, to, all) })
}

func (p slackPort) Members(ctx context.Context, who guard.People) ([]guard.Person, string) {
	list, err := outside(p.effects, "members", guard.Unavailable, func() ([]guard.Person, error) {
		list, _ := p.people.Members(ctx, who)
		return list, nil
	})
	if err != nil {
		return nil, err.Error()
	}
	return list, ""
}

func (p slackPort) Person(ctx context.Context, id string, groups []string) guard.Person {
	who, err := outside(p.effects, "person", guard.Unavailable, func() (guard.Person, error) { return p.people.Person(ctx, id, groups), nil })
	if err != nil {
		return guard.Person{ID: id, Unreadable: err.Error()}
	}
	return who
}

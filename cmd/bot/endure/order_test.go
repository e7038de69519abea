package endure

import (
	"fmt"
	"strings"
	"sync"

	"kmsguard/guard"
)

// order watches that a change is called only after the ledger has its intent and
// its session, by counting both where they pass.
type order struct {
	mu      sync.Mutex
	intents map[string]guard.Call // by operation
	opened  map[guard.Call]int    // sessions in the ledger
	called  map[guard.Call]int
	broken  []string
}

// appended notes what the ledger has by now.
func (o *order) appended(events []guard.Event) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.intents == nil {
		o.intents, o.opened, o.called = map[string]guard.Call{}, map[guard.Call]int{}, map[guard.Call]int{}
	}
	for _, ev := range events {
		if ev, ok := ev.(guard.MutationIntended); ok {
			o.intents[ev.Operation.ID] = ev.Operation.Call
		}
		if ev, ok := ev.(guard.SessionOpened); ok {
			o.opened[o.intents[ev.Operation]]++
		}
	}
}

// reached notes a call that arrives at the cloud.
func (o *order) reached(api, phase string) {
	action, kms := strings.CutPrefix(api, "kms.")
	if !kms || phase != "before" || !effect(api) {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	call := guard.Call(action)
	if o.called == nil {
		o.called = map[guard.Call]int{}
	}
	if o.called[call]++; o.called[call] > o.opened[call] {
		o.broken = append(o.broken, fmt.Sprintf("%s was called %d times, and the ledger had %d intents with a session", call, o.called[call], o.opened[call]))
	}
}

// take returns what was wrong since it was asked last.
func (o *order) take() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	broken := o.broken
	o.broken = nil
	return broken
}

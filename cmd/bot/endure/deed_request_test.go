package endure

import (
	"fmt"
	"slices"

	"kmsguard/guard"
)

// request asks for something that is granted, as somebody who may ask.
func (e *estate) request() {
	e.Helper()
	key := e.key()
	rule, state := e.ruleOf(key), e.stateOf(key)
	if rule == nil {
		return
	}
	who := nameOf(one(e, "requester", rule.Requesters.Users...))
	days := rule.MinWindowDays + e.roll("days", rule.MaxWindowDays-rule.MinWindowDays+1)
	text := map[string][]string{
		"Enabled": {
			fmt.Sprintf("disable %s because OPS-1", key), fmt.Sprintf("delete %s window %d because OPS-2", key, days),
			fmt.Sprintf("rotate %s now", key), fmt.Sprintf("rotate %s every %d", key, 10*days),
		},
		"Disabled": {fmt.Sprintf("delete %s window %d because OPS-3", key, days)},
	}[state]
	if len(text) == 0 {
		return
	}
	e.types(who, one(e, "change", text...))
}

// stateOf is the state of a key in the cloud.
func (e *estate) stateOf(key string) string {
	k, _ := e.cloud.Key(key)
	return k.State
}

// types types a command and answers what opens.
func (e *estate) types(who, text string) {
	e.Helper()
	e.say("%s: /kms %s", who, text)
	if err := e.slack.As(who).Slash(e.ctx, "", "/kms "+text); err != nil {
		e.Fatalf("%v", err)
	}
	e.settle()
	if f, open := e.fill(who, filling{option: e.roll("option", 3)}); open {
		e.say("%s fills in what opens and sends it", who)
		e.send(who, f)
	}
	e.settle()
}

// wholeStory has a change asked for, and at once confirmed by everybody who is needed.
func (e *estate) wholeStory() {
	e.Helper()
	e.request()
	e.judge()
	if open := e.book.open(); len(open) > 0 {
		e.confirmAll(open[len(open)-1])
	}
}

// rescue gives a key back.
func (e *estate) rescue() {
	e.Helper()
	var lost []string
	for _, k := range e.keys {
		if slices.Contains([]string{"Disabled", "PendingDeletion"}, e.stateOf(k)) {
			lost = append(lost, k)
		}
	}
	if len(lost) == 0 {
		return
	}
	key := one(e, "key", lost...)
	action := map[string]guard.Action{"Disabled": guard.Enable, "PendingDeletion": guard.Cancel}[e.stateOf(key)]
	who := one(e, "rescuer", slices.Concat(rescuers, approvers)...)
	e.types(who, fmt.Sprintf("%s %s", action, key))
}

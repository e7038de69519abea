package endure

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"kmsguard/guard"
)

// say writes down what happens, for whoever reads a run that failed.
func (e *estate) say(format string, args ...any) {
	line := e.clock.World().Format("Jan _2 15:04") + "  " + fmt.Sprintf(format, args...)
	if e.story = append(e.story, line); len(e.story) > maxStory {
		e.story = e.story[maxStory/2:]
	}
}

// maxStory bounds how much is written down, for runs that go on for hours.
const maxStory = 2000

// key picks a key.
func (e *estate) key() string { return e.keys[e.roll("key", len(e.keys))] }

// ask types one of the commands, mostly as somebody who may.
func (e *estate) ask() {
	e.Helper()
	who := one(e, "who", one(e, "asker", askers...), one(e, "asker", askers...), one(e, "anybody", everybody...))
	text := e.command(e.key())
	e.types(who, text)
}

// command is one that would be understood, and often one that would be granted.
func (e *estate) command(key string) string {
	days := 7 + e.roll("days", 20)
	because := one(e, "reason", " because OPS-4411 retired", " because OPS-4411 retired", " because OPS-1", " because it is old", "")
	changes := []string{
		fmt.Sprintf("disable %s%s", key, because), fmt.Sprintf("delete %s window %d%s", key, days, because), fmt.Sprintf("delete %s%s", key, because),
		"rotate " + key + " now", "cancel " + key, "enable " + key, fmt.Sprintf("rotate %s every %d", key, 10*days), "rotate " + key + " off",
	}
	if !chance(e, "only looks", 4) {
		return one(e, "change", changes...)
	}
	return one(e, "look", "status "+key, "audit "+key+" for delete", "log "+key, "pending", "requests", "help", "")
}

// pressAny presses any button about a key, old or new, and answers what opens.
func (e *estate) pressAny() {
	e.Helper()
	list := e.buttons(e.key())
	if len(list) == 0 {
		return
	}
	label := one(e, "button", labels(list)...)
	these := labelled(list, label)
	b := these[e.roll("older", min(2, len(these)))]
	who := one(e, "who", one(e, "approver", approvers...), one(e, "asker", askers...), one(e, "rescuer", rescuers...), one(e, "anybody", everybody...))
	e.say("%s presses %q", who, label)
	if !e.press(who, b) {
		return
	}
	if f, ok := e.fill(who, filling{option: e.roll("option", 4)}); ok {
		e.send(who, f)
	}
}

// confirm gives one statement in one way or another.
func (e *estate) confirm() {
	e.Helper()
	key, n := e.key(), 1+e.roll("statement", 5)
	who := one(e, "who", one(e, "approver", approvers...), one(e, "approver", approvers...), one(e, "anybody", everybody...))
	with := filling{sentence: one(e, "types", "", "", "", "I agree", "I approve this key deletion action.")}
	e.say("%s confirms %d of %s%s", who, n, key, with.sentence)
	if !e.confirming(who, key, n) {
		return
	}
	f, ok := e.fill(who, with)
	if !ok {
		return
	}
	if !chance(e, "twice", 4) {
		e.send(who, f)
		return
	}
	e.say("%s sends it twice at the same moment", who)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { f.submit(e) })
	}
	both.Wait()
}

// send submits a form. What was taken is never lost: the ledger has it, or the
// person is told.
func (e *estate) send(who string, f form) {
	e.Helper()
	before, seq := e.whispers(who), e.book.seq
	e.diedAt = ""
	if !f.submit(e) {
		return
	}
	e.settle()
	if e.diedAt == beforeInput {
		return // its last breath was to say that nothing was recorded
	}
	if e.life == nil || e.faulty || e.whispers(who) > before || e.named(who, seq) {
		return
	}
	e.breaks("what %s sent was taken, and nothing came of it", who)
}

// whispers counts what only this person sees.
func (e *estate) whispers(who string) (n int) {
	for _, room := range []string{channel, escalation} {
		for _, m := range e.slack.Messages(room) {
			if m.Ephemeral == userID(who) {
				n++
			}
		}
	}
	return n
}

// named reports whether an entry of the ledger after seq names somebody.
func (e *estate) named(who string, seq uint64) bool {
	e.Helper()
	for rec, err := range e.life.ledger.All(e.ctx, seq) {
		if err != nil {
			e.breaks("the ledger cannot be read: %v", err)
		}
		if strings.Contains(fmt.Sprintf("%+v", rec.Event), userID(who)) {
			return true
		}
	}
	return false
}

// approve has one of the open requests confirmed.
func (e *estate) approve() {
	e.Helper()
	open := e.book.open()
	if len(open) == 0 {
		return
	}
	e.confirmAll(open[e.roll("request", len(open))])
}

// confirmAll has everything said that a request still needs, by those who may.
func (e *estate) confirmAll(t *tale) {
	e.Helper()
	e.say("%s (%s) is confirmed by everybody who may", t.id, t.plan)
	e.dispose(t)
	first := e.roll("first approver", len(approvers))
	crew := slices.Concat(approvers[first:], approvers[:first])
	for _, n := range e.demand(t).Statements {
		for i, who := range crew {
			if !e.mayApprove(t, userID(who)) || userID(who) == t.requester {
				continue
			}
			if e.confirming(who, t.key, n) {
				if f, ok := e.fill(who, filling{}); ok && f.submit(e) {
					crew = slices.Concat(crew[i+1:], crew[:i+1])
					break
				}
			}
		}
		e.settle()
	}
}

// mostDependents bounds how often a disposition is given to one request.
const mostDependents = 4

// dispose says of each dependent what becomes of it.
func (e *estate) dispose(t *tale) {
	e.Helper()
	if t.plan.Action != guard.Delete {
		return
	}
	for range mostDependents {
		these := labelled(e.buttons(t.key), "Give a disposition")
		if len(these) == 0 || !e.press("bob", these[0]) {
			return
		}
		f, ok := e.fill("bob", filling{})
		if !ok || !f.submit(e) {
			return
		}
		e.settle()
	}
}

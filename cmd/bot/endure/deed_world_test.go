package endure

import (
	"fmt"
	"slices"
	"time"
)

// console does something to a key behind the bot's back.
func (e *estate) console() {
	e.Helper()
	key := e.key()
	verb := one(e, "verb", "ScheduleKeyDeletion", "CancelKeyDeletion", "DisableKey", "EnableKey", "Decrypt")
	var args []string
	if verb == "ScheduleKeyDeletion" {
		args = append(args, fmt.Sprint(7+e.roll("days", 10)))
	}
	err := e.cloud.Console(verb, append([]string{key}, args...)...)
	e.say("console: %s %s %v%s", verb, key, args, because(err))
	if err == nil {
		e.disturbed()
	}
}

// because says why something was refused; nothing where it was not.
func because(err error) string {
	if err == nil {
		return ""
	}
	return ": " + err.Error()
}

// dependents adds something that uses a key, or removes what was added.
func (e *estate) dependents() {
	e.Helper()
	if n := len(e.rows); n > 0 && chance(e, "remove", 2) {
		i := e.roll("which", n)
		err := e.cloud.Remove(e.rows[i].kind, e.rows[i].id)
		e.say("somebody removes %s%s", e.rows[i].id, because(err))
		e.rows = slices.Delete(e.rows, i, i+1)
		return
	}
	kind, key := one(e, "kind", "ecs_disks", "secrets", "ecs_snapshots", "rds_instances"), e.key()
	id, err := e.cloud.AddDependent(kind, key)
	e.say("somebody uses %s for %s%s", key, id, because(err))
	if err == nil {
		e.rows = append(e.rows, row{kind, id})
	}
}

// staff has somebody leave, or come back.
func (e *estate) staff() {
	e.Helper()
	who := one(e, "who", "bob", "carol", "dave", "alice", "gina")
	verb := "deactivate"
	if e.away[who] {
		verb = "activate"
	}
	e.away[who] = !e.away[who]
	e.say("%s %s", verb, who)
	if err := e.slack.Change(verb, who); err != nil {
		e.Fatalf("%v", err)
	}
}

// pass lets time pass, from minutes to weeks.
func (e *estate) pass() {
	e.Helper()
	by := one(e, "for", time.Minute, 15*time.Minute, 2*time.Hour, day, 4*day, 9*day)
	e.say("%s pass", by)
	e.advance(by)
}

// sleep pauses the bot's process, so that it wakes up later than it thinks.
func (e *estate) sleep() {
	e.Helper()
	by := one(e, "for", 5*time.Minute, time.Hour, 26*time.Hour, 8*day)
	e.say("the bot sleeps for %s", by)
	e.jump(by)
}

// misset turns the bot's clock an hour back, or puts it right.
func (e *estate) misset() {
	e.Helper()
	by := -wrongClock - e.clock.Now().Sub(e.clock.World())
	e.say("the bot's clock is wrong by %s", by)
	e.clock.Wrong(by)
	e.disturbed()
}

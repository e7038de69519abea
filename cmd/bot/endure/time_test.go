package endure

import "time"

// settle waits until the bot has nothing left to do at the time that is, and says
// when it will next. A bot that died meanwhile is started again.
func (e *estate) settle() (next time.Time) {
	e.Helper()
	for e.life != nil {
		before := e.slack.Deliveries()
		if !e.acknowledged(e.life) {
			e.revive()
			continue
		}
		next, err := e.clock.Idle(e.life.fuse.burnt)
		switch {
		case e.life.fuse.dead():
			e.revive()
		case err != nil:
			e.Fatalf("%v", err)
		case e.slack.Deliveries() == before && e.slack.Unacked() == 0:
			return next
		}
	}
	return time.Time{}
}

// patience is how long, in real time, a bot may take to connect and acknowledge.
const patience = time.Minute

// acknowledged waits until the bot is connected and has acknowledged everything;
// false: it is dead.
func (e *estate) acknowledged(l *life) bool {
	e.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for {
		changed := e.slack.Changed()
		if l.fuse.dead() {
			return false
		}
		if e.slack.Connections() > 0 && e.slack.Unacked() == 0 {
			return true
		}
		select {
		case <-changed:
		case <-l.fuse.burnt:
		case <-deadline.C:
			e.Fatalf("%d connections, %d deliveries not acknowledged", e.slack.Connections(), e.slack.Unacked())
		}
	}
}

// revive starts a bot after one that died.
func (e *estate) revive() {
	e.Helper()
	e.diedAt = e.life.fuse.at
	e.end()
	e.say("  the bot died %s and is started again", e.diedAt)
	e.start()
}

// advance lets time pass; everything that is due on the way happens at its own time.
func (e *estate) advance(by time.Duration) {
	e.Helper()
	target := e.clock.World().Add(by)
	for {
		e.slack.Tick()
		next := e.settle()
		e.judge()
		now := e.clock.World()
		if !now.Before(target) {
			return
		}
		if at, ok := e.slack.NextScheduled(); ok && (next.IsZero() || at.Before(next)) {
			next = at
		}
		if !next.After(now) || next.After(target) {
			next = target
		}
		e.clock.Step(next)
	}
}

// jump lets time pass while the bot's process is paused.
func (e *estate) jump(by time.Duration) {
	e.Helper()
	e.settle()
	e.clock.Step(e.clock.World().Add(by))
	e.disturbed()
}

// disturbed notes that the bot cannot be blamed yet for what it has not said.
func (e *estate) disturbed() { e.book.calmSince = e.clock.World() }

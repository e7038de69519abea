package sandbox

import (
	"cmp"
	"context"
)

// Bot tells whether the bot runs, and what is wrong with it: how it ended if
// nobody here ended it, or that it does not come to rest.
func (l *Live) Bot() (running bool, trouble string) {
	s := l.Sandbox()
	l.mu.Lock()
	stuck := l.stuck
	l.mu.Unlock()
	return s.alive(), cmp.Or(s.howItEnded(), stuck)
}

// botEnded is told when a process of the bot has ended, however it ended. It is
// forgotten at once, so that the next one can be started; howItEnded remembers.
func (l *Live) botEnded(s *Sandbox, c *child) {
	_ = s.reap(c) // howItEnded says it
	l.wake()
}

// Kill ends the bot by SIGKILL. Without a bot it does nothing.
func (l *Live) Kill() error {
	defer l.wake()
	return l.Sandbox().Kill()
}

// Start starts the bot on the data that the last one left, and returns when it is
// idle.
func (l *Live) Start(ctx context.Context) error {
	defer l.wake()
	s := l.Sandbox()
	return s.brief(s.Start(ctx))
}

// KillAt has the bot killed when it next makes the call.
func (l *Live) KillAt(api string, after bool) {
	l.Sandbox().KillAt(api, phase(after))
	l.wake()
}

// Trap tells at which call the bot is to be killed.
func (l *Live) Trap() (api string, after, set bool) { return l.Sandbox().armed() }

package sandbox

import "syscall"

// trap kills or stops the bot when a call is reached.
type trap struct {
	api, phase string         // api empty: whichever call it is
	left       int            // of such calls, until the one that is meant
	signal     syscall.Signal // SIGKILL, or SIGSTOP for a pause
}

// KillAt has the bot killed when it reaches a call, before or after the call's
// effect; the call's connection is dropped. It holds for one call. Without an API
// it takes back what was ordered before.
func (s *Sandbox) KillAt(api, phase string) {
	if api == "" {
		s.Disarm()
		return
	}
	s.KillAtCall(api, phase, 1)
}

// KillAtCall is KillAt for the n-th such call from now on, 1 being the next.
// Without an API it counts all calls.
func (s *Sandbox) KillAtCall(api, phase string, n int) {
	s.set(trap{api: api, phase: phase, left: n, signal: syscall.SIGKILL})
}

// PauseAtCall has the bot stopped at the n-th such call from now on, until Continue.
// The call itself goes on, and its reply waits for the bot.
func (s *Sandbox) PauseAtCall(api, phase string, n int) {
	s.set(trap{api: api, phase: phase, left: n, signal: syscall.SIGSTOP})
}

func (s *Sandbox) set(t trap) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trap, s.paused = &t, false
}

// Paused reports whether a trap has stopped the bot.
func (s *Sandbox) Paused() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.paused
}

// Continue lets a bot go on that was stopped.
func (s *Sandbox) Continue() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.paused && s.child != nil {
		_ = s.child.cmd.Process.Signal(syscall.SIGCONT) // it may have been killed meanwhile
	}
	s.paused = false
}

// Disarm takes the trap away, if it is still set.
func (s *Sandbox) Disarm() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trap = nil
}

// armed tells at which call the bot is to be killed.
func (s *Sandbox) armed() (api string, after, set bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.trap == nil {
		return "", false, false
	}
	return s.trap.api, s.trap.phase == phase(true), true
}

// reached is told of every call that reaches a simulator. It kills from within
// the call, so that nothing of it can still reach the bot, and then says so.
func (s *Sandbox) reached(api, phase string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.child == nil || s.child.ended.Err() != nil || !s.trap.springs(api, phase) {
		return false
	}
	signal := s.trap.signal
	s.trap = nil
	s.paused, s.child.killed = signal == syscall.SIGSTOP, s.child.killed || signal == syscall.SIGKILL
	_ = s.child.cmd.Process.Signal(signal) // it may have ended by itself
	return signal == syscall.SIGKILL
}

// springs counts a call and tells whether it is the one.
func (t *trap) springs(api, phase string) bool {
	if t == nil || t.phase != phase || t.api != "" && t.api != api {
		return false
	}
	t.left--
	return t.left <= 0
}

package sandbox

import "syscall"

// trap kills the bot when a call is reached.
type trap struct {
	api, phase string // api empty: whichever call it is
	left       int    // of such calls, until the one that is meant
}

// KillAt has the bot killed when it reaches a call, before or after the call's
// effect; the call's connection is dropped. It holds for one call.
func (s *Sandbox) KillAt(api, phase string) { s.KillAtCall(api, phase, 1) }

// KillAtCall is KillAt for the n-th such call from now on, 1 being the next.
// Without an API it counts all calls.
func (s *Sandbox) KillAtCall(api, phase string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trap = &trap{api: api, phase: phase, left: n}
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
// the call, so that nothing of it can still reach the bot.
func (s *Sandbox) reached(api, phase string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.child == nil || s.child.ended.Err() != nil || !s.trap.springs(api, phase) {
		return false
	}
	s.trap = nil
	s.child.killed = true
	_ = s.child.cmd.Process.Signal(syscall.SIGKILL) // it may have ended by itself
	return true
}

// springs counts a call and tells whether it is the one.
func (t *trap) springs(api, phase string) bool {
	if t == nil || t.phase != phase || t.api != "" && t.api != api {
		return false
	}
	t.left--
	return t.left <= 0
}

package sandbox

import (
	"context"
	"syscall"
)

// trap kills the bot when a call is reached.
type trap struct {
	api, phase string
	sprung     context.Context
	spring     context.CancelFunc
}

// KillAt has the bot killed when it reaches a call, before or after the call's
// effect; the call's connection is dropped. It holds for one call.
func (s *Sandbox) KillAt(api, phase string) {
	t := &trap{api: api, phase: phase}
	t.sprung, t.spring = context.WithCancel(context.Background())
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trap = t
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
	t := s.trap
	if t == nil || t.api != api || t.phase != phase || s.child == nil || s.child.ended.Err() != nil {
		return false
	}
	s.trap = nil
	s.child.killed = true
	_ = s.child.cmd.Process.Signal(syscall.SIGKILL) // it may have ended by itself
	t.spring()
	return true
}

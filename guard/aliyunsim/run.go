package aliyunsim

import (
	"net/http"
	"time"
)

// holdLimit bounds how long a timeout fault holds a connection when the client
// does not give up.
const holdLimit = 30 * time.Second

// slowDelay is what a slow fault adds when it names no delay.
const slowDelay = time.Second

// outcome is what became of a call: a reply, a refusal, or neither when the
// connection was dropped.
type outcome struct {
	reply   any
	err     *apiError
	dropped bool
}

// run takes an identified call from its arrival to its outcome: latency of the
// network, faults, quota, latency of the service, parameters, permission, effect,
// record. It waits without the lock, so calls wait side by side. The encoder applies
// faults that spoil the reply, named by c.fault.
func (s *Sim) run(w http.ResponseWriter, r *http.Request, c *call) outcome {
	s.pause(r, s.latency)
	f, ordered := s.takeFault(c)
	if ordered && s.failBefore(w, r, c, f) || s.reached(w, c, "before") {
		return outcome{dropped: true}
	}
	reply, err := s.serve(r, c, f)
	if ordered && s.failAfter(w, r, f) || s.reached(w, c, "after") {
		return outcome{dropped: true}
	}
	return outcome{reply: reply, err: err}
}

const okOutcome = "ok"

// serve lets the call through its quota and then have its effect, and records
// what came of it. Only that needs the lock; waiting and encoding do not.
func (s *Sim) serve(r *http.Request, c *call, f Fault) (any, *apiError) {
	if err := s.meter(c); err != nil {
		return nil, err
	}
	s.pause(r, s.service)
	s.mu.Lock()
	defer s.mu.Unlock()
	reply, err := s.perform(c, f)
	s.record(c, err)
	return reply, err
}

// meter counts the call against its quota, and records it when that refuses it.
func (s *Sim) meter(c *call) *apiError {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.admit(c)
	if err != nil {
		s.record(c, err)
	}
	return err
}

// perform decides about the call and lets it have its effect.
func (s *Sim) perform(c *call, f Fault) (any, *apiError) {
	if f.Kind == FaultError {
		return nil, f.refusal(s.products[c.action.product])
	}
	if err := c.checkParameters(); err != nil {
		return nil, err
	}
	if err := s.authorize(c); err != nil {
		return nil, err
	}
	s.destroyDue(c.now)
	return c.action.handle(s, c)
}

// takeFault takes the fault ordered for the call, if any, and lets a slow one wait.
func (s *Sim) takeFault(c *call) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.faults.take(s.account, c.action.api())
	if ok {
		c.fault = f.Kind
	}
	return f, ok
}

// failBefore applies a fault that keeps the call from its effect; true: dropped.
func (s *Sim) failBefore(w http.ResponseWriter, r *http.Request, c *call, f Fault) bool {
	// The others let the call have its effect.
	//exhaustive:ignore
	switch f.Kind {
	case FaultTimeoutBefore:
		s.recordLost(c, string(f.Kind))
		s.pause(r, holdLimit)
	case FaultResetBefore:
		s.recordLost(c, string(f.Kind))
	case FaultSlow:
		s.pause(r, firstOf(time.Duration(f.Delay), slowDelay))
		return false
	default:
		return false
	}
	drop(w)
	return true
}

// failAfter applies a fault that loses the reply of a call that had its effect; true: dropped.
func (s *Sim) failAfter(w http.ResponseWriter, r *http.Request, f Fault) bool {
	// The others do not lose the reply.
	//exhaustive:ignore
	switch f.Kind {
	case FaultTimeoutAfter:
		s.pause(r, holdLimit)
	case FaultResetAfter:
	default:
		return false
	}
	drop(w)
	return true
}

// reached tells the owner of the simulator how far the call came; true: dropped.
func (s *Sim) reached(w http.ResponseWriter, c *call, phase string) bool {
	if s.options.Reached == nil || !s.options.Reached(c.action.api(), phase) {
		return false
	}
	if phase == "before" {
		s.recordLost(c, "dropped-before")
	}
	drop(w)
	return true
}

// pause waits in real time, or until the client has gone.
func (s *Sim) pause(r *http.Request, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	}
}

package slacksim

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// The kinds of deliveries, in Socket Mode's words.
const (
	kindEvent    = "events_api"
	kindCommand  = "slash_commands"
	kindInteract = "interactive"
)

// delivery is one payload on its way to the app.
type delivery struct {
	kind    string
	payload any    // encoded when it is sent
	attempt int    // of an event: 0, then 1, 2, 3
	reason  string // why an event is sent again, as the HTTP header says it
}

// failure says why a delivery was not acknowledged.
type failure string

const (
	answered     failure = ""
	noConnection failure = "no connection"
	timedOut     failure = "timeout"
	connLost     failure = "connection lost"
	badStatus    failure = "http error"
	gaveUp       failure = "given up"
)

// answer is what the app acknowledged with, or why it did not.
type answer struct {
	payload json.RawMessage // nil for a plain ack
	failed  failure
	// over HTTP only: the body's type, and whether the app asked for no retry
	contentType string
	noRetry     bool
}

// deliver sends a payload and waits for the first acknowledgement, at most
// AckTimeout.
func (s *Sim) deliver(ctx context.Context, d delivery) answer {
	s.hold()
	defer s.end()
	return s.transmit(ctx, d)
}

// transmit sends a payload once, or twice where a duplicate was asked for. Where
// a late ack was asked for, what the app answers counts as missed.
func (s *Sim) transmit(ctx context.Context, d delivery) answer {
	twice, late := s.begin()
	ctx, cancel := context.WithTimeoutCause(ctx, s.set.AckTimeout, errAckTimeout)
	defer cancel()
	send := s.deliverSocket
	if s.overHTTP() {
		send = s.deliverHTTP
	}
	a := send(ctx, d, twice)
	if late && a.failed == answered {
		return answer{failed: timedOut}
	}
	return a
}

// begin counts what is sent and takes the switches that concern it.
func (s *Sim) begin() (twice, late bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deliveries++
	if s.late > 0 {
		s.late--
		late = true
	}
	if s.duplicates > 0 {
		s.duplicates--
		s.deliveries++
		twice = true
	}
	return twice, late
}

// hold counts a delivery as unacknowledged until end.
func (s *Sim) hold() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight++
}

func (s *Sim) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight--
}

func (s *Sim) overHTTP() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deliverTo.overHTTP()
}

// Unacked returns how many deliveries the app has still to acknowledge. An
// event that waits for its next retry does not count.
func (s *Sim) Unacked() int {
	s.mu.Look()
	defer s.mu.Leave()
	return s.inFlight
}

// Deliveries returns how many payloads were ever sent to the app.
func (s *Sim) Deliveries() uint64 {
	s.mu.Look()
	defer s.mu.Leave()
	return s.deliveries
}

type ackTimeout struct{}

func (ackTimeout) Error() string { return "the app did not acknowledge in time" }

var errAckTimeout error = ackTimeout{}

// whyEnded tells a missed deadline from a caller who gave up.
func whyEnded(ctx context.Context) failure {
	if errors.Is(context.Cause(ctx), errAckTimeout) {
		return timedOut
	}
	return gaveUp
}

// emit sends an event, again and again until it is acknowledged or the retries
// are used up. It returns at once; the first attempt already counts as unacked.
// The caller holds the lock.
func (s *Sim) emit(kind string, event object) {
	s.inFlight++
	payload := s.eventPayload(kind, event)
	if !s.start(func() { s.emitAll(payload) }) {
		s.inFlight--
	}
}

func (s *Sim) emitAll(payload object) {
	ctx, cancel := s.untilClosed()
	defer cancel()
	d := delivery{kind: kindEvent, payload: payload}
	a := s.transmit(ctx, d)
	for _, pause := range s.set.EventRetries {
		if a.failed == answered || a.failed == gaveUp || a.noRetry {
			break
		}
		if pause > 0 {
			s.end() // nothing is on its way during the pause
			s.sleep(pause)
			s.hold()
		}
		d.attempt, d.reason = d.attempt+1, retryReason(a.failed)
		a = s.transmit(ctx, d)
	}
	s.end()
}

// retryReason is HTTP's word for why an event is sent again.
func retryReason(f failure) string {
	// Any other failure is one of the connection.
	//exhaustive:ignore
	switch f {
	case timedOut, connLost:
		return "http_timeout"
	case badStatus:
		return "http_error"
	}
	return "connection_failed"
}

// sleep waits in real time or until the Sim is closed.
func (s *Sim) sleep(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-s.quit:
	}
}

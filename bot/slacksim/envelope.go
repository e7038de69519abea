package slacksim

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/coder/websocket"
)

// pending is an envelope that waits for its ack.
type pending struct {
	conn   *conn
	done   chan answer   // takes the first ack
	second chan struct{} // closed by the second ack of a doubled envelope
	acks   int
}

// lose gives up an envelope whose connection is gone.
func (p *pending) lose() {
	select {
	case p.done <- answer{failed: connLost}:
	default: // it was acknowledged before
	}
}

// deliverSocket sends one envelope over one connection and waits for its ack.
func (s *Sim) deliverSocket(ctx context.Context, d delivery, twice bool) answer {
	id, p := s.launch()
	if p == nil {
		return answer{failed: noConnection}
	}
	frame := d.envelope(id)
	err := p.conn.write(ctx, frame)
	if twice {
		s.repeat(p, id, frame)
	} else {
		defer s.forget(id)
	}
	if err != nil {
		return answer{failed: connLost}
	}
	select {
	case a := <-p.done:
		return a
	case <-ctx.Done():
		return answer{failed: whyEnded(ctx)}
	case <-s.quit:
		return answer{failed: gaveUp}
	}
}

// repeat sends the same envelope again, as Slack now and then does, and counts
// it as unacknowledged until its own ack or the deadline.
func (s *Sim) repeat(p *pending, id string, frame object) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inFlight++
	started := s.start(func() {
		defer s.end()
		defer s.forget(id)
		ctx, cancel := s.untilClosed()
		defer cancel()
		if p.conn.write(ctx, frame) != nil {
			return
		}
		timer := time.NewTimer(s.set.AckTimeout)
		defer timer.Stop()
		select {
		case <-p.second:
		case <-p.conn.gone:
		case <-timer.C:
		case <-s.quit:
		}
	})
	if !started {
		s.inFlight--
	}
}

func (d delivery) envelope(id string) object {
	o := object{"envelope_id": id, "type": d.kind, "payload": d.payload, "accepts_response_payload": d.kind != kindEvent}
	if d.kind == kindEvent {
		o["retry_attempt"], o["retry_reason"] = d.attempt, ""
		if d.attempt > 0 {
			o["retry_reason"] = "timeout" // Socket Mode knows no other reason
		}
	}
	return o
}

// launch picks the next connection in turn, any of which may get any delivery,
// and registers a new envelope. It returns nil when no connection is open.
func (s *Sim) launch() (string, *pending) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range s.conns {
		c := s.conns[s.nextConn%len(s.conns)]
		s.nextConn++
		if !c.ready || c.draining {
			continue
		}
		h := s.hex(32)
		id := fmt.Sprintf("%s-%s-%s-%s-%s", h[:8], h[8:12], h[12:16], h[16:20], h[20:])
		p := &pending{conn: c, done: make(chan answer, 1), second: make(chan struct{})}
		s.pending[id] = p
		return id, p
	}
	return "", nil
}

func (s *Sim) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.pending, id)
}

// readAcks reads what the client sends until the connection ends. What is no
// ack, is too large, too late, or came by another connection counts for nothing.
func (s *Sim) readAcks(ctx context.Context, c *conn) {
	for {
		kind, raw, err := c.ws.Read(ctx)
		if err != nil {
			return
		}
		if kind == websocket.MessageText && len(raw) < maxAck {
			s.ack(c, raw)
		}
	}
}

func (s *Sim) ack(c *conn, raw []byte) {
	var frame struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	if json.Unmarshal(raw, &frame) != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.pending[frame.EnvelopeID]
	if p == nil || (p.conn != c && !s.set.AcksCross) {
		return
	}
	if p.acks++; p.acks == 2 {
		close(p.second)
	}
	if string(frame.Payload) == "null" {
		frame.Payload = nil
	}
	select {
	case p.done <- answer{payload: frame.Payload}:
	default: // only the first ack counts
	}
}

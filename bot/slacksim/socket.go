package slacksim

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/coder/websocket"
)

const (
	maxAck        = 20480            // bytes; Slack drops an ack of this size or more without a word
	maxFrame      = 4 << 20          // bytes; beyond it the connection ends
	pongWait      = 10 * time.Second // how long a client may take to answer a ping
	closeAfter    = 10 * time.Second // between a disconnect frame and the end
	debugLife     = 360 * time.Second
	disconnecting = "disconnect"
)

// conn is one Socket Mode connection.
type conn struct {
	ws       *websocket.Conn
	ready    bool // hello was sent
	draining bool // told to reconnect: gets nothing more
	gone     chan struct{}
}

func connectionsOpen(s *Sim, c *call) (object, *apiError) {
	ticket := s.hex(32)
	s.tickets[ticket] = true
	base := strings.Replace(c.base, "http", "ws", 1)
	return object{"url": base + "/link/?ticket=" + ticket + "&app_id=" + s.app.ID}, nil
}

// serveSocket serves one connection from hello to its end. A ticket opens one.
// Any Origin is accepted, since clients send that of Slack.
func (s *Sim) serveSocket(w http.ResponseWriter, r *http.Request) {
	if !s.takeTicket(r.URL.Query().Get("ticket")) {
		http.Error(w, "invalid_ticket", http.StatusForbidden)
		return
	}
	defer s.wg.Done()
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return // Accept has answered
	}
	ws.SetReadLimit(maxFrame)
	c := &conn{ws: ws, gone: make(chan struct{})}
	ctx, cancel := s.untilClosed()
	defer cancel()
	defer func() { _ = ws.CloseNow() }()
	life := s.set.ConnectionLife
	if r.URL.Query().Get("debug_reconnects") == "true" {
		life = debugLife
	}
	if !s.greet(ctx, c, life) {
		return
	}
	defer s.leave(c)
	s.wg.Go(func() { s.keepAlive(ctx, c, life) })
	s.readAcks(ctx, c)
}

// takeTicket spends a ticket; Close waits for the connection that it opens.
func (s *Sim) takeTicket(ticket string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || !s.tickets[ticket] {
		return false
	}
	delete(s.tickets, ticket)
	s.wg.Add(1)
	return true
}

// greet sends hello and adds the connection to those that get deliveries; one
// too many is sent away.
func (s *Sim) greet(ctx context.Context, c *conn, life time.Duration) bool {
	s.mu.Lock()
	s.conns = append(s.conns, c)
	number := len(s.conns)
	s.mu.Unlock()
	if number > s.set.Connections {
		_ = c.write(ctx, disconnectFrame("too_many_websockets")) // it is closed either way
		_ = c.ws.Close(websocket.StatusNormalClosure, "")
		s.leave(c)
		return false
	}
	hello := object{
		"type": "hello", "num_connections": number, "connection_info": object{"app_id": s.app.ID},
		"debug_info": object{"host": "applink-sim", "build_number": 1, "approximate_connection_time": int(life.Seconds())},
	}
	if err := c.write(ctx, hello); err != nil {
		s.leave(c)
		return false
	}
	s.mu.Lock()
	c.ready = true
	s.mu.Unlock()
	return true
}

// leave removes the connection; what it carried unacknowledged is lost.
func (s *Sim) leave(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.Index(s.conns, c)
	if i < 0 {
		return
	}
	s.conns = slices.Delete(s.conns, i, i+1)
	close(c.gone)
	for _, p := range s.pending {
		if p.conn == c && !s.set.AcksCross {
			p.lose()
		}
	}
}

// keepAlive pings, and asks for a reconnect at the end of the connection's life.
func (s *Sim) keepAlive(ctx context.Context, c *conn, life time.Duration) {
	ping, end := time.NewTicker(s.opts.Ping), time.NewTimer(life)
	defer ping.Stop()
	defer end.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.gone:
			return
		case <-end.C:
			s.mu.Lock()
			s.disconnect(c, "refresh_requested")
			s.mu.Unlock()
		case <-ping.C:
			if !c.ping(ctx) {
				_ = c.ws.CloseNow()
				return
			}
		}
	}
}

func (c *conn) ping(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, pongWait)
	defer cancel()
	return c.ws.Ping(ctx) == nil
}

func (c *conn) write(ctx context.Context, frame object) error {
	raw, err := json.Marshal(frame)
	if err != nil {
		return err
	}
	return c.ws.Write(ctx, websocket.MessageText, raw)
}

func disconnectFrame(reason string) object {
	return object{"type": disconnecting, "reason": reason, "debug_info": object{"host": "applink-sim"}}
}

// disconnect asks a client to reconnect and closes what is left ten seconds
// later. After a mere warning the connection still gets deliveries.
// The caller holds the lock.
func (s *Sim) disconnect(c *conn, reason string) {
	ctx, cancel := s.untilClosed()
	c.draining = c.draining || reason != "warning"
	started := s.start(func() {
		defer cancel()
		_ = c.write(ctx, disconnectFrame(reason)) // a broken connection needs no farewell
		timer := time.NewTimer(closeAfter)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-c.gone:
		case <-s.quit:
		}
		_ = c.ws.CloseNow()
	})
	if !started {
		cancel()
	}
}

// Connections returns how many Socket Mode connections get deliveries.
func (s *Sim) Connections() int {
	s.mu.Look()
	defer s.mu.Leave()
	n := 0
	for _, c := range s.conns {
		if c.ready && !c.draining {
			n++
		}
	}
	return n
}

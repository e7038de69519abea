package slacksim_test

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// envelope is what arrives over Socket Mode.
type envelope struct {
	Type    string          `json:"type"`
	ID      string          `json:"envelope_id"`
	Payload json.RawMessage `json:"payload"`
	Accepts bool            `json:"accepts_response_payload"`
	Attempt int             `json:"retry_attempt"`
	Reason  string          `json:"reason"`
	Retry   string          `json:"retry_reason"`
	Number  int             `json:"num_connections"`
}

// app is a Socket Mode client written from the protocol. It hands every frame to
// react, which returns the payload to acknowledge with; silent leaves it unacked.
type app struct {
	ws       *websocket.Conn
	hello    envelope
	frames   chan envelope
	finished sync.WaitGroup
	cancel   context.CancelFunc
}

// silent as a reaction leaves the envelope unacknowledged.
var silent = json.RawMessage("silent")

type reaction func(envelope) any

func ackAll(envelope) any { return nil }

// connect opens a connection and answers what arrives.
func (ws *workspace) connect(react reaction) *app {
	ws.t.Helper()
	return ws.dial(ws.ticket(), react)
}

func (ws *workspace) ticket() string {
	ws.t.Helper()
	a := ws.send("apps.connections.open", appToken, "", "")
	if a.word() != "ok" {
		ws.t.Fatalf("apps.connections.open: %v", a)
	}
	return a.text("url")
}

func (ws *workspace) dial(url string, react reaction) *app {
	ws.t.Helper()
	ctx, cancel := context.WithCancel(ws.t.Context())
	conn, _, err := websocket.Dial(ctx, url, nil) //nolint:bodyclose // the handshake's body is the library's to close
	if err != nil {
		ws.t.Fatal(err)
	}
	conn.SetReadLimit(4 << 20)
	a := &app{ws: conn, frames: make(chan envelope, 100), cancel: cancel}
	if a.hello, err = a.read(ctx); err != nil {
		ws.t.Fatal(err)
	}
	a.finished.Go(func() { a.serve(ctx, react) })
	ws.t.Cleanup(a.stop)
	if a.hello.Type == "hello" {
		ws.until("a connection gets deliveries", func() bool { return ws.sim.Connections() >= a.hello.Number })
	}
	return a
}

func (a *app) stop() {
	a.cancel()
	_ = a.ws.CloseNow()
	a.finished.Wait()
}

func (a *app) read(ctx context.Context) (envelope, error) {
	var e envelope
	_, raw, err := a.ws.Read(ctx)
	if err != nil {
		return e, err
	}
	return e, json.Unmarshal(raw, &e)
}

func (a *app) serve(ctx context.Context, react reaction) {
	defer close(a.frames)
	for {
		e, err := a.read(ctx)
		if err != nil {
			return
		}
		if e.ID != "" {
			if payload := react(e); !isSilent(payload) {
				a.ack(ctx, e.ID, payload)
			}
		}
		a.frames <- e
	}
}

func isSilent(payload any) bool {
	raw, ok := payload.(json.RawMessage)
	return ok && string(raw) == string(silent)
}

func (a *app) ack(ctx context.Context, id string, payload any) {
	frame := map[string]any{"envelope_id": id}
	if payload != nil {
		frame["payload"] = payload
	}
	raw, err := json.Marshal(frame)
	if err == nil {
		_ = a.ws.Write(ctx, websocket.MessageText, raw)
	}
}

// next returns the next frame; it fails the test after five seconds.
func (ws *workspace) next(a *app) envelope {
	ws.t.Helper()
	timer := time.NewTimer(5 * time.Second)
	defer timer.Stop()
	select {
	case e, open := <-a.frames:
		if !open {
			ws.t.Fatal("the connection ended")
		}
		return e
	case <-timer.C:
		ws.t.Fatal("nothing arrived within 5 s")
	}
	return envelope{}
}

// until waits for a condition, at most five seconds.
func (ws *workspace) until(what string, holds func() bool) {
	ws.t.Helper()
	deadline := time.NewTimer(5 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-deadline.C:
			ws.t.Fatalf("never: %s", what)
		case <-tick.C:
		}
	}
}

// object reads a payload.
func (e envelope) object() map[string]any {
	var o map[string]any
	if json.Unmarshal(e.Payload, &o) != nil {
		return nil
	}
	return o
}

func (e envelope) text(path ...string) string { return answer(e.object()).text(path...) }

// dialPinged opens a connection that reports each ping.
func (ws *workspace) dialPinged(pinged chan<- struct{}) {
	ws.t.Helper()
	ctx, cancel := context.WithCancel(ws.t.Context())
	conn, _, err := websocket.Dial(ctx, ws.ticket(), &websocket.DialOptions{ //nolint:bodyclose // the handshake's body is the library's to close
		OnPingReceived: func(context.Context, []byte) bool {
			pinged <- struct{}{}
			return true
		},
	})
	if err != nil {
		ws.t.Fatal(err)
	}
	a := &app{ws: conn, frames: make(chan envelope, 100), cancel: cancel}
	a.finished.Go(func() { a.serve(ctx, ackAll) })
	ws.t.Cleanup(a.stop)
}

package slacksim_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
)

func TestHelloAndTickets(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	url := ws.ticket()
	if !strings.HasPrefix(url, "ws://") || !strings.Contains(url, "/link/?ticket=") || !strings.Contains(url, "&app_id=A0KMSGUARD") {
		t.Errorf("url %s", url)
	}
	a := ws.dial(url, ackAll)
	if a.hello.Type != "hello" || a.hello.Number != 1 {
		t.Errorf("hello: %+v", a.hello)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Replace(url, "ws://", "http://", 1), nil)
	must(t, err)
	if status, _, _ := ws.do(r); status != http.StatusForbidden {
		t.Errorf("a ticket used twice: HTTP %d", status)
	}
}

func TestEachDeliveryGoesToOneConnection(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	first, second := ws.connect(ackAll), ws.connect(ackAll)
	for range 4 {
		must(t, ws.sim.As("bob").Slash(t.Context(), "", "/kms"))
	}
	for range 2 {
		ws.next(first)
		ws.next(second)
	}
	if len(first.frames)+len(second.frames) != 0 || ws.sim.Deliveries() != 4 {
		t.Errorf("more arrived: %d and %d of %d", len(first.frames), len(second.frames), ws.sim.Deliveries())
	}
}

func TestTooManyConnections(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, settings(slacksim.Settings{Connections: 2}))
	ws.connect(ackAll)
	ws.connect(ackAll)
	third := ws.dial(ws.ticket(), ackAll)
	if third.hello.Type != "disconnect" || third.hello.Reason != "too_many_websockets" {
		t.Errorf("the third got %+v", third.hello)
	}
}

func TestDisconnects(t *testing.T) {
	t.Parallel()
	tests := []struct {
		verb, reason string
		left         int // connections that still get deliveries
	}{
		{"reconnect", "refresh_requested", 0},
		{"warning", "warning", 1},
		{"disable-link", "link_disabled", 0},
	}
	for _, tt := range tests {
		ws := newWorkspace(t)
		a := ws.connect(ackAll)
		must(t, ws.sim.Change(tt.verb))
		if e := ws.next(a); e.Type != "disconnect" || e.Reason != tt.reason {
			t.Errorf("%s: frame %+v", tt.verb, e)
		}
		if n := ws.sim.Connections(); n != tt.left {
			t.Errorf("%s: %d connections, want %d", tt.verb, n, tt.left)
		}
	}
}

func TestDropCutsTheConnection(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(func(envelope) any { return silent })
	done := make(chan error, 1)
	bob := ws.sim.As("bob")
	go func() { done <- bob.Slash(t.Context(), "", "/kms") }()
	ws.next(a)
	must(t, ws.sim.Change("drop"))
	must(t, <-done) // at once, not after three seconds
	if bob.LastError() != `/kms failed with the error "operation_timeout"` || ws.sim.Unacked() != 0 {
		t.Errorf("error %q, %d unacked", bob.LastError(), ws.sim.Unacked())
	}
}

func TestEventsAreRetriedWithANewEnvelope(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, settings(slacksim.Settings{AckTimeout: 40 * time.Millisecond, EventRetries: []time.Duration{0, time.Millisecond}}))
	a := ws.connect(func(envelope) any { return silent })
	must(t, ws.sim.As("bob").OpenHome(t.Context()))
	if ws.sim.Unacked() != 1 {
		t.Errorf("%d unacked right after the step", ws.sim.Unacked())
	}
	ids := map[string]bool{}
	event := ""
	for attempt := range 3 {
		e := ws.next(a)
		if e.Attempt != attempt || (e.Retry == "timeout") != (attempt > 0) {
			t.Errorf("attempt %d: %d %q", attempt, e.Attempt, e.Retry)
		}
		if attempt > 0 && e.text("event_id") != event {
			t.Errorf("attempt %d is another event", attempt)
		}
		event = e.text("event_id")
		ids[e.ID] = true
	}
	if len(ids) != 3 {
		t.Errorf("%d envelope IDs, want 3", len(ids))
	}
	ws.until("given up", func() bool { return ws.sim.Unacked() == 0 })
}

func TestAnEventWithoutConnectionComesLater(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, settings(slacksim.Settings{EventRetries: []time.Duration{0, time.Second}}))
	must(t, ws.sim.As("bob").OpenHome(t.Context()))
	ws.until("only retries are left", func() bool { return ws.sim.Unacked() == 0 })
	a := ws.connect(ackAll)
	if e := ws.next(a); e.Attempt != 2 {
		t.Errorf("the first that arrives is attempt %d, want 2", e.Attempt)
	}
}

func TestDuplicates(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.connect(ackAll)
	must(t, ws.sim.Change("duplicate-next"))
	must(t, ws.sim.As("bob").Slash(t.Context(), "", "/kms help"))
	first, second := ws.next(a), ws.next(a)
	if first.ID != second.ID || first.text("trigger_id") != second.text("trigger_id") {
		t.Errorf("%+v and %+v are not the same", first, second)
	}
	ws.until("both are acknowledged", func() bool { return ws.sim.Unacked() == 0 })
	must(t, ws.sim.As("bob").Slash(t.Context(), "", "/kms help"))
	ws.next(a)
	if len(a.frames) != 0 || ws.sim.Deliveries() != 3 {
		t.Errorf("%d more frames, %d deliveries", len(a.frames), ws.sim.Deliveries())
	}
}

func TestAcksOverAnotherConnection(t *testing.T) {
	t.Parallel()
	tests := []struct {
		honoured bool
		wait     time.Duration
		want     string
	}{
		{false, 500 * time.Millisecond, `/kms failed with the error "operation_timeout"`},
		{true, 5 * time.Second, ""},
	}
	for _, tt := range tests {
		ws := newWorkspace(t, settings(slacksim.Settings{AckTimeout: tt.wait, AcksCross: tt.honoured}))
		a := ws.connect(func(envelope) any { return silent })
		bob := ws.sim.As("bob")
		done := make(chan error, 1)
		go func() { done <- bob.Slash(t.Context(), "", "/kms") }()
		e := ws.next(a)
		b := ws.connect(ackAll)
		b.ack(t.Context(), e.ID, nil)
		must(t, <-done)
		if got := bob.LastError(); got != tt.want {
			t.Errorf("setting %v: %q, want %q", tt.honoured, got, tt.want)
		}
	}
}

func TestPingsArrive(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, func(_ *slacksim.World, o *slacksim.Options) { o.Ping = time.Millisecond })
	pinged := make(chan struct{}, 1000)
	ws.dialPinged(pinged)
	for range 3 {
		timer := time.NewTimer(5 * time.Second)
		select {
		case <-pinged:
		case <-timer.C:
			t.Fatal("no ping within 5 s")
		}
		timer.Stop()
	}
}

func TestConnectionLifeEnds(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, settings(slacksim.Settings{ConnectionLife: 20 * time.Millisecond}))
	a := ws.connect(ackAll)
	if e := ws.next(a); e.Type != "disconnect" || e.Reason != "refresh_requested" {
		t.Errorf("frame %+v", e)
	}
}

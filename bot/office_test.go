package bot

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"kmsguard/bot/slacksim"
	"kmsguard/guard"
)

const worldText = `
team: {id: T0ACME, name: Acme}
users:
  - {id: U0ALICE, name: alice, tz: Europe/Berlin}
  - {id: U0BOB, name: bob}
  - {id: U0CAROL, name: carol}
  - {id: U0DAVE, name: dave}
  - {id: U0ERIN, name: erin}
  - {id: U0FRANK, name: frank}
  - {id: U0OSCAR, name: oscar}
  - {id: U0GUEST, name: gus, guest: true}
  - {id: U0GONE, name: gone, deactivated: true}
  - {id: U0XENA, name: xena, external: true}
groups:
  - {id: S0APPROVE, handle: kms-approvers, users: [bob, carol, dave, erin, frank]}
channels:
  - {id: C0KEYS, name: key-changes, members: [alice, bob, carol, dave, erin, frank]}
  - {id: C0ESC, name: escalation, members: [alice, bob]}
  - {id: C0TALK, name: general, members: [alice, bob, oscar, gus]}
  - {id: C0AWAY, name: away, members: [alice], without_app: true}
`

// callBound is how long the bot of a test waits for one call.
const callBound = 300 * time.Millisecond

// hand is a clock that a test moves.
type hand struct {
	mu sync.Mutex
	at time.Time
}

func (h *hand) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hand) advance(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

// office is a workspace with the bot's two halves.
type office struct {
	t        testing.TB
	sim      *slacksim.Sim
	url      string
	calendar *hand
	real     *hand
	desk     *desk
	vault    *vault
	adapter  *Adapter
	log      *logText
}

// logText is what the bot logged.
type logText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

type edit func(*slacksim.World, *slacksim.Options, *AdapterOptions)

func newOffice(t testing.TB, edits ...edit) *office {
	t.Helper()
	w, err := slacksim.ParseWorld([]byte(worldText))
	must(t, err)
	o := &office{t: t, calendar: &hand{at: start}, real: &hand{at: start}, log: &logText{}, vault: &vault{keys: map[string]guard.KeyFacts{}}}
	so := slacksim.Options{Now: o.calendar.now, Real: o.real.now}
	ao := AdapterOptions{Now: o.calendar.now, Real: o.real.now, Policy: policy, Log: zerolog.New(o.log)}
	for _, e := range edits {
		e(&w, &so, &ao)
	}
	o.sim, err = slacksim.New(w, so)
	must(t, err)
	server := httptest.NewServer(o.sim)
	o.url = server.URL
	client := &http.Client{Timeout: callBound, Transport: &http.Transport{}}
	ao.API = newAPI(APIOptions{URL: o.url + "/api/", BotToken: "xoxb-sandbox-bot", AppToken: "xapp-sandbox-app"}, client)
	o.adapter, err = NewAdapter(ao)
	must(t, err)
	o.desk = newDesk(o.calendar.now)
	t.Cleanup(func() {
		client.CloseIdleConnections()
		must(t, o.sim.Close())
		server.Close()
	})
	return o
}

// options are those of a bot in this office.
func (o *office) options() Options {
	return Options{
		Engine: o.desk, Adapter: o.adapter, Cloud: o.vault, Log: zerolog.New(o.log), Account: key.Account, DefaultRegion: key.Region,
	}
}

// open starts a bot over Socket Mode and ends it with the test.
func (o *office) open(edits ...func(*Options)) {
	o.t.Helper()
	opts := o.options()
	for _, e := range edits {
		e(&opts)
	}
	b, err := New(opts)
	must(o.t, err)
	ctx, cancel := context.WithCancel(o.t.Context())
	over := make(chan error, 1)
	go func() { over <- b.Run(ctx) }()
	o.t.Cleanup(func() {
		cancel()
		if err := <-over; !errors.Is(err, context.Canceled) {
			o.t.Errorf("Run ended with %v", err)
		}
	})
	o.until("the bot is connected", func() bool { return o.sim.Connections() == 1 })
}

// until waits for a condition, at most five seconds.
func (o *office) until(what string, holds func() bool) {
	o.t.Helper()
	deadline := time.NewTimer(5 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-deadline.C:
			o.t.Fatalf("never: %s\n%s", what, o.log)
		case <-tick.C:
		}
	}
}

// settled waits until everything was acknowledged and nothing goes on.
func (o *office) settled() {
	o.t.Helper()
	o.until("the bot is idle", func() bool { return o.sim.Unacked() == 0 && !o.desk.busy() })
}

// slash has somebody type a command, and waits for what follows.
func (o *office) slash(user, text string) *slacksim.Persona {
	o.t.Helper()
	p := o.sim.As(user)
	must(o.t, p.Slash(o.t.Context(), "", text))
	o.settled()
	return p
}

// press has somebody press a button, and waits for what follows.
func (o *office) press(user, label string) *slacksim.Persona {
	o.t.Helper()
	p := o.sim.As(user)
	must(o.t, p.Press(o.t.Context(), label))
	o.settled()
	return p
}

// submit has somebody submit the open modal.
func (o *office) submit(p *slacksim.Persona) {
	o.t.Helper()
	must(o.t, p.Submit(o.t.Context()))
	o.settled()
}

// modal returns the open modal of somebody.
func (o *office) modal(p *slacksim.Persona) slacksim.View {
	o.t.Helper()
	v, open := p.Modal()
	if !open {
		o.t.Fatalf("no modal is open; told: %q\n%s", p.LastError(), o.log)
	}
	return v
}

// posts posts notices of a state, and returns it with where they are.
func (o *office) posts(s guard.State, kinds ...guard.NoticeKind) guard.State {
	o.t.Helper()
	for _, k := range kinds {
		n := owed(s, k)
		at, err := o.adapter.Post(o.t.Context(), s, n)
		must(o.t, err)
		s = told(s, guard.NoticePosted{Notice: n.ID, Posted: at, At: o.calendar.now()})
	}
	o.desk.knows(s)
	return s
}

// fails makes calls of a method go wrong.
func (o *office) fails(api, kind, code string, times int) {
	o.t.Helper()
	must(o.t, o.sim.SetFault(slacksim.Fault{API: "slack." + api, Kind: kind, Code: code, Times: times}))
}

// calls counts how often a method was called.
func (o *office) calls(api string) int {
	n := 0
	for _, c := range o.sim.Calls() {
		if c.API == "slack."+api {
			n++
		}
	}
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func contains(t testing.TB, what, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%s has no %q:\n%s", what, p, text)
		}
	}
}

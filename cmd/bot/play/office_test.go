package play_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/cmd/bot/play"
)

// office is a Stage with the simulated workspace, over HTTP, and a small app in
// the bot's place. What is not Slack it only notes down.
type office struct {
	sim     *slacksim.Sim
	clerk   *clerk
	noted   []string
	states  map[string]string
	effects map[string]int
}

var opened = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

func newOffice(t *testing.T) *office {
	t.Helper()
	app := &clerk{t: t, audited: map[string]bool{}}
	address := httptest.NewServer(app)
	t.Cleanup(address.Close)
	world := slacksim.World{
		Team:     slacksim.Team{ID: "T0ACME", Name: "Acme"},
		Users:    []slacksim.User{{ID: "U0ALICE", Name: "alice"}, {ID: "U0BOB", Name: "bob"}, {ID: "U0CAROL", Name: "carol"}},
		Groups:   []slacksim.Group{{ID: "S0APPROVE", Handle: "kms-approvers", Users: []string{"bob", "carol"}}},
		Channels: []slacksim.Channel{{ID: "C0KEYS", Name: "key-changes", Members: []string{"alice", "bob", "carol"}}},
	}
	sim, err := slacksim.New(world, slacksim.Options{
		Now: func() time.Time { return opened }, Real: time.Now,
		Deliver: slacksim.Deliver{Events: address.URL + "/events", Commands: address.URL + "/commands", Interactions: address.URL + "/interactions"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	})
	api := httptest.NewServer(sim)
	t.Cleanup(api.Close)
	app.api = api.URL + "/api/"
	return &office{sim: sim, clerk: app, states: map[string]string{}, effects: map[string]int{}}
}

func (o *office) note(format string, args ...any) error {
	o.noted = append(o.noted, fmt.Sprintf(format, args...))
	return nil
}

func (o *office) Do(ctx context.Context, user string, m play.Move) error {
	p := o.sim.As(user)
	switch m := m.(type) {
	case play.Slash:
		return p.Slash(ctx, m.Channel, m.Text)
	case play.Press:
		return p.Press(ctx, m.Label)
	case play.Fill:
		return p.Fill(m.Label, m.Value)
	case play.Choose:
		return p.Choose(m.Input, m.Option)
	case play.Enter:
		return p.Type(m.Text)
	case play.Submit:
		return p.Submit(ctx)
	case play.Close:
		return p.CloseModal(ctx)
	case play.OpenHome:
		return p.OpenHome(ctx)
	default:
		return fmt.Errorf("there is no move %T", m)
	}
}

func (o *office) Screen(_ context.Context, user string) (play.Screen, error) {
	p := o.sim.As(user)
	s := play.Screen{Notice: p.LastNotice()}
	if p.Failed() {
		s.Error = p.LastError()
	}
	if v, ok := p.Modal(); ok {
		s.Modal = &play.Modal{Title: v.Title, Text: v.Text, Blocks: v.Blocks}
	}
	if v, ok := p.Home(); ok {
		s.Home = v.Text
	}
	return s, nil
}

func (o *office) Messages(context.Context) ([]play.Message, error) {
	var all []play.Message
	for _, m := range o.sim.Messages("key-changes") {
		if m.Deleted || m.Unseen {
			continue
		}
		text := m.Text
		if len(m.Blocks) > 0 {
			text = blockkit.Text(m.Blocks, o.sim.Names("alice"))
		}
		to := map[string]string{"U0ALICE": "alice", "U0BOB": "bob", "U0CAROL": "carol"}[m.Ephemeral]
		all = append(all, play.Message{Channel: "key-changes", TS: m.TS, Thread: m.ThreadTS, From: "kmsguard", To: to, Text: text})
	}
	return all, nil
}

func (o *office) Dump(_ context.Context, w io.Writer) error {
	_, err := fmt.Fprintln(w, "the whole channel")
	return err
}

func (o *office) Settle(context.Context) error { return nil } // the clerk is done before it acknowledges

func (o *office) Advance(_ context.Context, by time.Duration) error { return o.note("advance %s", by) }

func (o *office) Start(context.Context) error { return o.note("start") }

func (o *office) Kill(context.Context) error { return o.note("kill") }

func (o *office) KillAt(_ context.Context, api string, after bool) error {
	return o.note("kill at %s %t", api, after)
}

func (o *office) Load(_ context.Context, name string) error { return o.note("load %s", name) }

func (o *office) Add(_ context.Context, kind, row string) error {
	return o.note("add %s %s", kind, row)
}

func (o *office) Remove(_ context.Context, kind, name string) error {
	return o.note("remove %s %s", kind, name)
}

func (o *office) Console(_ context.Context, event string, args ...string) error {
	return o.note("console %s %q", event, args)
}

func (o *office) Change(_ context.Context, change string, args ...string) error {
	return o.sim.Change(change, args...)
}

func (o *office) Ledger(_ context.Context, act string, args ...string) error {
	return o.note("ledger %s %v", act, args)
}

func (o *office) Disk(_ context.Context, full bool) error { return o.note("disk full %v", full) }

func (o *office) SetFault(_ context.Context, f play.Fault) error { return o.note("%s", f) }

func (o *office) ClearFaults(context.Context) error { return o.note("unfault") }

func (o *office) KeyState(_ context.Context, id string) (string, error) {
	if state, ok := o.states[id]; ok {
		return state, nil
	}
	return "", errors.New("there is no key " + id)
}

func (o *office) Effects(_ context.Context, api string) (int, error) { return o.effects[api], nil }

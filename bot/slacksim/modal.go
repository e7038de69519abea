package slacksim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"kmsguard/bot/slacksim/blockkit"
)

// View is an open modal or the Home tab as the person sees it.
type View struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Submit string `json:"submit,omitempty"`
	Close  string `json:"close,omitempty"`
	Depth  int    `json:"depth,omitempty"` // modals in the stack, this one included
	// Covered says that another modal was opened from it, which may be closed by now.
	Covered bool              `json:"covered,omitempty"`
	Blocks  json.RawMessage   `json:"blocks"`
	JSON    json.RawMessage   `json:"view"`             // as interactions carry it
	Text    string            `json:"text"`             // as it reads, title and buttons included
	Errors  map[string]string `json:"errors,omitempty"` // below inputs, by block ID
	Banner  string            `json:"banner,omitempty"` // the trouble-connecting banner
	// Values is what stands in the inputs by now: block ID, action ID, entry.
	Values map[string]map[string]map[string]any `json:"values,omitempty"`
	Warned map[string]bool                      `json:"warned,omitempty"` // elements that show the warning mark, as BLOCK/ACTION
}

// Modal returns the person's newest open modal; false when none is open.
func (p *Persona) Modal() (View, bool) {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	if p.user == nil || p.top() == nil {
		return View{}, false
	}
	v := p.sim.seen(p.top())
	v.Depth = len(p.sim.stacks[p.user.ID])
	v.Errors = maps.Clone(p.fields)
	if p.banner {
		v.Banner = bannerText
	}
	return v, true
}

// Home returns the person's published Home tab; false before the first one.
func (p *Persona) Home() (View, bool) {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	if p.user == nil || p.sim.homes[p.user.ID] == nil {
		return View{}, false
	}
	return p.sim.seen(p.sim.homes[p.user.ID]), true
}

func (s *Sim) seen(v *view) View {
	raw, err := json.Marshal(s.viewJSON(v))
	if err != nil { // the view was checked when it came in
		raw = nil
	}
	return View{
		ID: v.id, Title: plainText(v.Title), Submit: plainText(v.Submit), Close: plainText(v.Close),
		Blocks: clone(v.Blocks), JSON: raw, Text: blockkit.ViewText(raw, s.names(s.user(v.user))),
		Covered: v.covered, Values: v.values.complete(v.Blocks), Warned: maps.Clone(v.warned),
	}
}

// CloseModal closes the open modal by its close button, or the whole stack when
// the modal says so. The app hears of it when it asked to.
func (p *Persona) CloseModal(ctx context.Context) error {
	d, err := p.prepareClose()
	if err != nil {
		return err
	}
	for _, one := range d {
		p.sim.deliver(ctx, one)
	}
	return ctx.Err()
}

func (p *Persona) prepareClose() ([]delivery, error) {
	s := p.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if ok, err := p.step(); !ok {
		return nil, err
	}
	v := p.top()
	if v == nil {
		return nil, fmt.Errorf("slacksim: %s has no modal open", p.user.Name)
	}
	closed := []*view{v}
	if v.ClearOnClose {
		closed = slices.Clone(s.stacks[p.user.ID])
	}
	var all []delivery
	for _, c := range closed {
		if c.NotifyOnClose {
			all = append(all, delivery{kind: kindInteract, payload: s.closedPayload(p.user, c, v.ClearOnClose)})
		}
	}
	for range closed {
		s.pop(p.user.ID)
	}
	p.fields, p.banner = nil, false
	return all, nil
}

// OpenHome opens the app's Home tab, of which the app hears as an event.
func (p *Persona) OpenHome(context.Context) error {
	s := p.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if ok, err := p.step(); !ok {
		return err
	}
	if s.app.NoHome {
		return errors.New("slacksim: the app has no Home tab")
	}
	p.homeOpen = true
	event := object{"user": p.user.ID, "channel": s.direct(p.user.ID).ID, "tab": "home"}
	if v := s.homes[p.user.ID]; v != nil {
		event["view"] = s.viewJSON(v)
	}
	s.announce("app_home_opened", event)
	return nil
}

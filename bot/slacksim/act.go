package slacksim

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"kmsguard/bot/slacksim/blockkit"
)

// Spot names an element by where it stands: in a view, or in a message of a room.
type Spot struct {
	View     string // view ID of the top modal or the Home tab; empty: a message
	Room, TS string
	BlockID  string
	ActionID string
	Option   string // value of the entry of an overflow menu
}

// Entry is what a person put into one input.
type Entry struct {
	BlockID  string
	ActionID string
	Values   []string // a typed text, values of chosen options, or IDs; none: it is empty
}

// Act presses exactly this element: a button, or an entry of an overflow menu.
func (p *Persona) Act(ctx context.Context, where Spot) error {
	at, action, err := p.aimAt(where)
	if err != nil || at == nil {
		return err
	}
	return p.act(ctx, *at, action)
}

func (p *Persona) aimAt(where Spot) (*spot, object, error) {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	if ok, err := p.step(); !ok {
		return nil, nil, err
	}
	on, err := p.placeOf(where)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range blockkit.Elements(on.blocks()) {
		if e.BlockID != where.BlockID || e.ActionID != where.ActionID || e.Stateful() {
			continue
		}
		if e.Kind != "overflow" {
			at := on.spot(e)
			return at, at.pressed(), nil
		}
		if option, ok := optionWith(e, where.Option); ok {
			return on.spot(e), object{"selected_option": option}, nil
		}
	}
	return nil, nil, fmt.Errorf("slacksim: %s sees no such button any more; it was replaced meanwhile", p.user.Name)
}

var errNotOpen = errors.New("slacksim: this window is not open any more")

// placeOf finds what a Spot stands in. The caller holds the lock.
func (p *Persona) placeOf(where Spot) (place, error) {
	if where.View != "" {
		if v := p.top(); v != nil && v.id == where.View {
			return place{view: v}, nil
		}
		if v := p.sim.homes[p.user.ID]; v != nil && v.id == where.View {
			return place{view: v}, nil
		}
		return place{}, errNotOpen
	}
	c := p.seen(where.Room)
	if c == nil {
		return place{}, fmt.Errorf("slacksim: %s is in no channel %q", p.user.Name, where.Room)
	}
	m := c.find(where.TS)
	if m == nil || !m.visibleTo(p.user.ID) {
		return place{}, fmt.Errorf("slacksim: %s sees no message %s in %s any more", p.user.Name, where.TS, where.Room)
	}
	return place{message: m, channel: c}, nil
}

// Enter puts entries into inputs of a view or message, as BlockID and ActionID of
// where are ignored. The app hears of those that changed and of which it wants
// to hear. What Slack's own form refuses is shown as a problem and not entered; an
// entry for an input that is not there any more is an error, and nothing is entered.
func (p *Persona) Enter(ctx context.Context, where Spot, entries []Entry) error {
	told, err := p.enterHere(where, entries)
	if err != nil {
		return err
	}
	for _, at := range told {
		if err := p.act(ctx, at.spot, maps.Clone(at.entry)); err != nil {
			return err
		}
	}
	return nil
}

// entered is an input and what was put into it.
type entered struct {
	spot
	entry object
}

// enterHere keeps the entries and returns those of which the app is to hear.
func (p *Persona) enterHere(where Spot, entries []Entry) ([]entered, error) {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	if ok, err := p.step(); !ok {
		return nil, err
	}
	on, err := p.placeOf(where)
	if err != nil {
		return nil, err
	}
	for _, one := range entries {
		if !slices.ContainsFunc(blockkit.Inputs(on.blocks()), one.isFor) {
			return nil, fmt.Errorf("slacksim: %s sees no input %s/%s any more; it was replaced meanwhile", p.user.Name, one.BlockID, one.ActionID)
		}
	}
	return p.enterAll(on, entries), nil
}

// isFor tells whether the entry is for that input.
func (one Entry) isFor(e blockkit.Element) bool {
	return e.BlockID == one.BlockID && e.ActionID == one.ActionID
}

// enterAll keeps entries in the inputs of one place and returns those that
// changed and are dispatched. The caller holds the lock.
func (p *Persona) enterAll(on place, entries []Entry) (told []entered) {
	inputs, refused := blockkit.Inputs(on.blocks()), map[string]string{}
	for _, one := range entries {
		for _, e := range inputs {
			if !one.isFor(e) {
				continue
			}
			at := on.spot(e)
			entry, err := e.Answer(textsOf(e, one.Values)...)
			if err != nil {
				refused[e.BlockID] = err.Error()
				continue
			}
			if reflect.DeepEqual(p.valuesAt(*at).entry(e), entry) {
				continue
			}
			p.put(*at, entry)
			if !e.Input || e.Dispatch {
				told = append(told, entered{*at, entry})
			}
		}
	}
	p.refuse(on, refused)
	return told
}

// refuse shows what Slack's own form says of inputs, by block ID: below each of
// them in an open modal, which is where a person looks. The caller holds the lock.
func (p *Persona) refuse(on place, errs map[string]string) {
	if len(errs) == 0 {
		return
	}
	p.problem = joined(errs)
	if on.view == nil || on.view != p.top() {
		return
	}
	if p.fields == nil {
		p.fields = map[string]string{}
	}
	maps.Copy(p.fields, errs)
}

// textsOf turns values of options into their texts, by which an element answers.
func textsOf(e blockkit.Element, values []string) []string {
	if len(e.Options) == 0 {
		return values
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = v
		for _, o := range e.Options {
			if o.Value == v {
				texts[i] = o.Text
			}
		}
	}
	return texts
}

func optionWith(e blockkit.Element, value string) (map[string]any, bool) {
	for _, o := range e.Options {
		if o.Value == value {
			option, err := e.Option(o.Text)
			return option, err == nil
		}
	}
	return nil, false
}

// SubmitView puts entries into the person's open modal and submits it. It is an
// error when that modal is not the newest one any more.
func (p *Persona) SubmitView(ctx context.Context, viewID string, entries []Entry) error {
	if err := p.enterTop(viewID, entries); err != nil {
		return err
	}
	if p.Failed() {
		return nil // what he entered was refused on the form itself
	}
	return p.Submit(ctx)
}

// enterTop keeps the entries in the newest modal if it is the one meant. What an
// earlier attempt was refused for is forgotten.
func (p *Persona) enterTop(viewID string, entries []Entry) error {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	if ok, err := p.step(); !ok {
		return err
	}
	v := p.top()
	if v == nil || v.id != viewID {
		return errNotOpen
	}
	p.fields, p.banner = nil, false
	p.enterAll(place{view: v}, entries)
	return nil
}

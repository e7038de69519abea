package slacksim

import (
	"fmt"
	"maps"

	"kmsguard/bot/slacksim/blockkit"
)

// Choose picks an option of radio buttons, checkboxes or a menu by its text, in
// the element with this label; with an empty label, in the first element that
// has the option. A checked box that is chosen again is unchecked.
func (p *Persona) Choose(label, option string) error {
	at, entry, err := p.chosen(label, option)
	if err != nil || at == nil {
		return err
	}
	return p.dispatch(*at, entry)
}

// chosen finds the element and keeps the choice.
func (p *Persona) chosen(label, option string) (*spot, map[string]any, error) {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	if ok, err := p.step(); !ok {
		return nil, nil, err
	}
	at, entry := p.option(label, option)
	if at == nil {
		return nil, nil, fmt.Errorf("slacksim: %s sees no option %q in %q", p.user.Name, option, label)
	}
	if picked, many := entry["selected_options"].([]any); many {
		before, _ := p.valuesAt(*at).entry(at.element)["selected_options"].([]any)
		entry["selected_options"] = toggle(before, picked[0])
	}
	p.put(*at, entry)
	return at, entry, nil
}

// option finds an element that offers the option, first by its exact label,
// then by the start of one; and the option first by its exact text, then by a
// start that only one option has, as a person finds it in a long menu.
func (p *Persona) option(label, text string) (*spot, map[string]any) {
	if at, entry := p.exactOption(label, text); at != nil {
		return at, entry
	}
	for _, where := range p.screen() {
		for _, e := range blockkit.Inputs(where.blocks()) {
			if label == "" || startsWith(e.Label, label) {
				if whole, ok := onlyStart(e.Options, text); ok {
					return p.exactOption(e.Label, whole)
				}
			}
		}
	}
	return nil, nil
}

// onlyStart returns the one option that begins with text.
func onlyStart(options []blockkit.Option, text string) (whole string, ok bool) {
	for _, o := range options {
		if startsWith(o.Text, text) {
			if ok {
				return "", false
			}
			whole, ok = o.Text, true
		}
	}
	return whole, ok
}

func (p *Persona) exactOption(label, text string) (*spot, map[string]any) {
	for _, named := range []func(string) bool{
		func(l string) bool { return label == "" || l == label },
		func(l string) bool { return startsWith(l, label) },
	} {
		for _, where := range p.screen() {
			for _, e := range blockkit.Inputs(where.blocks()) {
				if len(e.Options) == 0 || !named(e.Label) {
					continue
				}
				if entry, err := e.Answer(text); err == nil {
					return where.spot(e), entry
				}
			}
		}
	}
	return nil, nil
}

// toggle adds an option to those selected, or removes it.
func toggle(selected []any, option any) []any {
	kept := []any{}
	for _, o := range selected {
		if optionValue(o) != optionValue(option) {
			kept = append(kept, o)
		}
	}
	if len(kept) == len(selected) {
		kept = append(kept, option)
	}
	return kept
}

func optionValue(option any) any {
	o, _ := option.(map[string]any)
	return o["value"]
}

// put keeps what the person entered.
func (p *Persona) put(at spot, entry map[string]any) {
	p.valuesAt(at).put(at.element.BlockID, at.element.ActionID, entry)
	delete(p.fields, at.element.BlockID) // a change clears the error below an input
}

// valuesAt is where the person's entries in a view or message are kept.
func (p *Persona) valuesAt(at spot) inputs {
	if at.view != nil {
		return at.view.values
	}
	values := at.message.values[p.user.ID]
	if values == nil {
		values = inputs{}
		at.message.values[p.user.ID] = values
	}
	return values
}

// dispatch sends block_actions for a change where the app hears of one: in an
// input block only when it asked to.
func (p *Persona) dispatch(at spot, entry map[string]any) error {
	if at.element.Input && !at.element.Dispatch {
		return nil
	}
	ctx, cancel := p.sim.untilClosed()
	defer cancel()
	return p.act(ctx, at, maps.Clone(entry))
}

package slacksim

import (
	"context"
	"fmt"

	"kmsguard/bot/slacksim/blockkit"
)

// Press presses a button, or picks an entry of an overflow menu, by its label:
// on the open modal, else on his Home tab while he is there (since OpenHome,
// until his next command), else on the newest message that has it and that he
// can see. A label that no button has exactly is taken as the
// start of one. The modal's own buttons (submit, close) count as buttons.
func (p *Persona) Press(ctx context.Context, label string) error {
	at, action, own, err := p.aim(label)
	switch {
	case err != nil:
		return err
	case own != nil:
		return own(ctx)
	case at == nil:
		return nil
	}
	return p.act(ctx, *at, action)
}

// aim finds what a label names: an element, or one of the modal's own buttons.
func (p *Persona) aim(label string) (*spot, object, func(context.Context) error, error) {
	p.sim.mu.Lock()
	defer p.sim.mu.Unlock()
	if ok, err := p.step(); !ok {
		return nil, nil, nil, err
	}
	if own := p.modalButton(label); own != nil {
		return nil, nil, own, nil
	}
	if at := p.byLabel(label, isButton); at != nil {
		return at, at.pressed(), nil, nil
	}
	for _, place := range p.screen() {
		if at, option := overflowOption(place, label); at != nil {
			return at, object{"selected_option": option}, nil, nil
		}
	}
	return nil, nil, nil, fmt.Errorf("slacksim: %s sees no button %q", p.user.Name, label)
}

// modalButton returns what the submit or close button of the open modal does,
// unless an element of the modal has the same label.
func (p *Persona) modalButton(label string) func(context.Context) error {
	v := p.top()
	if v == nil {
		return nil
	}
	for _, e := range blockkit.Buttons(v.Blocks) {
		if e.Label == label {
			return nil
		}
	}
	switch label {
	case plainText(v.Submit):
		return p.Submit
	case plainText(v.Close):
		return p.CloseModal
	}
	return nil
}

// act sends block_actions and waits for the ack.
func (p *Persona) act(ctx context.Context, at spot, action object) error {
	s := p.sim
	s.mu.Lock()
	payload := s.actionPayload(p.user, at, action)
	s.mu.Unlock()
	a := s.deliver(ctx, delivery{kind: kindInteract, payload: payload})
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.failed != answered {
		p.problem = warningMark
	}
	p.mark(at, a.failed != answered)
	return ctx.Err()
}

func isButton(e blockkit.Element) bool { return e.Kind == "button" }

// pressed is what a pressed button adds to its action.
func (at spot) pressed() object {
	o := object{"text": at.element.Source()["text"]}
	if at.element.Value != "" {
		o["value"] = at.element.Value
	}
	if at.element.Style != "" {
		o["style"] = at.element.Style
	}
	return o
}

// overflowOption finds an entry of an overflow menu by its text.
func overflowOption(where place, label string) (*spot, any) {
	for _, e := range blockkit.Elements(where.blocks()) {
		if e.Kind != "overflow" {
			continue
		}
		if option, err := e.Option(label); err == nil {
			return where.spot(e), option
		}
	}
	return nil, nil
}

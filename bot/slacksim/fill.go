package slacksim

import (
	"fmt"
	"strings"

	"kmsguard/bot/slacksim/blockkit"
)

// sentenceBlock is the ID of the block that holds a sentence to be typed.
const sentenceBlock = "sentence"

// Fill enters a value into the input of the open modal (else of the newest
// message) with this label: text, a number, a date (2026-11-02), a time (15:04),
// a moment (RFC 3339), or the name of a user or channel. An empty value empties
// the input. What Slack's own form refuses is in LastError and not entered.
func (p *Persona) Fill(label, value string) error {
	return p.enter(value, func() *spot { return p.byLabel(label, isFilled) },
		fmt.Sprintf("no input %q to fill", label))
}

// isFilled tells what is typed into from what is chosen from.
func isFilled(e blockkit.Element) bool {
	return e.Stateful() && len(e.Options) == 0 && !strings.Contains(e.Kind, "static_select")
}

// Type enters a text into the open modal where a person would type it: into the
// first text input after the block with the ID sentence, or into the only text
// input when there is no such block.
func (p *Persona) Type(text string) error {
	return p.enter(text, p.typingSpot, "no open modal with one text input, nor with one after its sentence")
}

func (p *Persona) enter(value string, find func() *spot, missing string) error {
	at, entry, err := p.entered(value, find, missing)
	if err != nil || at == nil {
		return err
	}
	return p.dispatch(*at, entry)
}

// entered finds the input and keeps the value in it; nil when it was refused.
func (p *Persona) entered(value string, find func() *spot, missing string) (*spot, map[string]any, error) {
	s := p.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if ok, err := p.step(); !ok {
		return nil, nil, err
	}
	at := find()
	if at == nil {
		return nil, nil, fmt.Errorf("slacksim: %s sees %s", p.user.Name, missing)
	}
	var values []string
	if value != "" {
		values = []string{s.idFor(at.element, value)}
	}
	entry, err := at.element.Answer(values...)
	if err != nil {
		p.problem = err.Error()
		return nil, nil, nil
	}
	p.put(*at, entry)
	return at, entry, nil
}

// idFor turns the name of a user or channel into its ID where the element
// takes one.
func (s *Sim) idFor(e blockkit.Element, value string) string {
	switch strings.TrimPrefix(e.Kind, "multi_") {
	case "users_select":
		if u := s.user(value); u != nil {
			return u.ID
		}
	case "conversations_select", "channels_select":
		if c := s.channel(value); c != nil {
			return c.ID
		}
	}
	return value
}

// typingSpot is where Type types.
func (p *Persona) typingSpot() *spot {
	v := p.top()
	if v == nil {
		return nil
	}
	var inputs []blockkit.Element
	for _, e := range blockkit.Inputs(v.Blocks) {
		if e.Kind == "plain_text_input" {
			inputs = append(inputs, e)
		}
	}
	behind := blocksAfter(v.Blocks, sentenceBlock)
	for _, e := range inputs {
		if behind[e.BlockID] {
			return place{view: v}.spot(e)
		}
	}
	if len(inputs) == 1 {
		return place{view: v}.spot(inputs[0])
	}
	return nil
}

package slacksim

import (
	"encoding/json"
	"slices"
	"strings"

	"kmsguard/bot/slacksim/blockkit"
)

// spot is an element and where it stands: in a view, or in a message.
type spot struct {
	view    *view
	message *Message
	channel *channel
	element blockkit.Element
}

// place is one thing on the person's screen that may hold elements.
type place struct {
	view    *view
	message *Message
	channel *channel
}

func (p place) blocks() json.RawMessage {
	if p.view != nil {
		return p.view.Blocks
	}
	return p.message.Blocks
}

func (p place) spot(e blockkit.Element) *spot {
	return &spot{view: p.view, message: p.message, channel: p.channel, element: e}
}

// screen lists what the person sees, in the order in which he would look: the
// open modal, then his Home tab if that is where he is, then the messages of his
// channels from the newest to the oldest.
func (p *Persona) screen() []place {
	var all []place
	if v := p.top(); v != nil {
		all = append(all, place{view: v})
	}
	if v := p.sim.homes[p.user.ID]; v != nil && p.homeOpen {
		all = append(all, place{view: v})
	}
	var messages []place
	for _, c := range p.sim.channels {
		if !c.has(p.user.ID) {
			continue
		}
		for _, m := range c.messages {
			if m.visibleTo(p.user.ID) {
				messages = append(messages, place{message: m, channel: c})
			}
		}
	}
	slices.SortStableFunc(messages, func(a, b place) int {
		x, _ := microOf(a.message.TS)
		y, _ := microOf(b.message.TS)
		return int(max(-1, min(1, y-x)))
	})
	return append(all, messages...)
}

// top is the newest open modal, nil when none is.
func (p *Persona) top() *view {
	stack := p.sim.stacks[p.user.ID]
	if len(stack) == 0 {
		return nil
	}
	return stack[len(stack)-1]
}

// lookup finds the first element on the screen that the test accepts.
func (p *Persona) lookup(accept func(blockkit.Element) bool) *spot {
	for _, place := range p.screen() {
		for _, e := range blockkit.Elements(place.blocks()) {
			if accept(e) {
				return place.spot(e)
			}
		}
	}
	return nil
}

// byLabel finds the first element of a kind with exactly this label, else the
// first whose label starts with it, in either case of letters.
func (p *Persona) byLabel(label string, kind func(blockkit.Element) bool) *spot {
	exact := p.lookup(func(e blockkit.Element) bool { return kind(e) && e.Label == label })
	if exact != nil || label == "" {
		return exact
	}
	return p.lookup(func(e blockkit.Element) bool { return kind(e) && startsWith(e.Label, label) })
}

func startsWith(label, start string) bool {
	return strings.HasPrefix(strings.ToLower(label), strings.ToLower(start))
}

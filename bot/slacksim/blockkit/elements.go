package blockkit

import (
	"encoding/json"
	"maps"
)

// Element is something that a person can press or fill.
type Element struct {
	BlockID  string
	ActionID string
	Kind     string // Slack's type: button, plain_text_input, static_select, …
	Label    string // the text of a button, the label of an input block, else the placeholder or section text
	Value    string // what a button sends
	URL      string // what a button opens
	Style    string // primary, danger or empty
	Options  []Option
	Input    bool   // it is in an input block, and its answer is submitted
	Optional bool   // it may be left empty
	Dispatch bool   // the input block asks to be told of each change
	Hint     string // below the input

	source map[string]any
}

// Option is one entry of a menu, of radio buttons or of checkboxes.
type Option struct {
	Text  string
	Value string
}

// Elements lists everything interactive in reading order. Blocks that cannot be read hold nothing.
func Elements(blocks json.RawMessage) []Element {
	v, err := decode(blocks)
	if err != nil {
		return nil
	}
	var all []Element
	eachElement("", v, func(_ string, b, e map[string]any) { all = append(all, elementOf(b, e)) })
	return all
}

// Buttons lists what acts when it is pressed.
func Buttons(blocks json.RawMessage) []Element {
	return keep(Elements(blocks), func(e Element) bool { return !e.Stateful() })
}

// Inputs lists what holds an answer, in input blocks and elsewhere.
func Inputs(blocks json.RawMessage) []Element {
	return keep(Elements(blocks), Element.Stateful)
}

func keep(all []Element, ok func(Element) bool) []Element {
	var kept []Element
	for _, e := range all {
		if ok(e) {
			kept = append(kept, e)
		}
	}
	return kept
}

// Source is the element as the app wrote it; changing it changes nothing.
func (e Element) Source() map[string]any { return maps.Clone(e.source) }

func elementOf(b, e map[string]any) Element {
	out := Element{
		BlockID:  stringAt(b, "block_id"),
		ActionID: stringAt(e, "action_id"),
		Kind:     stringAt(e, "type"),
		Label:    labelOf(b, e),
		Value:    stringAt(e, "value"),
		URL:      stringAt(e, "url"),
		Style:    stringAt(e, "style"),
		source:   e,
	}
	for _, o := range optionsOf(e) {
		if option, ok := o.(map[string]any); ok {
			out.Options = append(out.Options, Option{Text: textAt(option, "text"), Value: stringAt(option, "value")})
		}
	}
	if b["type"] == "input" {
		out.Input = true
		out.Optional = b["optional"] == true
		out.Dispatch = b["dispatch_action"] == true
		out.Hint = textAt(b, "hint")
	}
	return out
}

// labelOf is the text by which a person would name the element.
func labelOf(b, e map[string]any) string {
	for _, text := range []string{textAt(e, "text"), textAt(b, "label"), textAt(e, "placeholder"), textAt(b, "text")} {
		if text != "" {
			return text
		}
	}
	return stringAt(e, "action_id")
}

func stringAt(m map[string]any, name string) string {
	s, _ := m[name].(string)
	return s
}

// textAt is the text of the text object under name.
func textAt(m map[string]any, name string) string {
	object, _ := m[name].(map[string]any)
	return stringAt(object, "text")
}

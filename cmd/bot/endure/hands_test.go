package endure

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockkit"
)

// button is something that a person can press in a channel.
type button struct {
	label string
	where slacksim.Spot
}

// buttons lists what can be pressed in the messages about a key, the newest first.
func (e *estate) buttons(key string) (list []button) {
	for _, room := range []string{channel, escalation} {
		messages := e.slack.Messages(room)
		about := map[string]bool{} // threads
		for _, m := range messages {
			if m.ThreadTS == "" && strings.Contains(string(m.Blocks)+m.Text, key) {
				about[m.TS] = true
			}
		}
		for _, m := range slices.Backward(messages) {
			if m.Deleted || m.Ephemeral != "" || !about[m.TS] && !about[m.ThreadTS] {
				continue
			}
			for _, b := range blockkit.Buttons(m.Blocks) {
				list = append(list, button{b.Label, slacksim.Spot{Room: room, TS: m.TS, BlockID: b.BlockID, ActionID: b.ActionID}})
			}
		}
	}
	return list
}

// labelled returns the newest buttons with a label, or whose label begins so.
func labelled(list []button, label string) (these []button) {
	for _, b := range list {
		if strings.HasPrefix(b.label, label) {
			these = append(these, b)
		}
	}
	return these
}

// labels lists what is written on buttons, each once.
func labels(list []button) (texts []string) {
	for _, b := range list {
		if !slices.Contains(texts, b.label) {
			texts = append(texts, b.label)
		}
	}
	return texts
}

// press presses a button in a channel, after having closed what was open. It is
// false where nothing opened.
func (e *estate) press(who string, b button) (opened bool) {
	e.Helper()
	p := e.slack.As(who)
	e.closeAll(p)
	if err := p.Act(e.ctx, b.where); err != nil {
		return false // the message was replaced, or this person does not see it
	}
	e.settle()
	_, opened = p.Modal()
	return opened
}

// mostModals bounds how many windows somebody closes one after the other.
const mostModals = 5

func (e *estate) closeAll(p *slacksim.Persona) {
	for range mostModals {
		if _, open := p.Modal(); !open {
			return
		}
		if err := p.CloseModal(e.ctx); err != nil {
			return
		}
	}
}

// inside presses a button of the open modal by its label; false where it has none.
func (e *estate) inside(who, label string) bool {
	p := e.slack.As(who)
	v, open := p.Modal()
	if !open {
		return false
	}
	for _, b := range blockkit.Buttons(v.Blocks) {
		if strings.HasPrefix(b.Label, label) && p.Act(e.ctx, slacksim.Spot{View: v.ID, BlockID: b.BlockID, ActionID: b.ActionID}) == nil {
			e.settle()
			return true
		}
	}
	return false
}

// filling says what somebody enters into the modal that is open.
type filling struct {
	sentence string // typed instead of what the modal shows; empty: that
	option   int    // which option of each menu, the last one where there are fewer
}

// form is a modal that was filled in and not submitted yet.
type form struct {
	person  *slacksim.Persona
	view    string
	entries []slacksim.Entry
}

// fill fills in the open modal; false where none is open or nothing is asked.
func (e *estate) fill(who string, with filling) (form, bool) {
	p := e.slack.As(who)
	v, open := p.Modal()
	if !open || v.Submit == "" {
		return form{}, false
	}
	f := form{person: p, view: v.ID}
	shown, typed := shownSentence(v.Blocks), false
	for _, in := range blockkit.Inputs(v.Blocks) {
		values := []string{"looked at by hand, OPS-7"}
		switch {
		case in.Kind == "checkboxes":
			values = nil
			for _, o := range in.Options {
				values = append(values, o.Value)
			}
		case len(in.Options) > 0:
			values = []string{in.Options[min(with.option, len(in.Options)-1)].Value}
		case in.Kind != "plain_text_input":
			continue
		case in.BlockID == "statement" && !typed:
			typed = true
			values = []string{with.sentence}
			if with.sentence == "" {
				values = []string{shown}
			}
		}
		f.entries = append(f.entries, slacksim.Entry{BlockID: in.BlockID, ActionID: in.ActionID, Values: values})
	}
	return f, true
}

// submit sends a form, and reports whether it was taken.
func (f form) submit(e *estate) bool {
	err := f.person.SubmitView(e.ctx, f.view, f.entries)
	return err == nil && !f.person.Failed()
}

// shownSentence is what a modal shows to be typed: what stands as code in the block
// of that name.
func shownSentence(blocks json.RawMessage) string {
	var all []struct {
		ID   string `json:"block_id"`
		Text struct {
			Text string `json:"text"`
		} `json:"text"`
	}
	if json.Unmarshal(blocks, &all) != nil {
		return ""
	}
	for _, b := range all {
		if b.ID == "sentence" {
			return strings.Trim(b.Text.Text, "`")
		}
	}
	return ""
}

// confirming opens the modal of a statement, and the audit first where the bot
// asks for that.
func (e *estate) confirming(who, key string, n int) bool {
	e.Helper()
	these := labelled(e.buttons(key), fmt.Sprintf("Confirm %d", n))
	if len(these) == 0 || !e.press(who, these[0]) {
		if n != 2 || len(these) == 0 || !e.lookFirst(who, key) || !e.press(who, these[0]) {
			return false
		}
	}
	if e.inside(who, "Open audit") {
		return e.press(who, these[0])
	}
	return true
}

// lookFirst opens the audit as somebody would who was told to.
func (e *estate) lookFirst(who, key string) bool {
	e.Helper()
	these := labelled(e.buttons(key), "Open audit")
	return len(these) > 0 && e.press(who, these[0])
}

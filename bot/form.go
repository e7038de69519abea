package bot

import (
	"cmp"
	"strings"

	"github.com/slack-go/slack"

	"kmsguard/bot/view"
	"kmsguard/guard"
)

// maxTyped bounds what is kept of one input, in bytes. Slack takes up to 3,000
// characters, each of at most four bytes.
const maxTyped = 12000

// form is a submitted modal.
type form struct {
	cb  slack.InteractionCallback
	ref view.Ref
}

// id names this submission. The hash changes with each change of the modal, so
// that the same form submitted again after a late answer is the same input.
func (f form) id() string {
	return "view/" + f.cb.View.ID + "/" + f.cb.View.Hash + "/" + f.cb.User.ID
}

// input is what the form is about, by whom, and where they are answered.
func (f form) input(kind guard.InputKind) guard.Input {
	return guard.Input{
		ID: f.id(), Kind: kind, By: f.cb.User.ID, Team: cmp.Or(f.cb.User.TeamID, f.cb.Team.ID), Reply: f.to(),
		Key: string(f.ref.Stream), Request: f.ref.Request, Shown: f.ref.Digest,
	}
}

func (f form) to() guard.ReplyTo {
	return guard.ReplyTo{User: f.cb.User.ID, Channel: f.ref.Reply.Channel, Thread: f.ref.Reply.Thread}
}

func (f form) value(block string) slack.BlockAction {
	if f.cb.View.State == nil {
		return slack.BlockAction{}
	}
	return f.cb.View.State.Values[block][view.ActionInput]
}

// text is what was typed into an input.
func (f form) text(block string) string { return bounded(f.value(block).Value) }

// choice is the value that was chosen in a menu.
func (f form) choice(block string) string { return f.value(block).SelectedOption.Value }

// ticked are the values of the boxes that were ticked.
func (f form) ticked(block string) []string {
	var list []string
	for _, o := range f.value(block).SelectedOptions {
		list = append(list, o.Value)
	}
	return list
}

// under returns what was typed into the blocks whose ID begins with a prefix.
func (f form) under(prefix string) map[string]string {
	typed := map[string]string{}
	if f.cb.View.State == nil {
		return typed
	}
	for block, inputs := range f.cb.View.State.Values {
		if strings.HasPrefix(block, prefix) {
			typed[block] = bounded(inputs[view.ActionInput].Value)
		}
	}
	return typed
}

func bounded(s string) string {
	if len(s) <= maxTyped {
		return s
	}
	return strings.ToValidUTF8(s[:maxTyped], "")
}

// boxes are the options of the checkboxes that a rescue shows.
func (f form) boxes() []*slack.OptionBlockObject {
	for _, b := range f.cb.View.Blocks.BlockSet {
		input, ok := b.(*slack.InputBlock)
		if !ok || input.BlockID != view.BlockBoxes {
			continue
		}
		if e, ok := input.Element.(*slack.CheckboxGroupsBlockElement); ok {
			return e.Options
		}
	}
	return nil
}

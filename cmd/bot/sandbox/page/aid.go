package page

import (
	"encoding/json"
	"strings"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockkit"
)

const (
	// sentenceBlock is the ID of the block that holds a sentence to be typed.
	sentenceBlock = "sentence"
	// byHand is what is entered where a person would say how something was settled.
	byHand = "checked by hand"
)

// fillings is what a person who means it would enter where the window asks for
// more: the sentence as it stands above its input, the first choice of a menu, a
// few words elsewhere. What is filled already stays, but for a sentence that
// differs. Nothing of it knows the bot.
func fillings(blocks json.RawMessage, values map[string]map[string]map[string]any) []slacksim.Entry {
	text, sentenceInput := sentence(blocks)
	var entries []slacksim.Entry
	for _, e := range blockkit.Inputs(blocks) {
		entry := values[e.BlockID][e.ActionID]
		asked := e.Input && !e.Optional && !e.Filled(entry)
		values := []string{byHand}
		switch {
		case e.BlockID == sentenceInput && entry["value"] != text:
			values[0] = text
		case !asked:
			continue
		case len(e.Options) > 0:
			values = choices(e)
		case e.Kind != "plain_text_input":
			continue
		}
		entries = append(entries, slacksim.Entry{BlockID: e.BlockID, ActionID: e.ActionID, Values: values})
	}
	return entries
}

// choices are every box of a list of boxes, and the first entry of anything else.
func choices(e blockkit.Element) []string {
	var values []string
	for _, o := range e.Options {
		values = append(values, o.Value)
	}
	if e.Kind != "checkboxes" {
		values = values[:1]
	}
	return values
}

// sentence finds the sentence to be typed, and the ID of the block into which it
// is typed: the first text input behind it.
func sentence(blocks json.RawMessage) (text, inputBlock string) {
	var all []struct {
		ID   string `json:"block_id"`
		Text struct {
			Text string `json:"text"`
		} `json:"text"`
		Element struct {
			Type string `json:"type"`
		} `json:"element"`
	}
	if json.Unmarshal(blocks, &all) != nil {
		return "", ""
	}
	for _, b := range all {
		switch {
		case b.ID == sentenceBlock:
			text = decode.Replace(between(b.Text.Text, "`"))
		case text != "" && b.Element.Type == "plain_text_input":
			return text, b.ID
		}
	}
	return "", ""
}

// between is what stands between the first sign and the last.
func between(text, sign string) string {
	_, after, ok := strings.Cut(text, sign)
	end := strings.LastIndex(after, sign)
	if !ok || end < 0 {
		return text
	}
	return strings.Trim(after[:end], "`\n")
}

// decode turns Slack's three entities into what a person reads.
var decode = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

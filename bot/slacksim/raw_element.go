package slacksim

import (
	"encoding/json"

	"kmsguard/bot/slacksim/blockkit"
)

// rawElement returns an element as the app wrote it, since interactions repeat
// its parts. It is nil when the blocks do not hold it.
func rawElement(blocks json.RawMessage, e blockkit.Element) map[string]any {
	var all []map[string]any
	if json.Unmarshal(blocks, &all) != nil {
		return nil
	}
	for _, block := range all {
		if block["block_id"] == e.BlockID {
			if found := findAction(block, e.ActionID); found != nil {
				return found
			}
		}
	}
	return nil
}

// findAction searches a block for the object with the action ID.
func findAction(value any, actionID string) map[string]any {
	switch v := value.(type) {
	case []any:
		for _, part := range v {
			if found := findAction(part, actionID); found != nil {
				return found
			}
		}
	case map[string]any:
		if v["action_id"] == actionID {
			return v
		}
		for _, part := range v {
			if found := findAction(part, actionID); found != nil {
				return found
			}
		}
	}
	return nil
}

// rawOption returns the option of an element whose text is this; nil for none.
func rawOption(blocks json.RawMessage, e blockkit.Element, text string) any {
	return optionIn(rawElement(blocks, e), text)
}

func optionIn(element map[string]any, text string) any {
	options, _ := element["options"].([]any)
	groups, _ := element["option_groups"].([]any)
	for _, g := range groups {
		group, _ := g.(map[string]any)
		more, _ := group["options"].([]any)
		options = append(options, more...)
	}
	for _, o := range options {
		option, _ := o.(map[string]any)
		label, _ := option["text"].(map[string]any)
		if label["text"] == text {
			return option
		}
	}
	return nil
}

// plainText is the text of a text object, "" when there is none.
func plainText(raw json.RawMessage) string {
	var t struct {
		Text string `json:"text"`
	}
	if json.Unmarshal(raw, &t) != nil {
		return ""
	}
	return t.Text
}

func (at spot) blocks() json.RawMessage {
	return place{view: at.view, message: at.message}.blocks()
}

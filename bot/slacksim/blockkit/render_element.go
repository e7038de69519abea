package blockkit

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// row shows elements side by side.
func (n Names) row(v any) string {
	all, _ := v.([]any)
	parts := make([]string, 0, len(all))
	for _, one := range all {
		if e, ok := one.(map[string]any); ok {
			parts = append(parts, n.element(e))
		}
	}
	return strings.Join(parts, "  ")
}

// element is one element as it stands in a row or beside a section.
func (n Names) element(e map[string]any) string {
	switch stringAt(e, "type") {
	case "image":
		return n.picture(e)
	case "overflow":
		return "[... " + strings.Join(n.optionTexts(e), " | ") + "]"
	case "feedback_buttons":
		return n.feedback(e)
	case "button", "workflow_button", "icon_button":
		return "[" + n.textObject(e["text"]) + "]"
	default:
		if text := n.textObject(e["placeholder"]); text != "" && n.answer(e) == "____" {
			return "<" + text + ">"
		}
		return "<" + n.answer(e) + ">"
	}
}

func (n Names) feedback(e map[string]any) string {
	one, _ := e["positive_button"].(map[string]any)
	two, _ := e["negative_button"].(map[string]any)
	return "[" + n.textObject(one["text"]) + "]  [" + n.textObject(two["text"]) + "]"
}

// input is shown as Label: ____ (hint), the answer it begins with in place of the blank.
func (n Names) input(b map[string]any) []string {
	e, _ := b["element"].(map[string]any)
	label := n.textObject(b["label"])
	if b["optional"] == true {
		label += " (optional)"
	}
	line := label + ": " + n.answer(e)
	if hint := n.textObject(b["hint"]); hint != "" {
		line += " (" + hint + ")"
	}
	return lines(line)
}

// answer is what an element holds before anybody touches it, "____" for nothing.
func (n Names) answer(e map[string]any) string {
	h, ok := holdings[stringAt(e, "type")]
	if !ok {
		return "____"
	}
	begun := e[h.initial]
	switch e["type"] {
	case "radio_buttons":
		return n.choices(e, "(*) ", "( ) ", []any{begun})
	case "checkboxes":
		many, _ := begun.([]any)
		return n.choices(e, "[x] ", "[ ] ", many)
	default:
		return cmp.Or(n.chosen(begun), "____")
	}
}

// choices shows every option with its mark.
func (n Names) choices(e map[string]any, on, off string, begun []any) string {
	var parts []string
	for _, o := range optionsOf(e) {
		option, _ := o.(map[string]any)
		mark := off
		if holds(begun, o) {
			mark = on
		}
		text := mark + n.textObject(option["text"])
		if more := n.textObject(option["description"]); more != "" {
			text += " (" + more + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "  ")
}

// chosen shows an initial value of any kind: a text, a number, an option, rich text, or a list of those.
func (n Names) chosen(v any) string {
	switch v := v.(type) {
	case string:
		return n.named(v)
	case json.Number:
		if unix, err := strconv.ParseInt(v.String(), 10, 64); err == nil {
			return n.dateOr(unix, "{date_num} {time}", v.String())
		}
		return v.String()
	case []any:
		parts := make([]string, len(v))
		for i, one := range v {
			parts[i] = n.chosen(one)
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		if v["type"] == "rich_text" {
			return strings.Join(n.richText(v), "\n")
		}
		return n.textObject(v["text"])
	default:
		return ""
	}
}

// named shows the id of a user or channel by its name, and any other text as it stands.
func (n Names) named(text string) string {
	if name, ok := n.Users[text]; ok {
		return "@" + name
	}
	if name, ok := n.Channels[text]; ok {
		return "#" + name
	}
	return text
}

func (n Names) optionTexts(e map[string]any) []string {
	var texts []string
	for _, o := range optionsOf(e) {
		option, _ := o.(map[string]any)
		texts = append(texts, n.textObject(option["text"]))
	}
	return slices.Clip(texts)
}

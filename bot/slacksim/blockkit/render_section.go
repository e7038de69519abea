package blockkit

import (
	"strings"
	"unicode/utf8"
)

// section shows its text, the accessory after the first line that has room for it, and its fields.
func (n Names) section(b map[string]any) []string {
	var out []string
	if text := n.textObject(b["text"]); text != "" {
		out = lines(text)
	}
	fields, _ := b["fields"].([]any)
	out = append(out, n.fields(fields)...)
	if e, ok := b["accessory"].(map[string]any); ok && len(out) > 0 {
		out[len(out)-1] += "  " + n.element(e)
	}
	return out
}

// maxColumn is the widest field that still stands beside another one.
const maxColumn = 44

// fields stand in two columns where all are short, else one below the other.
func (n Names) fields(all []any) []string {
	cells := make([]string, len(all))
	widest := 0
	for i, one := range all {
		cells[i] = oneLine(n.textObject(one))
		widest = max(widest, utf8.RuneCountInString(cells[i]))
	}
	if widest > maxColumn {
		return cells
	}
	var out []string
	for i := 0; i < len(cells); i += 2 {
		line := cells[i]
		if i+1 < len(cells) {
			line = pad(line, widest, "left") + "  " + cells[i+1]
		}
		out = append(out, line)
	}
	return out
}

// oneLine joins the usual form of a field, a name above a value, as "name: value".
func oneLine(text string) string {
	name, value, two := strings.Cut(text, "\n")
	if !two {
		return text
	}
	return strings.TrimSuffix(strings.TrimSpace(name), ":") + ": " + strings.Join(strings.Fields(value), " ")
}

// context is set apart as the small print that it is.
func (n Names) context(b map[string]any) []string {
	var parts []string
	all, _ := b["elements"].([]any)
	for _, one := range all {
		e, _ := one.(map[string]any)
		if e["type"] == "image" {
			parts = append(parts, n.picture(e))
			continue
		}
		parts = append(parts, n.textObject(e))
	}
	return prefixed("| ", lines(strings.Join(parts, "  ")))
}

func (n Names) picture(b map[string]any) string {
	text := "[" + stringAt(b, "type") + ": " + stringAt(b, "alt_text") + "]"
	if title := n.textObject(b["title"]); title != "" {
		return title + " " + text
	}
	return text
}

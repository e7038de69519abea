package blockkit

import (
	"encoding/json"
	"strings"
)

// Text renders blocks as a person would read them in a terminal, a line each, without a final newline. It
// shows everything that Slack shows: what is pressed as [Label], what is filled as Label: ____, pictures by
// their alternative text. It does not wrap. Blocks that cannot be read render as nothing.
func Text(blocks json.RawMessage, names Names) string {
	v, err := decode(blocks)
	if err != nil {
		return ""
	}
	all, _ := v.([]any)
	return strings.Join(names.blocks(all), "\n")
}

func (n Names) blocks(all []any) []string {
	var lines []string
	for _, one := range all {
		if b, ok := one.(map[string]any); ok {
			lines = append(lines, n.block(b)...)
		}
	}
	return lines
}

// block renders one block. What is not known is named, never left out.
func (n Names) block(b map[string]any) []string {
	switch kind := stringAt(b, "type"); kind {
	case "header":
		return []string{"# " + n.textObject(b["text"])}
	case "divider":
		return []string{strings.Repeat("-", 20)}
	case "section":
		return n.section(b)
	case "context":
		return n.context(b)
	case "actions", "context_actions":
		return []string{n.row(b["elements"])}
	case "input":
		return n.input(b)
	case "rich_text":
		return n.richText(b)
	case "markdown":
		return lines(stringAt(b, "text"))
	case "table", "data_table":
		return n.table(b)
	case "image", "video":
		return []string{n.picture(b)}
	case "alert":
		return prefixed("! ", lines(n.textObject(b["text"])))
	default:
		return n.rareBlock(kind, b)
	}
}

func (n Names) rareBlock(kind string, b map[string]any) []string {
	switch kind {
	case "card":
		return n.card(b)
	case "carousel":
		all, _ := b["elements"].([]any)
		return n.blocks(all)
	case "container":
		return n.container(b)
	case "data_visualization":
		return []string{"[chart: " + stringAt(b, "title") + "]"}
	case "plan", "task_card":
		return n.plan(b)
	default:
		return []string{"[unsupported block: " + kind + "]"}
	}
}

// textObject is the text of a text object of either type, and of a bare string.
func (n Names) textObject(v any) string {
	object, ok := v.(map[string]any)
	if !ok {
		s, _ := v.(string)
		return s
	}
	text := stringAt(object, "text")
	if object["type"] == "mrkdwn" {
		return Mrkdwn(text, n)
	}
	return text
}

func lines(text string) []string { return strings.Split(text, "\n") }

func prefixed(prefix string, all []string) []string {
	out := make([]string, len(all))
	for i, line := range all {
		out[i] = strings.TrimRight(prefix+line, " ")
	}
	return out
}

package blockkit

import (
	"strconv"
	"strings"
)

func (n Names) richText(b map[string]any) []string {
	var out []string
	parts, _ := b["elements"].([]any)
	for _, one := range parts {
		if part, ok := one.(map[string]any); ok {
			out = append(out, n.richPart(part)...)
		}
	}
	return out
}

func (n Names) richPart(part map[string]any) []string {
	leaves, _ := part["elements"].([]any)
	switch stringAt(part, "type") {
	case "rich_text_list":
		return n.richList(part, leaves)
	case "rich_text_quote":
		return prefixed("> ", lines(n.richLine(leaves)))
	case "rich_text_preformatted":
		return prefixed("    ", lines(n.richLine(leaves)))
	default:
		return lines(strings.TrimSuffix(n.richLine(leaves), "\n"))
	}
}

// richList numbers or marks each entry; its own further lines are indented below it.
func (n Names) richList(part map[string]any, entries []any) []string {
	indent, _ := whole(part["indent"])
	offset, _ := whole(part["offset"])
	margin := strings.Repeat("  ", int(min(max(indent, 0), 8)))
	var out []string
	for i, one := range entries {
		entry, _ := one.(map[string]any)
		leaves, _ := entry["elements"].([]any)
		sign := "- "
		if part["style"] == "ordered" {
			sign = strconv.FormatInt(int64(i)+offset+1, 10) + ". "
		}
		for j, line := range lines(n.richLine(leaves)) {
			if j > 0 {
				sign = strings.Repeat(" ", len(sign))
			}
			out = append(out, margin+sign+line)
		}
	}
	return out
}

func (n Names) richLine(leaves []any) string {
	var out strings.Builder
	for _, one := range leaves {
		if leaf, ok := one.(map[string]any); ok {
			out.WriteString(n.richLeaf(leaf))
		}
	}
	return out.String()
}

// richLeaf shows one piece of a line. Code keeps backticks, as in marked-up text.
func (n Names) richLeaf(leaf map[string]any) string {
	switch kind := stringAt(leaf, "type"); kind {
	case "text":
		if style, _ := leaf["style"].(map[string]any); style["code"] == true {
			return "`" + stringAt(leaf, "text") + "`"
		}
		return stringAt(leaf, "text")
	case "link":
		return link(stringAt(leaf, "url"), stringAt(leaf, "text"))
	case "user":
		return n.user(stringAt(leaf, "user_id"))
	case "usergroup":
		return n.group(stringAt(leaf, "usergroup_id"))
	case "channel":
		return n.channel(stringAt(leaf, "channel_id"))
	case "broadcast":
		return "@" + stringAt(leaf, "range")
	case "emoji":
		return ":" + stringAt(leaf, "name") + ":"
	case "date":
		unix, _ := whole(leaf["timestamp"])
		return n.dateOr(unix, stringAt(leaf, "format"), stringAt(leaf, "fallback"))
	case "team":
		return stringAt(leaf, "team_id")
	case "color":
		return stringAt(leaf, "value")
	default:
		return "[" + kind + "]"
	}
}

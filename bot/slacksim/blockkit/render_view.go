package blockkit

import (
	"cmp"
	"encoding/json"
	"strings"
)

// ViewText renders a modal with its title above and its two buttons below, and a Home tab as its blocks. A
// view that cannot be read renders as nothing.
func ViewText(view json.RawMessage, names Names) string {
	v, err := decode(view)
	if err != nil {
		return ""
	}
	m, _ := v.(map[string]any)
	all, _ := m["blocks"].([]any)
	out := names.blocks(all)
	if m["type"] == "modal" {
		out = append([]string{"== " + textAt(m, "title") + " =="}, out...)
		out = append(out, viewButtons(m))
	}
	return strings.Join(out, "\n")
}

// viewButtons: Slack calls the button that closes "Cancel" where the view does not name it.
func viewButtons(m map[string]any) string {
	row := "[" + cmp.Or(textAt(m, "close"), "Cancel") + "]"
	if submit := textAt(m, "submit"); submit != "" {
		row += "  [" + submit + "]"
	}
	return row
}

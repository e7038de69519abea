package blockkit

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// table aligns its columns by their widest cell; a data_table has its caption above.
func (n Names) table(b map[string]any) []string {
	rows := n.cells(b["rows"])
	widths := columnWidths(rows)
	settings, _ := b["column_settings"].([]any)
	var out []string
	if caption := stringAt(b, "caption"); caption != "" {
		out = append(out, caption)
	}
	for _, row := range rows {
		parts := make([]string, len(row))
		for i, cell := range row {
			parts[i] = pad(cell, widths[i], alignment(settings, i))
		}
		out = append(out, strings.TrimRight(strings.Join(parts, "  "), " "))
	}
	return out
}

func (n Names) cells(v any) [][]string {
	all, _ := v.([]any)
	rows := make([][]string, len(all))
	for i, r := range all {
		row, _ := r.([]any)
		for _, cell := range row {
			rows[i] = append(rows[i], n.cell(cell))
		}
	}
	return rows
}

func (n Names) cell(v any) string {
	cell, _ := v.(map[string]any)
	switch stringAt(cell, "type") {
	case "rich_text":
		return strings.Join(n.richText(cell), " ")
	case "raw_number":
		if text := stringAt(cell, "text"); text != "" {
			return text
		}
		number, _ := cell["value"].(json.Number)
		return number.String()
	case "action":
		e, _ := cell["element"].(map[string]any)
		return n.element(e)
	default:
		return strings.Join(lines(stringAt(cell, "text")), " ")
	}
}

func columnWidths(rows [][]string) []int {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

func alignment(settings []any, column int) string {
	if column >= len(settings) {
		return "left"
	}
	setting, _ := settings[column].(map[string]any)
	return stringAt(setting, "align")
}

// pad fills text with spaces to width characters.
func pad(text string, width int, align string) string {
	room := max(width-utf8.RuneCountInString(text), 0)
	switch align {
	case "right":
		return strings.Repeat(" ", room) + text
	case "center":
		return strings.Repeat(" ", room/2) + text + strings.Repeat(" ", room-room/2)
	default:
		return text + strings.Repeat(" ", room)
	}
}

package blockhtml

import (
	"slices"
	"strconv"
)

// table writes a table; its first row is the head, as Slack shows it.
func (r *renderer) table(b node) {
	rows, _ := b["rows"].([]any)
	settings := b.list("column_settings")
	r.open("div", attr{"class", "bk-scroll"}, attr{"tabindex", "0"}, attr{"role", "group"}, attr{"aria-label", "table"})
	r.open("table", attr{"class", "bk-table"})
	for i, one := range rows {
		cells, _ := one.([]any)
		tag, scope := "td", attr{}
		if i == 0 {
			tag, scope = "th", attr{"scope", "col"}
		}
		r.open("tr")
		for column, cell := range nodes(cells) {
			r.open(tag, scope, alignment(settings, column))
			r.cell(cell)
			r.end(tag)
		}
		r.end("tr")
	}
	r.end("table")
	r.end("div")
}

func alignment(settings []node, column int) attr {
	if column >= len(settings) {
		return attr{}
	}
	align := settings[column].str("align")
	return when(slices.Contains([]string{"center", "right"}, align), "class", "bk-"+align)
}

func (r *renderer) cell(c node) {
	switch c.str("type") {
	case "rich_text":
		r.richText(c)
	case "raw_number":
		if text := c.str("text"); text != "" {
			r.text(text)
			return
		}
		f, _ := c["value"].(float64)
		r.text(strconv.FormatFloat(f, 'f', -1, 64))
	case "raw_text":
		r.lines(c.str("text"))
	default:
		r.unknown(c.str("type"))
	}
}

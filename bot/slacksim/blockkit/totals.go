package blockkit

import "unicode/utf8"

// What Slack counts over a whole payload.
const (
	maxMarkdown       = 12_000 // characters over all markdown blocks
	maxTableCells     = 10_000 // characters over all cells of a table
	maxDataTableCells = 20_000
	maxCharts         = 2
)

// payload checks what concerns all blocks together.
func (c *check) payload(at string, v any) {
	c.uniqueIDs(at, v)
	c.focusOnce(at, v)
	tables, charts, plans, marked := 0, 0, 0, 0
	eachBlock(at, v, func(at string, b map[string]any) {
		switch b["type"] {
		case "table":
			tables++
			c.cells(at, b, maxTableCells)
		case "data_table":
			tables++
			c.cells(at, b, maxDataTableCells)
		case "data_visualization":
			charts++
		case "plan":
			plans++
		case "markdown":
			text, _ := b["text"].(string)
			marked += utf8.RuneCountInString(text)
		}
	})
	c.atMost(at, "table", tables, 1)
	c.atMost(at, "data_visualization", charts, maxCharts)
	c.atMost(at, "plan", plans, 1)
	if marked > maxMarkdown {
		c.fail(at, "markdown blocks must be less than %d characters in total", maxMarkdown+1)
	}
}

func (c *check) atMost(at, name string, n, most int) {
	if n > most {
		c.fail(at, "no more than %d %s blocks allowed", most, name)
	}
}

func (c *check) cells(at string, table map[string]any, most int) {
	if textLength(table["rows"]) > most {
		c.fail(at+"/rows", "must be less than %d characters in total", most+1)
	}
}

// focusOnce: one element at most is focused when a view opens.
func (c *check) focusOnce(at string, v any) {
	seen := false
	eachElement(at, v, func(at string, _, e map[string]any) {
		if e["focus_on_load"] != true {
			return
		}
		if seen {
			c.fail(at+"/focus_on_load", "only one element may be focused on load")
		}
		seen = true
	})
}

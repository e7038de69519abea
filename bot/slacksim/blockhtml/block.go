package blockhtml

import "strings"

// blocks says how each block that is known is written.
var blocks map[string]func(*renderer, object)

func init() {
	blocks = map[string]func(*renderer, object){
		"header":    (*renderer).header,
		"divider":   (*renderer).divider,
		"section":   (*renderer).section,
		"context":   (*renderer).context,
		"actions":   (*renderer).actions,
		"input":     (*renderer).input,
		"image":     (*renderer).picture,
		"rich_text": (*renderer).richText,
		"markdown":  (*renderer).markdown,
		"table":     (*renderer).table,
		"alert":     (*renderer).alert,
	}
}

func (r *renderer) block(b object) {
	if write, ok := blocks[kind(b)]; ok {
		write(r, b)
		return
	}
	r.unknown("p", kind(b))
}

var headings = [...]name{"h1", "h2", "h3", "h4", "h5", "h6"}

// heading is the tag of a heading so many levels below that of a header block.
func (r *renderer) heading(below int) name {
	level := r.Heading
	if level < 1 || level > len(headings) {
		level = 3
	}
	return headings[min(level-1+below, len(headings)-1)]
}

func (r *renderer) header(b object) {
	r.in(r.heading(0), as{class("bk-header"), {"dir", "auto"}}, func() { r.phrase(at(b, "text")) })
}

func (r *renderer) divider(object) { r.tag("hr", as{class("bk-divider")}) }

// levels are the words for what color alone would say.
var levels = map[string]struct {
	class name
	word  string
}{
	"info":    {"bk-alert info", "Note"},
	"warning": {"bk-alert warning", "Warning"},
	"error":   {"bk-alert error", "Error"},
	"success": {"bk-alert success", "Done"},
}

func (r *renderer) alert(b object) {
	level, ok := levels[text(b, "level")]
	if !ok {
		level.class = "bk-alert"
	}
	r.in("div", as{class(level.class), {"role", "note"}}, func() {
		if ok {
			r.say("strong", "bk-level", level.word)
		}
		r.textBox("div", at(b, "text"))
	})
}

// lines writes text as it stands, each of its line breaks as one.
func (r *renderer) lines(s string) {
	for i, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if i > 0 {
			r.tag("br", nil)
		}
		r.text(line)
	}
}

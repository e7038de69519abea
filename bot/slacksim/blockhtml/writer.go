package blockhtml

import (
	"html"
	"html/template"
	"strings"
)

// writer makes markup. Its methods escape what they are given; names of tags and
// attributes are this package's own.
type writer struct{ b strings.Builder }

// attr is an attribute; one with an empty name is left out.
type attr struct{ name, value string }

// when is the attribute if the condition holds.
func when(holds bool, name, value string) attr {
	if !holds {
		return attr{}
	}
	return attr{name, value}
}

// open begins an element.
func (w *writer) open(tag string, attrs ...attr) {
	w.b.WriteString("<" + tag)
	for _, a := range attrs {
		if a.name != "" {
			w.b.WriteString(" " + a.name + `="` + html.EscapeString(shown(a.value)) + `"`)
		}
	}
	w.b.WriteString(">")
}

// end ends an element.
func (w *writer) end(tag string) { w.b.WriteString("</" + tag + ">") }

// text writes a text.
func (w *writer) text(s string) { w.b.WriteString(html.EscapeString(shown(s))) }

// element writes an element that holds a text alone.
func (w *writer) element(tag, text string, attrs ...attr) {
	w.open(tag, attrs...)
	w.text(text)
	w.end(tag)
}

// lines writes a text with its line breaks.
func (w *writer) lines(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			w.open("br")
		}
		w.text(line)
	}
}

// html is what was written.
func (w *writer) html() template.HTML { return template.HTML(w.b.String()) } //nolint:gosec // all of it went through open and text

// shown replaces what no page can hold and what would turn the order of the text
// around it: control characters, and marks of direction.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ' || r == 0x7f, r >= 0x80 && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e || r == 0x200f:
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

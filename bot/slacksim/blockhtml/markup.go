package blockhtml

import (
	"strings"
	"unicode"
)

// name is the name of a tag, of an attribute or of classes. Constants become names by themselves; a string would
// need a conversion, and nothing here converts one, so no text of a message can become a name.
type name string

// attr is an attribute: a name of ours, a value of anybody's.
type attr struct {
	name  name
	value string
}

// as is the attributes of one tag.
type as []attr

func class(names name) attr { return attr{"class", string(names)} }

// markup is HTML in the making. Everything passes through its four methods; tag and text are the two that write.
type markup struct{ out strings.Builder }

// in writes an element around what inside writes, so that tags always balance.
func (m *markup) in(element name, attrs as, inside func()) {
	m.tag(element, attrs)
	inside()
	m.out.WriteString("</" + string(element) + ">")
}

// say writes an element of one class that holds a text.
func (m *markup) say(element, classes name, text string) {
	m.in(element, as{class(classes)}, func() { m.text(text) })
}

// tag writes the start of an element, and the whole of one that never has an end, such as input.
func (m *markup) tag(element name, attrs as) {
	m.out.WriteString("<" + string(element))
	for _, a := range attrs {
		m.out.WriteString(" " + string(a.name) + `="` + escape(a.value) + `"`)
	}
	m.out.WriteString(">")
}

// text writes text.
func (m *markup) text(s string) { m.out.WriteString(escape(s)) }

// escape makes text that stands for itself between tags and between double quotes.
func escape(s string) string { return entities.Replace(strings.Map(printable, s)) }

// A carriage return needs an entity too: browsers turn a bare one into a line feed.
var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\r", "&#13;")

// printable puts U+FFFD in place of what HTML cannot hold: control characters, non-characters, and broken UTF-8,
// which strings.Map hands over as U+FFFD already.
func printable(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return r
	case unicode.IsControl(r), r&0xFFFE == 0xFFFE, 0xFDD0 <= r && r <= 0xFDEF:
		return unicode.ReplacementChar
	default:
		return r
	}
}

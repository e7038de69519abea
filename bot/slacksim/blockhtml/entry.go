package blockhtml

// plainText is one line, or several.
func (r *renderer) plainText(a answerable) {
	if a.element["multiline"] != true {
		r.field(a, "text", "")
		return
	}
	attrs := append(r.single(a), as{class("bk-text-input"), {"rows", "4"}, {"dir", "auto"}}...)
	r.in("textarea", append(attrs, placeholder(a)...), func() { r.text("\n" + r.answerText(a)) }) // HTML drops the first line break
}

// number is a field of text: a number field of a browser sends nothing in place of what it cannot read, and the
// person would be told that nothing was entered.
func (r *renderer) number(a answerable) {
	mode := "numeric"
	if a.element["is_decimal_allowed"] == true {
		mode = "decimal"
	}
	r.field(a, "text", mode)
}

// typed is a field of text with a keyboard of its own on a phone. What is wrong with it is told by Slack's form.
func typed(mode string) func(*renderer, answerable) {
	return func(r *renderer, a answerable) { r.field(a, "text", mode) }
}

func (r *renderer) field(a answerable, kind, mode string) {
	attrs := append(as{{"type", kind}, class("bk-text-input"), {"value", r.answerText(a)}, {"autocomplete", "off"}}, r.single(a)...)
	if mode != "" {
		attrs = append(attrs, attr{"inputmode", mode})
	} else {
		attrs = append(attrs, attr{"dir", "auto"})
	}
	r.tag("input", append(attrs, placeholder(a)...))
}

func placeholder(a answerable) as {
	if words(a.element, "placeholder") == "" {
		return nil
	}
	return as{{"placeholder", words(a.element, "placeholder")}}
}

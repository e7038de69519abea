package blockhtml

// section shows its text, its fields, and what stands beside them.
func (r *renderer) section(b object) {
	r.in("div", as{class("bk-section")}, func() {
		if words(b, "text") != "" {
			r.textBox("div", at(b, "text"))
		}
		if fields := list(b, "fields"); len(fields) > 0 {
			r.in("div", as{class("bk-fields")}, func() {
				for _, f := range fields {
					r.textBox("div", objectOf(f))
				}
			})
		}
		if e := at(b, "accessory"); e != nil {
			r.in("div", as{class("bk-accessory")}, func() { r.element(b, e) })
		}
	})
}

// textBox writes a text object with a direction of its own: text that runs from right to left, or claims to,
// does not turn around what is next to it.
func (r *renderer) textBox(element name, o object) {
	r.in(element, as{class("bk-text"), {"dir", "auto"}}, func() {
		if o["type"] == "mrkdwn" {
			r.mrkdwn(text(o, "text"))
			return
		}
		r.lines(text(o, "text"))
	})
}

// phrase writes a text object where only a line of text may stand, such as in a label.
func (r *renderer) phrase(o object) {
	if o["type"] == "mrkdwn" {
		r.inline(text(o, "text"))
		return
	}
	r.lines(text(o, "text"))
}

// context is small print: texts and pictures.
func (r *renderer) context(b object) {
	r.in("div", as{class("bk-context")}, func() {
		for _, one := range list(b, "elements") {
			switch o := objectOf(one); kind(o) {
			case "image":
				r.imageLink(o)
			case "plain_text", "mrkdwn":
				r.textBox("div", o)
			default:
				r.unknown("p", kind(o))
			}
		}
	})
}

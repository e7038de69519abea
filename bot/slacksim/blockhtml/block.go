package blockhtml

// block renders one block.
func (r *renderer) block(b node) {
	switch b.str("type") {
	case "section":
		r.section(b)
	case "header":
		r.element("h3", b.plain("text"), attr{"class", "bk-header"})
	case "divider":
		r.open("hr", attr{"class", "bk-divider"})
	case "context":
		r.context(b)
	case "actions", "context_actions":
		r.row(b)
	case "input":
		r.input(b)
	case "rich_text":
		r.richText(b)
	case "markdown":
		r.markdown(b.str("text"))
	case "table":
		r.table(b)
	case "image":
		r.picture(b)
	case "alert":
		r.open("div", attr{"class", "bk-alert"}, attr{"role", "note"})
		r.textObject(b.at("text"))
		r.end("div")
	default:
		r.unknown(b.str("type"))
	}
}

// section shows its text with the accessory beside it, and its fields below.
func (r *renderer) section(b node) {
	r.open("div", attr{"class", "bk-section"})
	r.open("div", attr{"class", "bk-text"})
	if text := b.at("text"); text != nil {
		r.textObject(text)
	}
	if fields := b.list("fields"); len(fields) > 0 {
		r.open("div", attr{"class", "bk-fields"})
		for _, f := range fields {
			r.open("div")
			r.textObject(f)
			r.end("div")
		}
		r.end("div")
	}
	r.end("div")
	if accessory := b.at("accessory"); accessory != nil {
		r.open("div", attr{"class", "bk-accessory"})
		r.control(b, accessory)
		r.end("div")
	}
	r.end("div")
}

// context is small print.
func (r *renderer) context(b node) {
	r.open("div", attr{"class", "bk-context"})
	for _, e := range b.list("elements") {
		r.open("div")
		if e.str("type") == "image" {
			r.picture(e)
		} else {
			r.textObject(e)
		}
		r.end("div")
	}
	r.end("div")
}

// row shows elements side by side.
func (r *renderer) row(b node) {
	r.open("div", attr{"class", "bk-actions"})
	for _, e := range b.list("elements") {
		r.control(b, e)
	}
	r.end("div")
}

// picture is a link to an image with its description: nothing is loaded from elsewhere.
func (r *renderer) picture(b node) {
	alt := b.str("alt_text")
	if alt == "" {
		alt = "without a description"
	}
	r.open("span", attr{"class", "bk-image"})
	r.link(b.str("image_url"), "image: "+alt)
	if title := b.plain("title"); title != "" {
		r.text(" " + title)
	}
	r.end("span")
}

// textObject writes a text object of either type.
func (r *renderer) textObject(t node) {
	if t.str("type") == "mrkdwn" {
		r.mrkdwn(t.str("text"))
		return
	}
	r.lines(t.str("text"))
}

package blockhtml

import "strconv"

// richText writes a rich_text block part by part.
func (r *renderer) richText(b node) {
	r.open("div", attr{"class", "bk-rich"})
	for _, part := range b.list("elements") {
		switch part.str("type") {
		case "rich_text_section":
			r.rich("p", part)
		case "rich_text_quote":
			r.rich("blockquote", part, attr{"class", "bk-quote"})
		case "rich_text_preformatted":
			r.rich("pre", part, attr{"class", "bk-pre"}, attr{"tabindex", "0"})
		case "rich_text_list":
			r.richList(part)
		default:
			r.unknown(part.str("type"))
		}
	}
	r.end("div")
}

func (r *renderer) rich(tag string, part node, attrs ...attr) {
	r.open(tag, attrs...)
	for _, leaf := range part.list("elements") {
		r.leaf(leaf)
	}
	r.end(tag)
}

// deepest is how far Slack indents a list.
const deepest = 8

func (r *renderer) richList(part node) {
	tag, start := "ul", attr{}
	if part.str("style") == "ordered" {
		tag = "ol"
		start = when(part.whole("offset") > 0, "start", strconv.FormatInt(part.whole("offset")+1, 10))
	}
	indent := min(max(part.whole("indent"), 0), deepest)
	r.open(tag, attr{"class", "bk-list bk-indent-" + strconv.FormatInt(indent, 10)}, start)
	for _, entry := range part.list("elements") {
		r.rich("li", entry)
	}
	r.end(tag)
}

// leafTags are the elements of a leaf's styles, from the outside in.
var leafTags = []struct{ style, tag string }{{"bold", "strong"}, {"italic", "em"}, {"strike", "s"}, {"underline", "u"}, {"code", "code"}}

// leaf writes one piece of a line in its style.
func (r *renderer) leaf(leaf node) {
	var open []string
	for _, t := range leafTags {
		if leaf.at("style").is(t.style) {
			r.open(t.tag)
			open = append(open, t.tag)
		}
	}
	r.leafText(leaf)
	for i := len(open) - 1; i >= 0; i-- {
		r.end(open[i])
	}
}

func (r *renderer) leafText(leaf node) {
	switch kind := leaf.str("type"); kind {
	case "text":
		r.lines(leaf.str("text"))
	case "link":
		r.link(leaf.str("url"), leaf.str("text"))
	case "user":
		r.reference("@" + leaf.str("user_id"))
	case "usergroup":
		r.reference("!subteam^" + leaf.str("usergroup_id"))
	case "channel":
		r.reference("#" + leaf.str("channel_id"))
	case "broadcast":
		r.mention("@" + leaf.str("range"))
	case "emoji":
		r.text(":" + leaf.str("name") + ":")
	case "date":
		r.date(leaf.whole("timestamp"), leaf.str("format"), leaf.str("fallback"))
	case "color":
		r.text(leaf.str("value"))
	case "team":
		r.text(leaf.str("team_id"))
	default:
		r.element("span", "not rendered here: "+kind, attr{"class", "bk-unknown"})
	}
}

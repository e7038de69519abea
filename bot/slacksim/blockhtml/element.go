package blockhtml

import "net/url"

// control renders one element of a section or a row of actions.
func (r *renderer) control(b, e node) {
	switch kind := e.str("type"); {
	case kind == "button":
		r.button(b, e)
	case kind == "overflow":
		r.overflow(b, e)
	case kind == "image":
		r.picture(e)
	case isInput(kind):
		r.standing(b, e)
	default:
		r.unknown(kind)
		return
	}
	r.warning(b, e)
}

// warning is the mark beside an element whose press nobody answered.
func (r *renderer) warning(b, e node) {
	if r.Warned[b.str("block_id")+"/"+e.str("action_id")] {
		r.element("span", "! not answered", attr{"class", "bk-warned"}, attr{"role", "status"})
	}
}

func (r *renderer) button(b, e node) {
	class := "bk-button"
	if style := e.str("style"); style == "primary" || style == "danger" {
		class += " bk-" + style
	}
	label := e.plain("text")
	ask := e.at("confirm")
	r.open("button",
		attr{"type", "submit"}, attr{"class", class}, attr{"name", PressField},
		attr{"value", Press(b.str("block_id"), e.str("action_id"), "")}, attr{"data-label", label},
		when(e.str("accessibility_label") != "", "aria-label", e.str("accessibility_label")), r.inert(),
		when(ask != nil, "data-confirm-title", ask.plain("title")), when(ask != nil, "data-confirm-text", ask.plain("text")),
		when(ask != nil, "data-confirm-ok", ask.plain("confirm")), when(ask != nil, "data-confirm-deny", ask.plain("deny")),
	)
	r.text(label)
	r.end("button")
	if address := e.str("url"); address != "" {
		r.text(" ")
		r.link(address, host(address))
	}
}

// host is where an address leads, which a label could hide.
func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return address
}

func (r *renderer) inert() attr { return when(r.Inert, "disabled", "disabled") }

// overflow is a menu of buttons.
func (r *renderer) overflow(b, e node) {
	r.open("details", attr{"class", "bk-overflow"}, attr{"id", r.id(b, e)})
	r.element("summary", "More", attr{"aria-label", "More actions"})
	for _, o := range e.list("options") {
		r.element("button", o.plain("text"),
			attr{"type", "submit"}, attr{"class", "bk-button"}, attr{"name", PressField},
			attr{"value", Press(b.str("block_id"), e.str("action_id"), o.str("value"))}, attr{"data-label", o.plain("text")}, r.inert())
	}
	r.end("details")
}

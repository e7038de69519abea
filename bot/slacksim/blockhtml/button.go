package blockhtml

import "cmp"

// buttonClasses: a style that Slack does not know is none.
var buttonClasses = map[string]name{
	"primary": "bk-button primary",
	"danger":  "bk-button danger",
}

// button submits the form around it. One with an address leads there as well, and says where.
func (r *renderer) button(b, e object) {
	block, action := text(b, "block_id"), text(e, "action_id")
	attrs := as{class(cmp.Or(buttonClasses[text(e, "style")], "bk-button"))}
	if label := text(e, "accessibility_label"); label != "" {
		attrs = append(attrs, attr{"aria-label", label})
	}
	warning := ""
	if r.Warned[block+"/"+action] {
		warning = r.id(joined(block, action) + "-warned")
		attrs = append(attrs, attr{"aria-describedby", warning})
	}
	r.press(Press(block, action, ""), words(e, "text"), append(attrs, confirmation(e)...), func() { r.phrase(at(e, "text")) })
	r.leads(text(e, "url"))
	r.warned(warning)
}

// press writes the button itself.
func (r *renderer) press(value, label string, attrs as, inside func()) {
	attrs = append(as{{"type", "submit"}, {"name", "press"}, {"value", value}, {"data-label", label}, {"dir", "auto"}}, attrs...)
	r.in("button", append(attrs, r.disabled()...), inside)
}

func (r *renderer) disabled() as {
	if r.Inert {
		return as{{"disabled", ""}}
	}
	return nil
}

// leads shows where a button leads.
func (r *renderer) leads(to string) {
	if to != "" {
		r.in("span", as{class("bk-leads")}, func() { r.link(to, "") })
	}
}

// warned is the mark that Slack puts beside what the app did not answer within three seconds.
func (r *renderer) warned(id string) {
	if id != "" {
		r.in("span", as{class("bk-warned"), {"id", id}}, func() { r.text("The app did not answer.") })
	}
}

// confirmation hands the question that is asked before an element acts to the script of the page. Without a
// script nothing asks.
func confirmation(e object) as {
	c := at(e, "confirm")
	if c == nil {
		return nil
	}
	return as{
		{"data-confirm-title", words(c, "title")},
		{"data-confirm-text", words(c, "text")},
		{"data-confirm-ok", cmp.Or(words(c, "confirm"), "Yes")},
		{"data-confirm-deny", cmp.Or(words(c, "deny"), "No")},
		{"data-confirm-style", cmp.Or(text(c, "style"), "primary")},
	}
}

// overflow is a menu that opens without a script; each of its entries is a button.
func (r *renderer) overflow(b, e object) {
	block, action := text(b, "block_id"), text(e, "action_id")
	r.in("details", as{class("bk-overflow")}, func() {
		r.in("summary", as{{"aria-label", "More actions"}}, func() { r.text("…") })
		r.in("div", as{class("bk-menu")}, func() {
			for _, one := range list(e, "options") {
				option := objectOf(one)
				attrs := append(as{class("bk-button")}, confirmation(e)...)
				r.press(Press(block, action, text(option, "value")), words(option, "text"), attrs, func() { r.optionText(option) })
				r.leads(text(option, "url"))
			}
		})
	})
	if r.Warned[block+"/"+action] {
		r.warned(r.id(joined(block, action) + "-warned"))
	}
}

// optionText is an option by its text and, set apart, its description.
func (r *renderer) optionText(o object) {
	r.phrase(at(o, "text"))
	if words(o, "description") != "" {
		r.in("span", as{class("bk-description")}, func() { r.phrase(at(o, "description")) })
	}
}

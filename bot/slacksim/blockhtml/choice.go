package blockhtml

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// option is one entry of a menu or a group of boxes.
type option struct{ value, text, description string }

// ticked renders checkboxes or radio buttons.
func ticked(kind string) func(*renderer, field) {
	return func(r *renderer, f field) {
		chosen := f.chosen()
		r.open("div", attr{"class", "bk-choices"}, when(f.label != "", "role", "group"), when(f.label != "", "aria-label", f.label))
		for i, o := range f.options(f.e.list("options")) {
			id := f.id + "-" + strconv.Itoa(i)
			r.open("label", attr{"class", "bk-choice"}, attr{"for", id})
			r.open("input", slices.Concat([]attr{
				{"type", kind}, {"id", id}, {"name", f.name}, {"value", o.value}, when(slices.Contains(chosen, o.value), "checked", "checked"),
			}, withoutLabel(f.attrs))...)
			r.open("span")
			r.textObject(f.e.list("options")[i].at("text"))
			if o.description != "" {
				r.element("small", o.description)
			}
			r.end("span")
			r.end("label")
		}
		r.end("div")
	}
}

// withoutLabel drops what would hide each box's own label.
func withoutLabel(attrs []attr) []attr {
	return slices.DeleteFunc(slices.Clone(attrs), func(a attr) bool { return a.name == "aria-label" })
}

// selection renders a menu of one or several answers.
func (r *renderer) selection(f field) {
	kind := f.e.str("type")
	many := strings.HasPrefix(kind, "multi_")
	r.open("select", slices.Concat([]attr{
		{"id", f.id}, {"name", f.name}, {"class", "bk-field"}, when(many, "multiple", "multiple"),
	}, f.attrs)...)
	chosen := f.chosen()
	if !many {
		r.element("option", cmp.Or(f.e.plain("placeholder"), "Choose"), attr{"value", ""})
	}
	for _, g := range f.e.list("option_groups") {
		r.open("optgroup", attr{"label", g.plain("label")})
		r.options(f.options(g.list("options")), chosen)
		r.end("optgroup")
	}
	r.options(f.options(f.e.list("options")), chosen)
	r.options(r.people(strings.TrimPrefix(kind, "multi_")), chosen)
	r.end("select")
}

func (r *renderer) options(all []option, chosen []string) {
	for _, o := range all {
		text := o.text
		if o.description != "" {
			text += " — " + o.description
		}
		r.element("option", text, attr{"value", o.value}, when(slices.Contains(chosen, o.value), "selected", "selected"))
	}
}

func (f field) options(all []node) []option {
	var out []option
	for _, o := range all {
		out = append(out, option{o.str("value"), o.plain("text"), o.plain("description")})
	}
	return out
}

// people are the entries of a menu of users or channels.
func (r *renderer) people(kind string) []option {
	var names map[string]string
	sign := "@"
	switch kind {
	case "users_select":
		names = r.Names.Users
	case "channels_select", "conversations_select":
		names, sign = r.Names.Channels, "#"
	}
	var out []option
	for _, id := range slices.Sorted(maps.Keys(names)) {
		out = append(out, option{value: id, text: sign + names[id]})
	}
	return out
}

// chosen are the values of what is chosen, by what was entered, else by what the
// element begins with.
func (f field) chosen() []string {
	if f.entry != nil {
		return values(f.entry, "selected_option", "selected_options", "selected_user", "selected_users",
			"selected_channel", "selected_channels", "selected_conversation", "selected_conversations")
	}
	return values(f.e, "initial_option", "initial_options", "initial_user", "initial_users",
		"initial_channel", "initial_channels", "initial_conversation", "initial_conversations")
}

// values reads options by their values, and IDs, from whatever is under the names.
func values(n node, names ...string) []string {
	var out []string
	for _, name := range names {
		all, many := n[name].([]any)
		if !many {
			all = []any{n[name]}
		}
		for _, one := range all {
			switch v := one.(type) {
			case string:
				out = append(out, v)
			case map[string]any:
				out = append(out, node(v).str("value"))
			}
		}
	}
	return out
}

// momentInput takes a moment as a person writes it in UTC; no browser input knows zones.
func (r *renderer) momentInput(f field) {
	at := f.e.whole("initial_date_time")
	if f.entry != nil {
		at = f.entry.whole("selected_date_time")
	}
	value := ""
	if at != 0 {
		value = time.Unix(at, 0).UTC().Format(time.RFC3339)
	}
	r.typedInput(f, "text", value, attr{"title", "such as 2026-11-09T10:31:00Z"})
}

package blockhtml

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// group is options under a label; a list without groups is one group without a label.
type group struct {
	label   string
	options []object
}

// groups are what there is to choose from.
func (r *renderer) groups(a answerable) []group {
	switch strings.TrimPrefix(a.kind, "multi_") {
	case "users_select":
		return r.named(a, "@", r.Names.Users)
	case "channels_select", "conversations_select":
		return r.named(a, "#", r.Names.Channels)
	}
	all := []group{{options: optionsIn(a.element)}}
	for _, one := range list(a.element, "option_groups") {
		all = append(all, group{words(objectOf(one), "label"), optionsIn(objectOf(one))})
	}
	return all
}

func optionsIn(o object) []object {
	var all []object
	for _, one := range list(o, "options") {
		all = append(all, objectOf(one))
	}
	return all
}

// named are people or channels by name, and what is chosen already, known or not.
func (r *renderer) named(a answerable, sign string, names map[string]string) []group {
	ids := slices.Collect(maps.Keys(names))
	for _, id := range answers(r.answer(a)) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(x, y string) int { return cmp.Or(cmp.Compare(names[x], names[y]), cmp.Compare(x, y)) })
	var options []object
	for _, id := range ids {
		shown := object{"type": "plain_text", "text": sign + cmp.Or(names[id], id)}
		options = append(options, object{"value": id, "text": shown})
	}
	return []group{{options: options}}
}

// menu is a choice of one.
func (r *renderer) menu(a answerable) {
	chosen := answers(r.answer(a))
	r.in("select", append(as{class("bk-select")}, r.single(a)...), func() {
		r.option("", cmp.Or(words(a.element, "placeholder"), "Choose"), false)
		for _, g := range r.groups(a) {
			r.grouped("optgroup", g, func(o object) {
				r.option(text(o, "value"), menuText(o), slices.Contains(chosen, text(o, "value")))
			})
		}
	})
}

// menuText is an option where nothing but text may stand.
func menuText(o object) string {
	if more := words(o, "description"); more != "" {
		return words(o, "text") + " (" + more + ")"
	}
	return words(o, "text")
}

func (r *renderer) option(value, text string, selected bool) {
	attrs := as{{"value", value}}
	if selected {
		attrs = append(attrs, attr{"selected", ""})
	}
	r.in("option", attrs, func() { r.text(text) })
}

// grouped writes each option, inside an element that the label names where there is one.
func (r *renderer) grouped(element name, g group, write func(object)) {
	all := func() {
		for _, o := range g.options {
			write(o)
		}
	}
	if g.label == "" {
		all()
		return
	}
	attrs := as{{"label", g.label}}
	if element != "optgroup" {
		attrs = as{class("bk-group"), {"role", "group"}, {"aria-label", g.label}}
	}
	r.in(element, attrs, func() {
		if element != "optgroup" {
			r.say("p", "bk-group-label", g.label)
		}
		all()
	})
}

// radioButtons are a choice of one, all of it seen at once.
func (r *renderer) radioButtons(a answerable) { r.boxes(a, as{{"type", "radio"}}) }

// checkboxes are a choice of several, and stand for the menus of several too: a list of boxes can be worked by
// keyboard and finger, a list with several selections by few.
func (r *renderer) checkboxes(a answerable) {
	r.boxes(a, append(as{{"type", "checkbox"}}, a.invalid()...))
}

func (r *renderer) boxes(a answerable, attrs as) {
	r.tag("input", append(as{{"type", "hidden"}, {"name", a.field}, {"value", ""}}, r.disabled()...)) // so that "none" is sent
	chosen, n := answers(r.answer(a)), 0
	attrs = append(append(attrs, attr{"name", a.field}), append(a.dispatched(), r.disabled()...)...)
	for _, g := range r.groups(a) {
		r.grouped("div", g, func(o object) {
			r.box(a, n, o, slices.Contains(chosen, text(o, "value")), attrs)
			n++
		})
	}
}

// box is one option with its label.
func (r *renderer) box(a answerable, n int, o object, chosen bool, attrs as) {
	id := r.id(text(a.block, "block_id"), text(a.element, "action_id"), "option", strconv.Itoa(n))
	attrs = append(as{{"id", id}, {"value", text(o, "value")}}, attrs...)
	if chosen {
		attrs = append(attrs, attr{"checked", ""})
	}
	r.in("div", as{class("bk-choice")}, func() {
		r.tag("input", attrs)
		r.in("label", as{{"for", id}, {"dir", "auto"}}, func() { r.optionText(o) })
	})
}

package blockhtml

import (
	"cmp"
	"strings"

	"kmsguard/bot/slacksim/blockkit"
)

// answerable writes an element with its label before and its notes behind it.
func (r *renderer) answerable(a answerable) {
	f, ok := forms[a.kind]
	hint, fault := r.noteIDs(&a)
	wrapper := cmp.Or(map[bool]name{true: "bk-input"}[a.input], "bk-entry")
	inside := func(label func()) func() {
		return func() {
			label()
			if ok {
				f.write(r, a)
			} else {
				r.unknown("p", a.kind)
			}
			r.note("bk-hint", hint, words(a.block, "hint"))
			r.note("bk-error", fault, a.fault)
		}
	}
	switch {
	case !ok:
		r.in("div", as{class(wrapper)}, inside(func() { r.label("p", nil, a) }))
	case f.group:
		r.in("fieldset", r.groupAttrs(a, wrapper), inside(func() { r.label("legend", nil, a) }))
	default:
		r.in("div", as{class(wrapper)}, inside(func() { r.label("label", as{{"for", a.id}}, a) }))
	}
}

// noteIDs names the hint and the error that there are.
func (r *renderer) noteIDs(a *answerable) (hint, fault string) {
	block, action := text(a.block, "block_id"), text(a.element, "action_id")
	if a.input && words(a.block, "hint") != "" {
		hint = r.id(block, action, "hint")
	}
	if a.fault != "" {
		fault = r.id(block, action, "error")
	}
	a.notes = strings.TrimSpace(hint + " " + fault)
	return hint, fault
}

func (r *renderer) note(classes name, id, text string) {
	if id != "" {
		r.in("p", as{class(classes), {"id", id}, {"dir", "auto"}}, func() { r.lines(text) })
	}
}

// label names an element. Outside of input blocks Slack shows no label: there a quiet one is for who cannot see
// what stands around.
func (r *renderer) label(element name, attrs as, a answerable) {
	if !a.input {
		called := cmp.Or(words(a.element, "placeholder"), words(a.block, "text"), text(a.element, "action_id"))
		r.in(element, append(as{class("bk-label bk-quiet")}, attrs...), func() { r.inline(called) })
		return
	}
	r.in(element, append(as{class("bk-label"), {"dir", "auto"}}, attrs...), func() {
		r.lines(words(a.block, "label"))
		if a.block["optional"] == true {
			r.text(" ")
			r.say("span", "bk-optional", "(optional)")
		}
	})
}

// groupAttrs: what is wrong with a choice of one is wrong with the group, not with one of its buttons.
func (r *renderer) groupAttrs(a answerable, wrapper name) as {
	attrs := as{class(wrapper), {"id", a.id}}
	if a.kind == "radio_buttons" {
		attrs = append(attrs, attr{"role", "radiogroup"})
		attrs = append(attrs, a.invalid()...)
	}
	return append(append(attrs, a.described()...), r.disabled()...)
}

// described binds an input to its notes.
func (a answerable) described() as {
	if a.notes == "" {
		return nil
	}
	return as{{"aria-describedby", a.notes}}
}

func (a answerable) invalid() as {
	if a.fault == "" {
		return nil
	}
	return as{{"aria-invalid", "true"}}
}

// dispatched marks an input of which the app wants to hear at once: those of input blocks only where it asks.
func (a answerable) dispatched() as {
	if a.input && a.block["dispatch_action"] != true {
		return nil
	}
	return append(as{{"data-dispatch", ""}}, confirmation(a.element)...)
}

// single is the attributes of an answer that is one input.
func (r *renderer) single(a answerable) as {
	attrs := as{{"id", a.id}, {"name", a.field}}
	if a.element["focus_on_load"] == true && !r.Inert {
		attrs = append(attrs, attr{"autofocus", ""})
	}
	for _, more := range []as{a.described(), a.invalid(), a.dispatched(), r.disabled()} {
		attrs = append(attrs, more...)
	}
	return attrs
}

// answer is what the element holds: what was entered, else what it began with.
func (r *renderer) answer(a answerable) any {
	return blockkit.Answered(a.element, r.Entered[text(a.block, "block_id")][text(a.element, "action_id")])
}

// answerText is an answer that is a text, or the one thing chosen.
func (r *renderer) answerText(a answerable) string {
	if all := answers(r.answer(a)); len(all) > 0 {
		return all[0]
	}
	return ""
}

// answers are the texts, ids or option values of an answer.
func answers(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case object:
		return []string{text(v, "value")}
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, answers(one)...)
		}
		return all
	default:
		return nil
	}
}

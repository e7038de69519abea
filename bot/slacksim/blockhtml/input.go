package blockhtml

import (
	"net/url"
	"slices"
	"strconv"
)

// forms are the elements that hold an answer, and what renders them.
var forms = map[string]func(*renderer, field){
	"plain_text_input":           (*renderer).textInput,
	"number_input":               (*renderer).numberInput,
	"email_text_input":           typed("email", "value"),
	"url_text_input":             typed("url", "value"),
	"datepicker":                 typed("date", "selected_date"),
	"timepicker":                 typed("time", "selected_time"),
	"datetimepicker":             (*renderer).momentInput,
	"checkboxes":                 ticked("checkbox"),
	"radio_buttons":              ticked("radio"),
	"static_select":              (*renderer).selection,
	"multi_static_select":        (*renderer).selection,
	"users_select":               (*renderer).selection,
	"multi_users_select":         (*renderer).selection,
	"channels_select":            (*renderer).selection,
	"multi_channels_select":      (*renderer).selection,
	"conversations_select":       (*renderer).selection,
	"multi_conversations_select": (*renderer).selection,
}

func isInput(kind string) bool { return forms[kind] != nil }

// isGroup tells what is several inputs under one label.
func isGroup(kind string) bool { return kind == "checkboxes" || kind == "radio_buttons" }

// field is one input: its element, what names it, and what stands in it.
type field struct {
	e     node
	id    string
	name  string
	entry node
	attrs []attr // of every input: description, error, dispatch
	label string // for inputs without a label of their own
}

// id is the id of an element, the same in every rendering.
func (r *renderer) id(b, e node) string {
	return r.Prefix + "/" + url.PathEscape(b.str("block_id")) + "/" + url.PathEscape(e.str("action_id"))
}

func (r *renderer) fieldOf(b, e node) field {
	block, action := b.str("block_id"), e.str("action_id")
	return field{e: e, id: r.id(b, e), name: Field(block, action), entry: r.Entered[block][action]}
}

// input renders an input block: label, input, error, hint.
func (r *renderer) input(b node) {
	e := b.at("element")
	render := forms[e.str("type")]
	if render == nil {
		r.unknown(e.str("type"))
		return
	}
	f, hint, problem := r.fieldOf(b, e), b.plain("hint"), r.Errors[b.str("block_id")]
	f.attrs = r.describe(f, b, hint, problem)
	label := b.plain("label")
	if b.is("optional") {
		label += " (optional)"
	}
	outer, name := "div", "label"
	if isGroup(e.str("type")) {
		outer, name = "fieldset", "legend"
	}
	r.open(outer, attr{"class", "bk-input"})
	r.element(name, label, when(name == "label", "for", f.id))
	render(r, f)
	if problem != "" {
		r.open("p", attr{"class", "bk-error"}, attr{"id", f.id + "-error"})
		r.lines(problem)
		r.end("p")
	}
	if hint != "" {
		r.open("p", attr{"class", "bk-hint"}, attr{"id", f.id + "-hint"})
		r.lines(hint)
		r.end("p")
	}
	r.end(outer)
}

// describe is what assistive technology is told of an input, beside its label.
func (r *renderer) describe(f field, b node, hint, problem string) []attr {
	by := ""
	if problem != "" {
		by = f.id + "-error"
	}
	if hint != "" {
		if by != "" {
			by += " "
		}
		by += f.id + "-hint"
	}
	return []attr{
		when(by != "", "aria-describedby", by), when(problem != "", "aria-invalid", "true"),
		when(!b.is("optional") && !isGroup(f.e.str("type")), "aria-required", "true"), when(b.is("dispatch_action"), "data-dispatch", "1"), r.inert(),
	}
}

// standing renders an input outside of an input block: the app hears of each
// change at once. The button beside it is for browsers without script.
func (r *renderer) standing(b, e node) {
	f := r.fieldOf(b, e)
	f.label = e.plain("placeholder")
	if f.label == "" {
		f.label = e.str("type")
	}
	f.attrs = []attr{{"data-dispatch", "1"}, {"aria-label", f.label}, r.inert()}
	r.open("div", attr{"class", "bk-standing"})
	forms[e.str("type")](r, f)
	r.element("button", "Apply", attr{"type", "submit"}, attr{"class", "bk-button bk-apply"}, attr{"name", PressField},
		attr{"value", Press(b.str("block_id"), e.str("action_id"), "")}, attr{"aria-label", "Apply " + f.label}, r.inert())
	r.end("div")
}

// value is what stands in a field under Slack's name for it, else what the
// element begins with.
func (f field) value(key, initial string) string {
	if f.entry != nil {
		return f.entry.str(key)
	}
	return f.e.str(initial)
}

func (r *renderer) textInput(f field) {
	attrs := slices.Concat([]attr{
		{"id", f.id}, {"name", f.name}, {"class", "bk-field"}, {"autocomplete", "off"}, {"spellcheck", "false"},
		when(f.e.plain("placeholder") != "", "placeholder", f.e.plain("placeholder")), length(f.e, "maxlength", "max_length"),
		when(f.e.is("focus_on_load"), "autofocus", "autofocus"),
	}, f.attrs)
	if f.e.is("multiline") {
		r.open("textarea", append(attrs, attr{"rows", "3"})...)
		r.text("\n" + f.value("value", "initial_value")) // the first line break is not part of the value
		r.end("textarea")
		return
	}
	r.open("input", append(attrs, attr{"type", "text"}, attr{"value", f.value("value", "initial_value")})...)
}

func length(e node, name, key string) attr {
	n := e.whole(key)
	return when(n > 0, name, strconv.FormatInt(n, 10))
}

func (r *renderer) numberInput(f field) {
	mode := "numeric"
	if f.e.is("is_decimal_allowed") {
		mode = "decimal"
	}
	r.typedInput(f, "text", f.value("value", "initial_value"), attr{"inputmode", mode})
}

func (r *renderer) typedInput(f field, kind, value string, more ...attr) {
	r.open("input", slices.Concat([]attr{
		{"id", f.id}, {"name", f.name}, {"class", "bk-field"}, {"type", kind}, {"autocomplete", "off"}, {"value", value},
		when(f.e.plain("placeholder") != "", "placeholder", f.e.plain("placeholder")),
	}, more, f.attrs)...)
}

// typed renders an input for which a browser has a type of its own.
func typed(kind, key string) func(*renderer, field) {
	initial := map[string]string{"selected_date": "initial_date", "selected_time": "initial_time", "value": "initial_value"}[key]
	return func(r *renderer, f field) { r.typedInput(f, kind, f.value(key, initial)) }
}

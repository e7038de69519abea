package blockhtml

// answerable is an element that holds an answer, with what stands around it.
type answerable struct {
	block, element object
	kind           string
	id             string // of the input, or of a group of them
	field          string
	fault          string // what is wrong with the answer, empty for nothing
	input          bool   // it is in an input block
	notes          string // ids of hint and error, for who cannot see that they are near
}

// input is a label, an element, a hint, and what is wrong.
func (r *renderer) input(b object) {
	a := r.newAnswerable(b, at(b, "element"))
	a.input, a.fault = true, r.Errors[text(b, "block_id")]
	r.answerable(a)
}

func (r *renderer) newAnswerable(b, e object) answerable {
	block, action := text(b, "block_id"), text(e, "action_id")
	return answerable{block: b, element: e, kind: kind(e), id: r.id(block, action), field: Field(block, action)}
}

// form is how one kind of answer is asked for.
type form struct {
	write func(*renderer, answerable)
	group bool // of several inputs, which a legend names
}

// forms are the kinds that are known.
var forms map[string]form

func init() {
	forms = map[string]form{
		"plain_text_input": {write: (*renderer).plainText},
		"number_input":     {write: (*renderer).number},
		"email_text_input": {write: typed("email")},
		"url_text_input":   {write: typed("url")},

		"datepicker":     {write: (*renderer).date},
		"timepicker":     {write: (*renderer).timeOfDay},
		"datetimepicker": {write: (*renderer).dateTime},

		"radio_buttons": {write: (*renderer).radioButtons, group: true},
		"checkboxes":    {write: (*renderer).checkboxes, group: true},

		"static_select":        {write: (*renderer).menu},
		"users_select":         {write: (*renderer).menu},
		"channels_select":      {write: (*renderer).menu},
		"conversations_select": {write: (*renderer).menu},

		"multi_static_select":        {write: (*renderer).checkboxes, group: true},
		"multi_users_select":         {write: (*renderer).checkboxes, group: true},
		"multi_channels_select":      {write: (*renderer).checkboxes, group: true},
		"multi_conversations_select": {write: (*renderer).checkboxes, group: true},
	}
}

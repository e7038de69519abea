package blockkit

// holding says under which names an answer lies in state.values, and where the element says what it begins
// with.
type holding struct {
	key     string
	initial string
	many    bool
}

var holdings = map[string]holding{
	"plain_text_input":           {"value", "initial_value", false},
	"email_text_input":           {"value", "initial_value", false},
	"url_text_input":             {"value", "initial_value", false},
	"number_input":               {"value", "initial_value", false},
	"rich_text_input":            {"rich_text_value", "initial_value", false},
	"file_input":                 {"files", "", true},
	"static_select":              {"selected_option", "initial_option", false},
	"external_select":            {"selected_option", "initial_option", false},
	"radio_buttons":              {"selected_option", "initial_option", false},
	"checkboxes":                 {"selected_options", "initial_options", true},
	"multi_static_select":        {"selected_options", "initial_options", true},
	"multi_external_select":      {"selected_options", "initial_options", true},
	"users_select":               {"selected_user", "initial_user", false},
	"conversations_select":       {"selected_conversation", "initial_conversation", false},
	"channels_select":            {"selected_channel", "initial_channel", false},
	"multi_users_select":         {"selected_users", "initial_users", true},
	"multi_conversations_select": {"selected_conversations", "initial_conversations", true},
	"multi_channels_select":      {"selected_channels", "initial_channels", true},
	"datepicker":                 {"selected_date", "initial_date", false},
	"timepicker":                 {"selected_time", "initial_time", false},
	"datetimepicker":             {"selected_date_time", "initial_date_time", false},
}

// Stateful says whether the element holds an answer, so that it appears in state.values. Since September 2020
// Slack sends every such element there, not only those of input blocks.
func (e Element) Stateful() bool {
	_, ok := holdings[e.Kind]
	return ok
}

// Initial is the entry of state.values before anybody touched the element: its type and what it began with,
// null or an empty list where it began with nothing. It is nil for what is not Stateful.
func (e Element) Initial() map[string]any {
	h, ok := holdings[e.Kind]
	if !ok {
		return nil
	}
	if begun, there := e.source[h.initial]; there {
		return e.entry(h, begun)
	}
	if h.many {
		return e.entry(h, []any{})
	}
	return e.entry(h, nil)
}

func (e Element) entry(h holding, answer any) map[string]any {
	entry := map[string]any{"type": e.Kind, h.key: answer}
	if zone := stringAt(e.source, "timezone"); zone != "" {
		entry["timezone"] = zone
	}
	return entry
}

// Filled says whether an entry of state.values for this element holds an answer. A submission that leaves an
// input unfilled which is not Optional never reaches the app.
func (e Element) Filled(entry map[string]any) bool {
	switch answer := entry[holdings[e.Kind].key].(type) {
	case nil:
		return false
	case string:
		return answer != ""
	case []any:
		return len(answer) > 0
	default:
		return true
	}
}

package blockkit

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const xText = `{"type":"plain_text","text":"x"}`

func inActionsBlock(element string) string { return `{"type":"actions","elements":[` + element + `]}` }

func inInputBlock(element string) string {
	return `{"type":"input","label":` + xText + `,"element":` + element + `}`
}

func TestRequiredFields(t *testing.T) {
	tests := []struct{ name, block, want string }{
		{"section", `{"type":"section"}`, "must define either `text` or `fields` [json-pointer:/blocks/0]"},
		{"header", `{"type":"header"}`, "missing required field: text [json-pointer:/blocks/0]"},
		{"context", `{"type":"context"}`, "missing required field: elements [json-pointer:/blocks/0]"},
		{"actions", `{"type":"actions"}`, "missing required field: elements [json-pointer:/blocks/0]"},
		{"input label", `{"type":"input","element":{"type":"plain_text_input"}}`, "missing required field: label [json-pointer:/blocks/0]"},
		{"input element", `{"type":"input","label":` + xText + `}`, "missing required field: element [json-pointer:/blocks/0]"},
		{"image alt_text", `{"type":"image","image_url":"u"}`, "missing required field: alt_text [json-pointer:/blocks/0]"},
		{"image source", `{"type":"image","alt_text":"x"}`, "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]"},
		{"two image sources", `{"type":"image","alt_text":"x","image_url":"u","slack_file":{"id":"F1"}}`,
			"must define only one of `image_url` or `slack_file` [json-pointer:/blocks/0]"},
		{"rich text", `{"type":"rich_text"}`, "missing required field: elements [json-pointer:/blocks/0]"},
		{"table", `{"type":"table"}`, "missing required field: rows [json-pointer:/blocks/0]"},
		{"data table caption", `{"type":"data_table","rows":[[{"type":"raw_text","text":"x"}],[{"type":"raw_text","text":"x"}]]}`,
			"missing required field: caption [json-pointer:/blocks/0]"},
		{"card", `{"type":"card","subtitle":` + xText + `}`,
			"must define either `hero_image` or `title` or `actions` or `body` [json-pointer:/blocks/0]"},
		{"text object", `{"type":"header","text":{"type":"plain_text"}}`, "missing required field: text [json-pointer:/blocks/0/text]"},
		{"type of a text object", `{"type":"header","text":{"text":"x"}}`, "missing required field: type [json-pointer:/blocks/0/text]"},
		{"button text", inActionsBlock(`{"type":"button"}`), "missing required field: text [json-pointer:/blocks/0/elements/0]"},
		{"options", inActionsBlock(`{"type":"checkboxes"}`), "missing required field: options [json-pointer:/blocks/0/elements/0]"},
		{"select options", inActionsBlock(`{"type":"static_select"}`),
			"must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]"},
		{"option value", inActionsBlock(`{"type":"overflow","options":[{"text":` + xText + `}]}`),
			"missing required field: value [json-pointer:/blocks/0/elements/0/options/0]"},
		{"confirm", inActionsBlock(`{"type":"button","text":` + xText + `,"confirm":{"title":` + xText + `,"text":` + xText + `,"confirm":` + xText + `}}`),
			"missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]"},
		{"cell value", `{"type":"table","rows":[[{"type":"raw_number"}]]}`, "missing required field: value [json-pointer:/blocks/0/rows/0/0]"},
		{"filter", inActionsBlock(`{"type":"conversations_select","filter":{}}`),
			"must define either `include` or `exclude_external_shared_channels` or `exclude_bot_users` [json-pointer:/blocks/0/elements/0/filter]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff([]string{tt.want}, checkOn(message, "["+tt.block+"]")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.block, diff)
			}
		})
	}
}

func TestWrongFields(t *testing.T) {
	section := func(text string) string { return `{"type":"section","text":` + text + `}` }
	tests := []struct{ name, block, want string }{
		{"emoji on mrkdwn", section(`{"type":"mrkdwn","text":"x","emoji":false}`),
			"invalid additional property: emoji [json-pointer:/blocks/0/text]"},
		{"verbatim on plain_text", section(`{"type":"plain_text","text":"x","verbatim":true}`),
			"invalid additional property: verbatim [json-pointer:/blocks/0/text]"},
		{"mrkdwn in a header", `{"type":"header","text":{"type":"mrkdwn","text":"x"}}`,
			"unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"},
		{"a bare string for a text", section(`"x"`), "must provide an object [json-pointer:/blocks/0/text]"},
		{"null for a text", section(`null`), "must provide an object [json-pointer:/blocks/0/text]"},
		{"a number for a text", section(`{"type":"mrkdwn","text":1}`), "must provide a string [json-pointer:/blocks/0/text/text]"},
		{"a string for a list", `{"type":"actions","elements":"x"}`, "must provide an array [json-pointer:/blocks/0/elements]"},
		{"a string for a bool", section(`{"type":"plain_text","text":"x","emoji":"true"}`),
			"must provide a boolean [json-pointer:/blocks/0/text/emoji]"},
		{"a style that is none", inActionsBlock(`{"type":"button","text":` + xText + `,"style":"default"}`),
			"must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"},
		{"a style that is no string", inActionsBlock(`{"type":"button","text":` + xText + `,"style":1}`),
			"must provide a string [json-pointer:/blocks/0/elements/0/style]"},
		{"url on a select option", inActionsBlock(`{"type":"static_select","options":[{"text":` + xText + `,"value":"x","url":""}]}`),
			"invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]"},
		{"mrkdwn in a select option", inActionsBlock(`{"type":"static_select","options":[{"text":{"type":"mrkdwn","text":"x"},"value":"x"}]}`),
			"unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/options/0/text/type]"},
		{"confirm on a text input", inInputBlock(`{"type":"plain_text_input","confirm":{}}`),
			"invalid additional property: confirm [json-pointer:/blocks/0/element]"},
		{"focus in a message", inInputBlock(`{"type":"plain_text_input","focus_on_load":true}`),
			"focus_on_load is not allowed in messages [json-pointer:/blocks/0/element/focus_on_load]"},
		{"response URL outside of modals", inInputBlock(`{"type":"channels_select","response_url_enabled":true}`),
			"response_url_enabled is only allowed in modals [json-pointer:/blocks/0/element/response_url_enabled]"},
		{"options and groups", inActionsBlock(`{"type":"static_select","options":[` + anOption + `],"option_groups":[{"label":` + xText + `,"options":[` + anOption + `]}]}`),
			"must define only one of `options` or `option_groups` [json-pointer:/blocks/0/elements/0]"},
		{"a preselected option that is none", inActionsBlock(`{"type":"static_select","options":[` + anOption + `],"initial_option":{"text":` + xText + `,"value":"y"}}`),
			"must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]"},
		{"preselected options of which one is none", inActionsBlock(`{"type":"checkboxes","options":[` + anOption + `],"initial_options":[` + anOption + `,{"text":` + xText + `,"value":"y"}]}`),
			"must be among the provided options [json-pointer:/blocks/0/elements/0/initial_options]"},
		{"a date in another form", inActionsBlock(`{"type":"datepicker","initial_date":"2026-2-30"}`),
			"must be a date as YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]"},
		{"a time in another form", inActionsBlock(`{"type":"timepicker","initial_time":"9:00"}`),
			"must be a time as HH:mm [json-pointer:/blocks/0/elements/0/initial_time]"},
		{"a date that is no string", inActionsBlock(`{"type":"datepicker","initial_date":20261102}`),
			"must provide a string [json-pointer:/blocks/0/elements/0/initial_date]"},
		{"bounds the wrong way round", inInputBlock(`{"type":"plain_text_input","min_length":5,"max_length":4}`),
			"must not be greater than `max_length` [json-pointer:/blocks/0/element/min_length]"},
		{"a length that is no whole number", inInputBlock(`{"type":"plain_text_input","max_length":4.5}`),
			"must provide an integer [json-pointer:/blocks/0/element/max_length]"},
		{"null cell", `{"type":"table","rows":[[null]]}`, "must provide an object [json-pointer:/blocks/0/rows/0/0]"},
		{"a cell that is no number", `{"type":"table","rows":[[{"type":"raw_number","value":"1"}]]}`,
			"must provide a number [json-pointer:/blocks/0/rows/0/0/value]"},
		{"a mention inside preformatted text",
			`{"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[{"type":"user","user_id":"U1"}]}]}`,
			"unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0/type]"},
		{"a mention as code",
			`{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"user","user_id":"U1","style":{"code":true}}]}]}`,
			"invalid additional property: code [json-pointer:/blocks/0/elements/0/elements/0/style]"},
		{"a container in a container",
			`{"type":"container","title":` + xText + `,"child_blocks":[{"type":"container"}]}`,
			"unsupported type: container [json-pointer:/blocks/0/child_blocks/0/type]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff([]string{tt.want}, checkOn(message, "["+tt.block+"]")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.block, diff)
			}
		})
	}
}

func TestNumberInputBounds(t *testing.T) {
	tests := []struct{ name, element, want string }{
		{"a bound that is a number", `{"type":"number_input","is_decimal_allowed":true,"min_value":7}`,
			"must provide a string [json-pointer:/blocks/0/element/min_value]"},
		{"a bound that holds no number", `{"type":"number_input","is_decimal_allowed":true,"min_value":"seven"}`,
			"must be a number [json-pointer:/blocks/0/element/min_value]"},
		{"a bound that is not finite", `{"type":"number_input","is_decimal_allowed":true,"max_value":"Inf"}`,
			"must be a number [json-pointer:/blocks/0/element/max_value]"},
		{"bounds the wrong way round", `{"type":"number_input","is_decimal_allowed":true,"min_value":"30","max_value":"7"}`,
			"must not be greater than `max_value` [json-pointer:/blocks/0/element/min_value]"},
		{"no word about decimals", `{"type":"number_input"}`,
			"missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff([]string{tt.want}, checkOn(modal, "["+inInputBlock(tt.element)+"]")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

package blockkit

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inputOf is the element of one input block labelled L.
func inputOf(t *testing.T, element string) Element {
	t.Helper()
	blocks := fmt.Sprintf(`[{"type":"input","label":{"type":"plain_text","text":"L"},"element":%s}]`, element)
	all := Elements(json.RawMessage(blocks))
	if len(all) != 1 {
		t.Fatalf("Elements(%s) = %v, want one", blocks, all)
	}
	return all[0]
}

const twoOptions = `"options":[{"text":{"type":"mrkdwn","text":"*A*"},"value":"a"},{"text":{"type":"mrkdwn","text":"B"},"value":"b"}]`

func TestInitialAndAnswer(t *testing.T) {
	const a = `{"text":{"type":"mrkdwn","text":"*A*"},"value":"a"}`
	tests := []struct {
		name, element, initial string
		answers                []string
		answer                 string
	}{
		{"text", `{"type":"plain_text_input"}`, `{"type":"plain_text_input","value":null}`,
			[]string{"x"}, `{"type":"plain_text_input","value":"x"}`},
		{"text with a beginning", `{"type":"plain_text_input","initial_value":"b"}`, `{"type":"plain_text_input","value":"b"}`,
			nil, `{"type":"plain_text_input","value":null}`},
		{"number", `{"type":"number_input","is_decimal_allowed":false}`, `{"type":"number_input","value":null}`,
			[]string{"7"}, `{"type":"number_input","value":"7"}`},
		{"radio", `{"type":"radio_buttons",` + twoOptions + `}`, `{"type":"radio_buttons","selected_option":null}`,
			[]string{"A"}, `{"type":"radio_buttons","selected_option":` + a + `}`},
		{"checkboxes", `{"type":"checkboxes",` + twoOptions + `,"initial_options":[` + a + `]}`, `{"type":"checkboxes","selected_options":[` + a + `]}`,
			nil, `{"type":"checkboxes","selected_options":[]}`},
		{"multi select", `{"type":"multi_static_select",` + twoOptions + `}`, `{"type":"multi_static_select","selected_options":[]}`,
			[]string{"*A*"}, `{"type":"multi_static_select","selected_options":[` + a + `]}`},
		{"user", `{"type":"users_select"}`, `{"type":"users_select","selected_user":null}`,
			[]string{"U1"}, `{"type":"users_select","selected_user":"U1"}`},
		{"date", `{"type":"datepicker","initial_date":"2026-11-02"}`, `{"type":"datepicker","selected_date":"2026-11-02"}`,
			[]string{"2026-11-09"}, `{"type":"datepicker","selected_date":"2026-11-09"}`},
		{"time keeps its zone", `{"type":"timepicker","timezone":"Europe/Berlin"}`, `{"type":"timepicker","selected_time":null,"timezone":"Europe/Berlin"}`,
			[]string{"10:30"}, `{"type":"timepicker","selected_time":"10:30","timezone":"Europe/Berlin"}`},
		{"moment", `{"type":"datetimepicker"}`, `{"type":"datetimepicker","selected_date_time":null}`,
			[]string{"2026-11-09T10:31:00Z"}, `{"type":"datetimepicker","selected_date_time":1794220260}`},
		{"rich text", `{"type":"rich_text_input"}`, `{"type":"rich_text_input","rich_text_value":null}`, []string{"x"},
			`{"type":"rich_text_input","rich_text_value":{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x"}]}]}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := inputOf(t, tt.element)
			sameJSON(t, "Initial", tt.initial, e.Initial())
			got, err := e.Answer(tt.answers...)
			if err != nil {
				t.Fatalf("Answer(%q): %v", tt.answers, err)
			}
			sameJSON(t, "Answer", tt.answer, got)
			if want := len(tt.answers) > 0; e.Filled(got) != want {
				t.Errorf("Filled(%v) = %v, want %v", got, !want, want)
			}
		})
	}
}

func sameJSON(t *testing.T, what, want string, got any) {
	t.Helper()
	raw, err := encode(got)
	if err != nil {
		t.Fatal(err)
	}
	var w, g any
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w, g); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestAnswerRefused(t *testing.T) {
	tests := []struct {
		name, element string
		answers       []string
		want          string
	}{
		{"a button", `{"type":"button"}`, []string{"x"}, `"L" is a button and takes no answer`},
		{"two texts", `{"type":"plain_text_input"}`, []string{"x", "y"}, `"L" takes one answer, not 2`},
		{"too short", `{"type":"plain_text_input","min_length":3}`, []string{"ab"}, `"L" takes at least 3 characters, not 2`},
		{"too long", `{"type":"plain_text_input","max_length":3}`, []string{"äbcd"}, `"L" takes at most 3 characters, not 4`},
		{"no such option", `{"type":"radio_buttons",` + twoOptions + `}`, []string{"C"}, `"L" has no option "C"; it has "*A*", "B"`},
		{"too many", `{"type":"multi_users_select","max_selected_items":1}`, []string{"U1", "U2"}, `"L" takes at most 1 answers, not 2`},
		{"no number", `{"type":"number_input"}`, []string{"x"}, `"L" takes a number, not "x"`},
		{"no whole number", `{"type":"number_input","is_decimal_allowed":false}`, []string{"1.5"}, `"L" takes a whole number, not "1.5"`},
		{"below", `{"type":"number_input","min_value":"7"}`, []string{"6"}, `"L" takes at least 7, not 6`},
		{"above", `{"type":"number_input","max_value":"30"}`, []string{"31"}, `"L" takes at most 30, not 31`},
		{"no date", `{"type":"datepicker"}`, []string{"9 Nov"}, `"L" takes the form YYYY-MM-DD, not "9 Nov"`},
		{"no time", `{"type":"timepicker"}`, []string{"25:00"}, `"L" takes the form HH:mm, not "25:00"`},
		{"no moment", `{"type":"datetimepicker"}`, []string{"now"}, `"L" takes a time such as 2026-11-09T10:31:00Z, not "now"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := inputOf(t, tt.element)
			e.Label = "L"
			if got, err := e.Answer(tt.answers...); err == nil || err.Error() != tt.want {
				t.Errorf("Answer(%q) = %v, %v, want the error %s", tt.answers, got, err, tt.want)
			}
		})
	}
}

func TestEveryKindIsKnownOnce(t *testing.T) {
	acting := map[string]bool{"button": true, "workflow_button": true, "overflow": true, "image": true}
	for kind := range elementKinds {
		if stateful := (Element{Kind: kind}).Stateful(); stateful == acting[kind] {
			t.Errorf("%s: stateful %v, and listed as acting %v", kind, stateful, acting[kind])
		}
	}
	for kind := range holdings {
		if _, ok := elementKinds[kind]; !ok {
			t.Errorf("%s holds an answer but is no known element", kind)
		}
	}
}

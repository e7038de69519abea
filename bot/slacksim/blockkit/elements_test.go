package blockkit

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func readGolden(t *testing.T, name string) json.RawMessage {
	t.Helper()
	blocks, err := os.ReadFile("testdata/render/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return blocks
}

var shown = cmpopts.IgnoreUnexported(Element{})

func TestElements(t *testing.T) {
	want := []Element{
		{ActionID: "copy", Kind: "button", Label: "Copy"},
		{BlockID: "statement", ActionID: "text", Kind: "plain_text_input", Label: "Statement", Input: true, Hint: "Case counts."},
		{ActionID: "text", Kind: "plain_text_input", Label: "Reason", Input: true, Optional: true},
		{ActionID: "r", Kind: "radio_buttons", Label: "Action", Input: true,
			Options: []Option{{Text: "*Disable*", Value: "d"}, {Text: "Delete", Value: "x"}}},
		{ActionID: "c", Kind: "checkboxes", Label: "Afterwards", Input: true,
			Options: []Option{{Text: "Disable again", Value: "d"}, {Text: "Tell me", Value: "t"}}},
		{ActionID: "s", Kind: "static_select", Label: "Region", Input: true, Options: []Option{{Text: "cn-hangzhou", Value: "hz"}}},
		{ActionID: "u", Kind: "users_select", Label: "Owner", Input: true},
		{ActionID: "d", Kind: "datepicker", Label: "Day", Input: true},
	}
	blocks := readGolden(t, "form")
	if diff := cmp.Diff(want, Elements(blocks), shown); diff != "" {
		t.Errorf("Elements (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[:1], Buttons(blocks), shown); diff != "" {
		t.Errorf("Buttons (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[1:], Inputs(blocks), shown); diff != "" {
		t.Errorf("Inputs (-want +got):\n%s", diff)
	}
}

func TestElementsInsideOfBlocks(t *testing.T) {
	const button = `{"type":"button","text":{"type":"plain_text","text":"Go"},"action_id":"x","value":"v","style":"danger","url":"https://e.com"}`
	want := Element{BlockID: "b", ActionID: "x", Kind: "button", Label: "Go", Value: "v", Style: "danger", URL: "https://e.com"}
	tests := map[string]string{
		"actions":   `[{"type":"actions","block_id":"b","elements":[` + button + `]}]`,
		"accessory": `[{"type":"section","block_id":"b","text":{"type":"mrkdwn","text":"t"},"accessory":` + button + `}]`,
		"card":      `[{"type":"carousel","elements":[{"type":"card","block_id":"b","actions":[` + button + `]}]}]`,
		"container": `[{"type":"container","child_blocks":[{"type":"actions","block_id":"b","elements":[` + button + `]}]}]`,
		"cell":      `[{"type":"data_table","block_id":"b","rows":[[{"type":"action","element":` + button + `}]]}]`,
	}
	for name, blocks := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff([]Element{want}, Elements(json.RawMessage(blocks)), shown); diff != "" {
				t.Errorf("Elements (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLabelOfWhatHasNone(t *testing.T) {
	tests := map[string]string{
		`{"type":"actions","elements":[{"type":"datepicker","action_id":"when"}]}`:                                            "when",
		`{"type":"actions","elements":[{"type":"datepicker","placeholder":{"text":"Day"}}]}`:                                  "Day",
		`{"type":"section","text":{"type":"plain_text","text":"Until"},"accessory":{"type":"datepicker","action_id":"when"}}`: "Until",
	}
	for block, want := range tests {
		all := Elements(json.RawMessage("[" + block + "]"))
		if len(all) != 1 || all[0].Label != want {
			t.Errorf("Elements(%s) = %+v, want one labelled %q", block, all, want)
		}
	}
}

func TestSourceIsACopy(t *testing.T) {
	all := Elements(json.RawMessage(`[` + samples["actions"] + `]`))
	all[0].Source()["type"] = "changed"
	if got := all[0].Source()["type"]; got != "button" {
		t.Errorf("a change of Source reached the element: type %v", got)
	}
}

func TestOptionOfAnOverflow(t *testing.T) {
	all := Elements(json.RawMessage(`[` + inActionsBlock(`{"type":"overflow","options":[`+anOption+`]}`) + `]`))
	got, err := all[0].Option("x")
	if err != nil {
		t.Fatal(err)
	}
	sameJSON(t, "Option", anOption, got)
	if _, err := all[0].Option("y"); err == nil {
		t.Error("an option that is not there was found")
	}
}

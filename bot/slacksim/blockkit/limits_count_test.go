package blockkit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// times repeats an entry, %d in it being its number.
func times(n int, entry string) string {
	all := make([]string, n)
	for i := range all {
		all[i] = strings.ReplaceAll(entry, "%d", fmt.Sprint(i))
	}
	return strings.Join(all, ",")
}

// Each list is tried with as many entries as Slack takes, with one more, and with one fewer than it asks for.
func TestListLimits(t *testing.T) {
	const (
		x      = `{"type":"plain_text","text":"x"}`
		card   = `{"type":"card","title":` + x + `}`
		option = `{"text":` + x + `,"value":"%d"}`
		cell   = `{"type":"raw_number","value":1}`
		button = `{"type":"button","text":` + x + `}`
	)
	inActions := func(element string) string { return `[{"type":"actions","elements":[` + element + `]}]` }
	tests := []struct {
		name        string
		on          surface
		blocks      string // %s stands for the entries
		entry       string
		at          string // below /blocks
		least, most int
	}{
		{"blocks of a message", message, `[%s]`, `{"type":"divider"}`, "", 0, 50},
		{"blocks of a modal", modal, `[%s]`, `{"type":"divider"}`, "", 0, 100},
		{"blocks of a Home tab", home, `[%s]`, `{"type":"divider"}`, "", 0, 100},
		{"fields", message, `[{"type":"section","fields":[%s]}]`, x, "/0/fields", 1, 10},
		{"context elements", message, `[{"type":"context","elements":[%s]}]`, x, "/0/elements", 1, 10},
		{"actions", message, `[{"type":"actions","elements":[%s]}]`, button, "/0/elements", 1, 25},
		{"context_actions", message, `[{"type":"context_actions","elements":[%s]}]`,
			`{"type":"icon_button","icon":"trash","text":` + x + `}`, "/0/elements", 1, 5},
		{"cards", message, `[{"type":"carousel","elements":[%s]}]`, card, "/0/elements", 1, 10},
		{"card buttons", message, `[{"type":"card","actions":[%s]}]`, button, "/0/actions", 1, 3},
		{"child blocks", message, `[{"type":"container","title":` + x + `,"child_blocks":[%s]}]`, `{"type":"divider"}`, "/0/child_blocks", 1, 10},
		{"table rows", message, `[{"type":"table","rows":[%s]}]`, `[` + cell + `]`, "/0/rows", 1, 100},
		{"table cells", message, `[{"type":"table","rows":[[%s]]}]`, cell, "/0/rows/0", 1, 20},
		{"column settings", message, `[{"type":"table","rows":[[` + cell + `]],"column_settings":[%s]}]`, `null`, "/0/column_settings", 0, 20},
		{"data rows", message, `[{"type":"data_table","caption":"x","rows":[%s]}]`, `[` + cell + `]`, "/0/rows", 2, 201},
		{"chart segments", message, `[{"type":"data_visualization","title":"x","chart":{"type":"pie","segments":[%s]}}]`,
			`{"label":"x","value":1}`, "/0/chart/segments", 1, 6},
		{"checkboxes", message, inActions(`{"type":"checkboxes","options":[%s]}`), option, "/0/elements/0/options", 1, 10},
		{"radio buttons", message, inActions(`{"type":"radio_buttons","options":[%s]}`), option, "/0/elements/0/options", 1, 10},
		{"overflow", message, inActions(`{"type":"overflow","options":[%s]}`), option, "/0/elements/0/options", 1, 5},
		{"select", message, inActions(`{"type":"static_select","options":[%s]}`), option, "/0/elements/0/options", 1, 100},
		{"option groups", message, inActions(`{"type":"static_select","option_groups":[%s]}`),
			`{"label":` + x + `,"options":[` + option + `]}`, "/0/elements/0/option_groups", 1, 100},
		{"options of a group", message, inActions(`{"type":"static_select","option_groups":[{"label":` + x + `,"options":[%s]}]}`),
			option, "/0/elements/0/option_groups/0/options", 1, 100},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			with := func(n int) []string {
				return checkOn(tt.on, strings.Replace(tt.blocks, "%s", times(n, tt.entry), 1))
			}
			for _, n := range []int{tt.least, tt.most} {
				if got := with(n); got != nil {
					t.Errorf("%d entries refused: %q", n, got)
				}
			}
			over := fmt.Sprintf("no more than %d items allowed [json-pointer:/blocks%s]", tt.most, tt.at)
			if diff := cmp.Diff([]string{over}, with(tt.most+1)); diff != "" {
				t.Errorf("%d entries (-want +got):\n%s", tt.most+1, diff)
			}
			if tt.least > 0 {
				under := fmt.Sprintf("must provide at least %d items [json-pointer:/blocks%s]", tt.least, tt.at)
				if diff := cmp.Diff([]string{under}, with(tt.least-1)); diff != "" {
					t.Errorf("%d entries (-want +got):\n%s", tt.least-1, diff)
				}
			}
		})
	}
}

func TestNumberLimits(t *testing.T) {
	entry := func(element string) string {
		return `[{"type":"input","label":{"type":"plain_text","text":"x"},"element":{` + element + `}}]`
	}
	tests := []struct {
		name        string
		blocks      string // %d stands for the number
		at          string
		least, most int
	}{
		{"min_length", entry(`"type":"plain_text_input","min_length":%d`), "/element/min_length", 0, 3000},
		{"max_length", entry(`"type":"plain_text_input","max_length":%d`), "/element/max_length", 1, 3000},
		{"min_lines", entry(`"type":"rich_text_input","min_lines":%d`), "/element/min_lines", 1, 100},
		{"max_lines", entry(`"type":"rich_text_input","max_lines":%d`), "/element/max_lines", 1, 100},
		{"max_files", entry(`"type":"file_input","max_files":%d`), "/element/max_files", 1, 10},
		{"moment", entry(`"type":"datetimepicker","initial_date_time":%d`), "/element/initial_date_time", 1000000000, 9999999999},
		{"list indent", `[{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[],"indent":%d}]}]`,
			"/elements/0/indent", 0, 8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			with := func(n int) []string { return checkOn(modal, fmt.Sprintf(tt.blocks, n)) }
			for _, n := range []int{tt.least, tt.most} {
				if got := with(n); got != nil {
					t.Errorf("%d refused: %q", n, got)
				}
			}
			want := []string{fmt.Sprintf("must be between %d and %d [json-pointer:/blocks/0%s]", tt.least, tt.most, tt.at)}
			for _, n := range []int{tt.least - 1, tt.most + 1} {
				if diff := cmp.Diff(want, with(n)); diff != "" {
					t.Errorf("%d (-want +got):\n%s", n, diff)
				}
			}
		})
	}
}

package blockkit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTotals(t *testing.T) {
	markdown := func(n int) string { return `{"type":"markdown","text":"` + strings.Repeat("x", n) + `"}` }
	row := func(n int) string { return `[{"type":"raw_text","text":"` + strings.Repeat("x", n) + `"}]` }
	table := func(rows ...string) string { return `{"type":"table","rows":[` + strings.Join(rows, ",") + `]}` }
	dataTable := func(rows ...string) string {
		return `{"type":"data_table","caption":"not counted","rows":[` + strings.Join(rows, ",") + `]}`
	}
	wide := func(n int) []string { return strings.Split(strings.Repeat(row(2500)+";", n-1)+row(2500), ";") }
	tests := []struct {
		name   string
		blocks []string
		want   []string
	}{
		{"markdown at the limit", []string{markdown(6000), markdown(6000)}, nil},
		{"markdown above it", []string{markdown(6000), markdown(6001)},
			[]string{"markdown blocks must be less than 12001 characters in total [json-pointer:/blocks]"}},
		{"table at the limit", []string{table(wide(4)...)}, nil},
		{"table above it", []string{table(append(wide(4), row(1))...)},
			[]string{"must be less than 10001 characters in total [json-pointer:/blocks/0/rows]"}},
		{"data table at the limit", []string{dataTable(wide(8)...)}, nil},
		{"data table above it", []string{dataTable(append(wide(8), row(1))...)},
			[]string{"must be less than 20001 characters in total [json-pointer:/blocks/0/rows]"}},
		{"two tables", []string{table(row(1)), table(row(1))}, []string{"no more than 1 table blocks allowed [json-pointer:/blocks]"}},
		{"a table of each kind", []string{table(row(1)), samples["data_table"]},
			[]string{"no more than 1 table blocks allowed [json-pointer:/blocks]"}},
		{"a second table in a container", []string{table(row(1)), `{"type":"container","title":` + xText + `,"child_blocks":[` + table(row(1)) + `]}`},
			[]string{"no more than 1 table blocks allowed [json-pointer:/blocks]"}},
		{"two charts", []string{samples["data_visualization"], samples["data_visualization"]}, nil},
		{"three charts", []string{samples["data_visualization"], samples["data_visualization"], samples["data_visualization"]},
			[]string{"no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"}},
		{"two plans", []string{samples["plan"], samples["plan"]}, []string{"no more than 1 plan blocks allowed [json-pointer:/blocks]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, checkOn(message, "["+strings.Join(tt.blocks, ",")+"]")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestUniqueness(t *testing.T) {
	button := func(id string) string { return fmt.Sprintf(`{"type":"button","action_id":%q,"text":%s}`, id, xText) }
	actions := func(id string, elements ...string) string {
		return fmt.Sprintf(`{"type":"actions","block_id":%q,"elements":[%s]}`, id, strings.Join(elements, ","))
	}
	focused := inInputBlock(`{"type":"plain_text_input","focus_on_load":true}`)
	tests := []struct {
		name   string
		blocks []string
		want   []string
	}{
		{"ids of their own", []string{actions("a", button("x"), button("y")), actions("b", button("x"))}, nil},
		{"a block_id twice", []string{actions("a", button("x")), `{"type":"divider","block_id":"a"}`},
			[]string{"`block_id` \"a\" already exists [json-pointer:/blocks/1/block_id]"}},
		{"an action_id twice in a block", []string{actions("a", button("x"), button("x"))},
			[]string{"`action_id` \"x\" already exists [json-pointer:/blocks/0/elements/1/action_id]"}},
		{"a block_id twice, once inside a container",
			[]string{`{"type":"divider","block_id":"a"}`, `{"type":"container","title":` + xText + `,"child_blocks":[{"type":"divider","block_id":"a"}]}`},
			[]string{"`block_id` \"a\" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, checkOn(message, "["+strings.Join(tt.blocks, ",")+"]")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	want := []string{"only one element may be focused on load [json-pointer:/blocks/1/element/focus_on_load]"}
	if diff := cmp.Diff(want, checkOn(modal, "["+focused+","+focused+"]")); diff != "" {
		t.Errorf("two focused elements (-want +got):\n%s", diff)
	}
}

package blockkit

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckMessageForm(t *testing.T) {
	const notAnArray = "must provide an array [json-pointer:/blocks]"
	tests := []struct {
		name   string
		blocks string
		want   []string
	}{
		{"no blocks", `[]`, nil},
		{"one divider", `[{"type":"divider"}]`, nil},
		{"not JSON", `[{`, []string{notAnArray}},
		{"nothing", ``, []string{notAnArray}},
		{"text after the array", `[] []`, []string{notAnArray}},
		{"an object around the array", `{"blocks":[]}`, []string{notAnArray}},
		{"a string holding the array", `"[]"`, []string{notAnArray}},
		{"an entry that is no object", `["divider"]`, []string{"must provide an object [json-pointer:/blocks/0]"}},
		{"no type", `[{"text":"x"}]`, []string{"missing required field: type [json-pointer:/blocks/0]"}},
		{"a type that is no string", `[{"type":1}]`, []string{"must provide a string [json-pointer:/blocks/0/type]"}},
		{"an unknown type", `[{"type":"divider"},{"type":"marquee"}]`,
			[]string{"unsupported type: marquee [json-pointer:/blocks/1/type]"}},
		{"an unknown field", `[{"type":"divider","colour":"red"}]`,
			[]string{"invalid additional property: colour [json-pointer:/blocks/0]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, CheckMessage(json.RawMessage(tt.blocks))); diff != "" {
				t.Errorf("CheckMessage(%s) (-want +got):\n%s", tt.blocks, diff)
			}
		})
	}
}

func TestWellFormed(t *testing.T) {
	tests := map[string]bool{
		`[]`: true, `[{"type":"marquee"}]`: true, ` [ {} ] `: true,
		``: false, `null`: false, `{}`: false, `["x"]`: false, `[{}] x`: false, `[null]`: false,
	}
	for blocks, want := range tests {
		if got := WellFormed(json.RawMessage(blocks)); got != want {
			t.Errorf("WellFormed(%s) = %v, want %v", blocks, got, want)
		}
	}
}

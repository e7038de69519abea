package strictyaml_test

import (
	"strings"
	"testing"

	"kmsguard/guard/strictyaml"
)

type sample struct {
	Name  string         `yaml:"name"`
	Users []string       `yaml:"users"`
	Rules []sample       `yaml:"rules"`
	Tags  map[string]int `yaml:"tags"`
}

func TestDecode(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"what is known", "name: a\nusers: [b]\n", ""},
		{"an unknown field, with its place", "name: a\ncolour: red\n", `[2:1] unknown field "colour"`},
		{"a field twice", "name: a\nname: b\n", `[2:1] mapping key "name" already defined`},
		{"a second document", "name: a\n---\nname: b\n", "holds 2 documents"},
		{"nothing", "# only a comment\n", "is empty"},
		{"text after the document", "name: a\n}\n", "[2:"},
		{"a tag that the library cannot take", "users: [a]\nrules:\n  ! 0000000", "without tags"},
		{"too much", strings.Repeat("#", strictyaml.MaxSize+1), "larger than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var s sample
			err := strictyaml.Decode([]byte(tt.text), &s)
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %q, want one line with %q", err, tt.want)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"name: a", "&a [*a]", "rules: [{tags: {a: 1}}]", "users: [a]\nrules:\n  ! 0000000", "? a\n: b", "!!binary x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var s sample
		if err := strictyaml.Decode([]byte(text), &s); err != nil && strings.TrimSpace(err.Error()) == "" {
			t.Errorf("%q is refused without a reason", text)
		}
	})
}

package transcript

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name, line string
		width      int
		want       []string
	}{
		{"empty", "", 10, []string{""}},
		{"short", "one two", 10, []string{"one two"}},
		{"exactly", "one two", 7, []string{"one two"}},
		{"one over", "one two", 6, []string{"one", "two"}},
		{"a space at the edge", "one two x", 7, []string{"one two", "x"}},
		{"a long word alone", "key-hzz650a1b2c3d4e5f6g7h", 10, []string{"key-hzz650a1b2c3d4e5f6g7h"}},
		{"a long word inside", "a key-hzz650a1b2c b", 8, []string{"a", "key-hzz650a1b2c", "b"}},
		{"characters, not bytes", "äöü äöü", 7, []string{"äöü äöü"}},
		{"columns", "oss           12  full", 30, []string{"oss           12  full"}},
		{"list", "- one two", 6, []string{"- one", "  two"}},
		{"number", "10. one two", 8, []string{"10. one", "    two"}},
		{"indented", "    one two", 8, []string{"    one", "    two"}},
		{"quote", "> one two", 6, []string{"> one", "> two"}},
		{"small print", "| one two", 6, []string{"| one", "| two"}},
		{"trailing space", "one ", 3, []string{"one"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, wrap(tt.line, tt.width)); diff != "" {
				t.Errorf("wrap(%q, %d) (-want +got):\n%s", tt.line, tt.width, diff)
			}
		})
	}
}

// No word is lost, added or moved, and only a word that is too long by itself makes a part too wide.
func FuzzWrapKeepsWords(f *testing.F) {
	f.Add("one two three", 5)
	f.Add("- - x y", 3)
	f.Add("    > key-hzz650a1b2c3d4e5f6g7h   b", 8)
	f.Add(" ", 1)
	f.Fuzz(func(t *testing.T, line string, width int) {
		if !utf8.ValidString(line) || strings.ContainsAny(line, "\n>|") || width < 1 {
			t.Skip("wrap is given one line of text at a time, without the marks of lists and quotes")
		}
		parts := wrap(line, width)
		got := strings.Split(strings.Join(parts, " "), " ")
		if diff := cmp.Diff(words(strings.Split(line, " ")), words(got)); diff != "" {
			t.Errorf("wrap(%q, %d) = %q (-want +got):\n%s", line, width, parts, diff)
		}
		lead := utf8.RuneCountInString(opening.FindString(line))
		for _, part := range parts[:len(parts)-1] {
			inner := strings.TrimSpace(string([]rune(part)[min(lead, utf8.RuneCountInString(part)):]))
			if utf8.RuneCountInString(part) > width && strings.Contains(inner, " ") {
				t.Errorf("wrap(%q, %d): %q is too wide", line, width, part)
			}
		}
	})
}

func words(all []string) []string {
	kept := []string{}
	for _, w := range all {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

package transcript

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// opening is what a line begins with before its words: space, and the sign of a list, quote or small print.
var opening = regexp.MustCompile(`^ *(?:(?:[-|>!]|\d+\.) +)*`)

// wrap cuts a line at spaces so that each part has at most width characters, where its words allow it. Later
// parts stand below the words of the first; quotes and small print repeat their sign, lists do not. Spaces
// inside a line are kept, since they align columns.
func wrap(line string, width int) []string {
	first := opening.FindString(line)
	later := continued(first)
	var parts []string
	rest := strings.TrimPrefix(line, first)
	for lead := first; ; lead = later {
		head, tail := cut(rest, width-utf8.RuneCountInString(lead))
		parts = append(parts, lead+head)
		if tail == "" {
			return parts
		}
		rest = tail
	}
}

// continued replaces the signs of lists by spaces.
func continued(first string) string {
	return strings.Map(func(r rune) rune {
		if r == '|' || r == '>' {
			return r
		}
		return ' '
	}, first)
}

// cut takes off as many words as fit into width, at least one.
func cut(text string, width int) (head, tail string) {
	if utf8.RuneCountInString(text) <= width {
		return text, ""
	}
	end, seen := -1, 0
	for i, r := range text {
		if r == ' ' && strings.TrimSpace(text[:i]) != "" {
			if end < 0 || seen <= width {
				end = i
			}
			if seen >= width {
				break
			}
		}
		seen++
	}
	if end < 0 {
		return text, ""
	}
	return strings.TrimRight(text[:end], " "), strings.TrimLeft(text[end:], " ")
}

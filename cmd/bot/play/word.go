package play

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a part of a line.
type word struct {
	kind wordKind
	text string // of a quoted one, what stands between the quotes
}

type wordKind uint8

const (
	bare wordKind = iota
	quoted
	braced
)

// split cuts a line into its words and leaves a comment out.
func split(line string) ([]word, error) {
	if !utf8.ValidString(line) {
		return nil, errors.New("the line is not UTF-8")
	}
	var words []word
	for {
		line = strings.TrimLeft(line, " \t")
		if line == "" || line[0] == '#' {
			return words, nil
		}
		w, rest, err := first(line)
		if err != nil {
			return nil, err
		}
		if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
			return nil, fmt.Errorf("a space is missing before %s", abbreviated(rest))
		}
		words, line = append(words, w), rest
	}
}

// first cuts the word off with which s begins.
func first(s string) (word, string, error) {
	switch s[0] {
	case '"':
		return firstQuoted(s)
	case '{':
		return firstBraced(s)
	}
	end := strings.IndexAny(s, " \t")
	if end < 0 {
		end = len(s)
	}
	for _, r := range s[:end] {
		if r == '"' || r == '{' || r == '}' || !unicode.IsPrint(r) {
			return word{}, "", fmt.Errorf("%q stands inside a word", r)
		}
	}
	return word{bare, s[:end]}, s[end:], nil
}

func firstQuoted(s string) (word, string, error) {
	var text strings.Builder
	for i := 1; i < len(s); {
		switch s[i] {
		case '"':
			return word{quoted, text.String()}, s[i+1:], nil
		case '\\':
			r, size, err := escaped(s[i:])
			if err != nil {
				return word{}, "", err
			}
			text.WriteRune(r)
			i += size
		default:
			text.WriteByte(s[i])
			i++
		}
	}
	return word{}, "", errors.New("a quote is opened and not closed")
}

// escaped reads one of \" \\ \n \t and \u{HEX} from the start of s.
func escaped(s string) (r rune, size int, err error) {
	for from, to := range map[string]rune{`\"`: '"', `\\`: '\\', `\n`: '\n', `\t`: '\t'} {
		if strings.HasPrefix(s, from) {
			return to, 2, nil
		}
	}
	digits, _, closed := strings.Cut(strings.TrimPrefix(s, `\u{`), "}")
	n, err := strconv.ParseUint(digits, 16, 32)
	if !strings.HasPrefix(s, `\u{`) || !closed || err != nil || n > unicode.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, 0, errors.New(`a backslash is followed by none of ", \, n, t and u{HEX}`)
	}
	return rune(n), len(`\u{`) + len(digits) + len("}"), nil
}

// firstBraced cuts a YAML mapping off: up to the brace that closes the first,
// not counting those in quotes.
func firstBraced(s string) (word, string, error) {
	depth, quote := 0, byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote && (quote != '"' || !escapedAt(s, i)) {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return word{braced, s[:i+1]}, s[i+1:], nil
			}
		}
	}
	return word{}, "", errors.New("a brace is opened and not closed")
}

// escapedAt reports whether an odd number of backslashes stands before s[i].
func escapedAt(s string, i int) bool {
	before := s[:i]
	return (len(before)-len(strings.TrimRight(before, `\`)))%2 == 1
}

// quote writes s so that it is read back the same.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u{%x}`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// abbreviated quotes the beginning of s for a message.
func abbreviated(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return quote(s)
}

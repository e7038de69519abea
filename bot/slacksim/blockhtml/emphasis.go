package blockhtml

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// pair finds the first two signs that enclose something: the first opens where no
// word ends, the second closes where no word begins, with no space just inside
// and no line break between.
func pair(text string, sign byte) (from, to int, ok bool) {
	for from = range len(text) {
		if text[from] != sign || !opens(text, from) {
			continue
		}
		for to = from + 2; to < len(text) && text[to] != '\n'; to++ {
			if text[to] == sign && closes(text, to) {
				return from, to, true
			}
			if text[to] == sign {
				break // a sign inside of a word ends the attempt
			}
		}
	}
	return 0, 0, false
}

func opens(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, size := utf8.DecodeRuneInString(text[at+1:])
	return (at == 0 || !isWord(before) && before != rune(text[at])) && size > 0 && !unicode.IsSpace(after) && after != rune(text[at])
}

func closes(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, size := utf8.DecodeRuneInString(text[at+1:])
	return !unicode.IsSpace(before) && (size == 0 || !isWord(after))
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// cutPair splits a text around what a sign of several characters encloses.
func cutPair(text, sign string) (before, inside, after string, ok bool) {
	before, rest, ok := strings.Cut(text, sign)
	if !ok {
		return "", "", "", false
	}
	inside, after, ok = strings.Cut(rest, sign)
	return before, inside, after, ok && strings.TrimSpace(inside) != ""
}

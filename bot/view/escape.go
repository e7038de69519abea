package view

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape makes text of people or of the cloud harmless in mrkdwn: it stays one line of plain words. Slack's
// three control characters become entities, so that nothing mentions or links; backticks and the marks of bold
// and strike become signs that look alike and mark nothing; line breaks become spaces; and what nobody sees, such
// as direction marks and zero-width characters, is gone.
func Escape(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		switch {
		case hidden(r):
		case unicode.IsSpace(r):
			gap = b.Len() > 0
		default:
			if gap {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteString(harmless(r))
		}
	}
	return b.String()
}

// harmless is one character as it may stand in mrkdwn. Slack knows the entities of these three characters and
// no others, and no way at all to escape a mark.
func harmless(r rune) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '`':
		return "'"
	case '*':
		return "∗"
	case '~':
		return "∼"
	}
	return string(r)
}

// hidden reports what no reader sees: control and format characters (zero width, direction, tags), variation
// selectors, and the fillers that look like nothing.
func hidden(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || r == utf8.RuneError ||
		unicode.IsControl(r) && !unicode.IsSpace(r) || r == '\u034f' || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0'
}

// Code is text as an inline code span, in which Slack reads no markup. It is never shortened: key IDs and
// sentences are compared character by character.
func Code(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case hidden(r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case r == '`':
			return '\''
		}
		return r
	}, s)
	if strings.TrimSpace(s) == "" {
		return "`-`"
	}
	return "`" + entities.Replace(s) + "`"
}

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// plain is text of people or of the cloud for places that know no markup: labels, titles, options.
func plain(s string) string {
	seen := strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(seen), " ")
}

// clip shortens text to at most n characters and shows that it did.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:n-1]), " ") + "…"
}

// Lengths of foreign text where it is shown; the ledger and the attachments have all of it.
const (
	maxBrief = 300 // a name, a detail, a reason within a line
	maxTold  = 800 // a sentence that is a line of its own
)

// brief is foreign text within a line. It is cut before it is escaped, since a cut entity would show its letters.
func brief(s string) string { return Escape(clip(s, maxBrief)) }

// told is foreign text as a sentence of its own.
func told(s string) string {
	s = capital(Escape(clip(s, maxTold)))
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

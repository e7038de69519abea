package blockkit

import (
	"regexp"
	"strings"
)

// stand takes the place of what is set aside while marks are removed around it.
const stand = "\uFFFC"

// aside finds what marks do not reach into: fences, code spans, what stands between angle brackets, and the
// character that stands in for those.
var aside = regexp.MustCompile("(?s)```.*?```|`[^`\n]+`|<[^<>\n]+>|" + stand)

// Mrkdwn is marked-up text as a person reads it: mentions, dates and links by their names, entities decoded,
// the marks of bold, italic and strike gone. Code keeps its backticks, because what is in it is to be copied.
func Mrkdwn(text string, names Names) string {
	var pieces []string
	text = aside.ReplaceAllStringFunc(text, func(piece string) string {
		pieces = append(pieces, names.piece(piece))
		return stand
	})
	text = decodeEntities(unmark(text))
	var out strings.Builder
	for _, piece := range pieces {
		before, after, _ := strings.Cut(text, stand)
		out.WriteString(before + piece)
		text = after
	}
	return out.String() + text
}

func (n Names) piece(text string) string {
	switch text[0] {
	case '<':
		return n.reference(text[1 : len(text)-1])
	case '`':
		return decodeEntities(text)
	default:
		return text
	}
}

// Slack knows these three entities and no other; one pass, or &amp;lt; would become <.
var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

func decodeEntities(text string) string { return entities.Replace(text) }

// A mark opens where no word ends and closes where no word begins, with no space just inside of it.
var marks = []*regexp.Regexp{mark(`\*`), mark(`_`), mark(`~`)}

func mark(sign string) *regexp.Regexp {
	inner := `[^\s` + sign + `]`
	return regexp.MustCompile(`(^|[^\pL\pN` + sign + `])` + sign + `(` + inner + `(?:[^\n` + sign + `]*` + inner + `)?)` + sign)
}

// unmark drops pairs of marks.
func unmark(text string) string {
	for _, m := range marks {
		text = dropPairs(text, m)
	}
	return text
}

// dropPairs walks by hand, since Go's expressions cannot look ahead for the start of a word.
func dropPairs(text string, m *regexp.Regexp) string {
	var out strings.Builder
	for {
		at := m.FindStringSubmatchIndex(text)
		if at == nil {
			return out.String() + text
		}
		if wordStart.MatchString(text[at[1]:]) {
			out.WriteString(text[:at[4]])
			text = text[at[4]:]
			continue
		}
		out.WriteString(text[:at[3]] + text[at[4]:at[5]])
		text = text[at[1]:]
	}
}

var wordStart = regexp.MustCompile(`^[\pL\pN]`)

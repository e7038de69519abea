package blockhtml

import (
	"regexp"
	"strconv"
	"strings"
)

// Slack knows these three entities and no other; one pass, or &amp;lt; would become <.
var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

func decode(text string) string { return entities.Replace(text) }

// mrkdwn writes marked-up text: code fences, and between them lines and quotes.
func (r *renderer) mrkdwn(text string) {
	pieces := strings.Split(text, "```")
	for i, piece := range pieces {
		switch {
		case i%2 == 1 && i < len(pieces)-1:
			r.element("pre", decode(strings.Trim(piece, "\n")), attr{"class", "bk-pre"}, attr{"tabindex", "0"})
		case i%2 == 1: // a fence that nobody closed is none
			r.paragraphs("```" + piece)
		default:
			r.paragraphs(trimAround(piece, i > 0, i < len(pieces)-2))
		}
	}
}

// trimAround drops the line breaks that a fence makes by itself.
func trimAround(text string, after, before bool) string {
	if after {
		text = strings.TrimPrefix(text, "\n")
	}
	if before {
		text = strings.TrimSuffix(text, "\n")
	}
	return text
}

const quoteSign = "&gt;"

// paragraphs writes lines; those that begin with the quote sign together as quotes.
func (r *renderer) paragraphs(text string) {
	var plain, quoted []string
	flush := func() {
		if len(quoted) > 0 {
			r.open("blockquote", attr{"class", "bk-quote"})
			r.inline(strings.Join(quoted, "\n"))
			r.end("blockquote")
		}
		if len(plain) > 0 {
			r.inline(strings.Join(plain, "\n"))
		}
		plain, quoted = nil, nil
	}
	if text == "" {
		return
	}
	for _, line := range strings.Split(text, "\n") {
		inside, quote := strings.CutPrefix(line, quoteSign)
		if quote && len(plain) > 0 || !quote && len(quoted) > 0 {
			flush()
		}
		if quote {
			quoted = append(quoted, strings.TrimPrefix(inside, " "))
		} else {
			plain = append(plain, line)
		}
	}
	flush()
}

// aside finds what marks do not reach into: code spans and references.
var aside = regexp.MustCompile("`[^`\n]+`|<[^<>\n]+>")

// The two characters around the number of a piece that was set aside. A text that
// has them itself loses them.
const (
	pieceBegins = '\uE000'
	pieceEnds   = '\uE001'
)

var ownSigns = strings.NewReplacer(string(pieceBegins), "\uFFFD", string(pieceEnds), "\uFFFD")

// inline writes text with emphasis, code, mentions and links.
func (r *renderer) inline(text string) {
	s := setAside{renderer: r}
	text = aside.ReplaceAllStringFunc(ownSigns.Replace(text), s.take)
	s.emphasis(text)
}

// setAside is a text whose code and references are numbered pieces.
type setAside struct {
	*renderer
	pieces []string
}

// take sets a piece aside and returns what stands for it.
func (s *setAside) take(piece string) string {
	s.pieces = append(s.pieces, piece)
	return string(pieceBegins) + strconv.Itoa(len(s.pieces)-1) + string(pieceEnds)
}

var styles = []struct {
	sign byte
	tag  string
}{{'*', "strong"}, {'_', "em"}, {'~', "s"}}

// emphasis writes text with pairs of marks as elements around what they enclose.
func (s *setAside) emphasis(text string) {
	for {
		from, to, tag := len(text), 0, ""
		for _, style := range styles {
			if a, b, ok := pair(text, style.sign); ok && a < from {
				from, to, tag = a, b, style.tag
			}
		}
		if tag == "" {
			s.plain(text)
			return
		}
		s.plain(text[:from])
		s.open(tag)
		s.emphasis(text[from+1 : to])
		s.end(tag)
		text = text[to+1:]
	}
}

// plain writes text without marks, and the pieces in it.
func (s *setAside) plain(text string) {
	for {
		before, rest, found := strings.Cut(text, string(pieceBegins))
		s.lines(decode(before))
		if !found {
			return
		}
		number, after, _ := strings.Cut(rest, string(pieceEnds))
		if i, err := strconv.Atoi(number); err == nil {
			s.piece(s.pieces[i])
		}
		text = after
	}
}

func (s *setAside) piece(text string) {
	inside := text[1 : len(text)-1]
	if text[0] == '`' {
		s.element("code", decode(inside), attr{"class", "bk-code"})
		return
	}
	s.reference(inside)
}

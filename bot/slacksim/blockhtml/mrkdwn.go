package blockhtml

import (
	"regexp"
	"strings"
)

var fence = regexp.MustCompile("(?s)```(.*?)```")

// mrkdwn writes marked-up text with its blocks of code and quotes.
func (r *renderer) mrkdwn(text string) {
	for {
		at := fence.FindStringSubmatchIndex(text)
		if at == nil {
			r.quotes(text)
			return
		}
		r.quotes(strings.TrimSuffix(text[:at[0]], "\n"))
		r.pre(decoded(text[at[2]:at[3]]))
		text = strings.TrimPrefix(text[at[1]:], "\n")
	}
}

// pre is code as it stands. HTML drops a line break at the start of it, which is the one written here.
func (r *renderer) pre(code string) {
	code = strings.TrimSuffix(strings.TrimPrefix(code, "\n"), "\n")
	r.in("pre", as{class("bk-pre"), {"tabindex", "0"}}, func() {
		r.text("\n")
		r.in("code", nil, func() { r.text(code) })
	})
}

// quotes writes lines, those behind a > set apart; >>> sets apart all that follows.
func (r *renderer) quotes(text string) {
	lines := strings.Split(text, "\n")
	for start := 0; start < len(lines); {
		end, quoted := start, isQuote(lines[start])
		var run []string
		for ; end < len(lines) && isQuote(lines[end]) == quoted; end++ {
			line, rest := unquoted(lines[end])
			run = append(run, line)
			if rest {
				run = append(run, lines[end+1:]...)
				end = len(lines)
				break
			}
		}
		r.run(quoted, strings.Join(run, "\n"))
		start = end
	}
}

func (r *renderer) run(quoted bool, text string) {
	if !quoted {
		r.inline(text)
		return
	}
	r.in("blockquote", as{class("bk-quote")}, func() { r.inline(text) })
}

// quote is the sign of a quote, as a person types it and as clients send it.
var quote = regexp.MustCompile(`^(?:(?:>|&gt;){3}|(?:>|&gt;)) ?`)

func isQuote(line string) bool { return quote.MatchString(line) }

// unquoted is a line without the sign, and whether the sign holds for the rest of the text.
func unquoted(line string) (string, bool) {
	sign := quote.FindString(line)
	return line[len(sign):], strings.Count(sign, ">")+strings.Count(sign, "&gt;")-strings.Count(sign, "&gt;") == 0
}

// entityText decodes the three entities that Slack knows, in one pass, or &amp;lt; would become <.
var entityText = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

func decoded(text string) string { return entityText.Replace(text) }

package blockhtml

import (
	"regexp"
	"strings"
)

var (
	heading  = regexp.MustCompile(`^(#{1,6})\s+(.*)$`)
	bulleted = regexp.MustCompile(`^\s*[-*+]\s+(.*)$`)
	numbered = regexp.MustCompile(`^\s*\d{1,9}[.)]\s+(.*)$`)
)

// markdown writes a markdown block: headings, lists, paragraphs, code, bold. What
// else Markdown knows stays as it was typed; HTML in it is text.
func (r *renderer) markdown(text string) {
	r.open("div", attr{"class", "bk-markdown"})
	for i, piece := range strings.Split(text, "```") {
		if i%2 == 1 {
			_, code, _ := strings.Cut(piece, "\n") // the first line names a language
			r.element("pre", strings.TrimSuffix(code, "\n"), attr{"class", "bk-pre"}, attr{"tabindex", "0"})
			continue
		}
		r.markdownLines(strings.Split(strings.Trim(piece, "\n"), "\n"))
	}
	r.end("div")
}

func (r *renderer) markdownLines(lines []string) {
	list := ""
	begin := func(tag string) {
		if list == tag {
			return
		}
		if list != "" {
			r.end(list)
		}
		if list = tag; list != "" {
			r.open(list, attr{"class", "bk-list"})
		}
	}
	for _, line := range lines {
		if m := heading.FindStringSubmatch(line); m != nil {
			begin("")
			r.markdownLine("h4", m[2])
		} else if m := bulleted.FindStringSubmatch(line); m != nil {
			begin("ul")
			r.markdownLine("li", m[1])
		} else if m := numbered.FindStringSubmatch(line); m != nil {
			begin("ol")
			r.markdownLine("li", m[1])
		} else if strings.TrimSpace(line) != "" {
			begin("")
			r.markdownLine("p", line)
		}
	}
	begin("")
}

func (r *renderer) markdownLine(tag, text string) {
	r.open(tag)
	r.markdownInline(text)
	r.end(tag)
}

// markdownInline writes code spans and bold text.
func (r *renderer) markdownInline(text string) {
	for {
		if before, code, after, ok := cutPair(text, "`"); ok && !strings.Contains(before, "**") {
			r.text(before)
			r.element("code", code, attr{"class", "bk-code"})
			text = after
			continue
		}
		before, bold, after, ok := cutPair(text, "**")
		if !ok {
			r.text(text)
			return
		}
		r.text(before)
		r.open("strong")
		r.text(bold)
		r.end("strong")
		text = after
	}
}

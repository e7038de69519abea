package view

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"kmsguard/guard/report"
)

// What Slack takes, and what we stay below.
const (
	maxSection  = 3000 // characters of one text object
	maxBlocks   = 50   // blocks of one message
	maxText     = 4000 // characters of a message's text: chat.update refuses more
	maxChars    = 7400 // over all blocks; Slack refuses from about 11,000, at a total that it does not publish
	spareBlocks = 5    // kept free for buttons and for the count of what is left out
)

// page collects the blocks of one message and its fallback text. What does not fit is counted and told, never
// dropped in silence.
type page struct {
	blocks []slack.Block
	lines  []string // the fallback
	chars  int      // shown so far
	left   int      // lines left out
	files  []File
}

// say adds lines of mrkdwn as one paragraph.
func (p *page) say(lines ...string) { p.sayAs(lines, lines) }

// sayAs adds lines that read differently where there is no layout: a mark becomes a word.
func (p *page) sayAs(lines, fallback []string) {
	p.lines = append(p.lines, fallback...)
	var part []string
	size := 0
	for _, line := range lines {
		line = clip(line, maxSection)
		n := utf8.RuneCountInString(line) + 1
		if !p.fits(n) {
			p.left++
			continue
		}
		p.chars += n
		if size+n > maxSection {
			p.section(part, nil)
			part, size = nil, 0
		}
		part, size = append(part, line), size+n
	}
	p.section(part, nil)
}

func (p *page) fits(n int) bool {
	return p.chars+n <= maxChars && len(p.blocks) < maxBlocks-spareBlocks
}

func (p *page) section(lines []string, beside *slack.Accessory) {
	if len(lines) > 0 {
		p.blocks = append(p.blocks, slack.NewSectionBlock(mrkdwn(strings.Join(lines, "\n")), nil, beside))
	}
}

// offer adds a paragraph with a button beside it.
func (p *page) offer(b *slack.ButtonBlockElement, lines ...string) {
	p.lines = append(p.lines, lines...)
	p.chars += utf8.RuneCountInString(strings.Join(lines, "\n"))
	p.section(lines, slack.NewAccessory(b))
}

// note adds a line in small print.
func (p *page) note(line string) {
	p.lines = append(p.lines, line)
	line = clip(line, maxSection)
	p.chars += utf8.RuneCountInString(line)
	p.blocks = append(p.blocks, slack.NewContextBlock("", mrkdwn(line)))
}

// act adds a row of buttons; those that are nil fall away, and with all of them the row.
func (p *page) act(buttons ...*slack.ButtonBlockElement) {
	var row []slack.BlockElement
	for _, b := range buttons {
		if b != nil {
			row = append(row, b)
		}
	}
	if len(row) > 0 {
		p.blocks = append(p.blocks, slack.NewActionBlock("", row...))
	}
}

// message ends the page.
func (p *page) message() Message {
	if p.left > 0 {
		p.note(fmt.Sprintf("%s left out here to fit.", report.Count(p.left, "line")))
	}
	return Message{Text: fallback(p.lines), Blocks: p.blocks, Files: p.files}
}

// fallback joins lines up to what Slack takes, and counts those that do not fit.
func fallback(lines []string) string {
	const room = maxText - 40 // for the count of what is left out
	var b strings.Builder
	size := 0
	for i, line := range lines {
		n := utf8.RuneCountInString(line) + 1
		if size+n > room {
			fmt.Fprintf(&b, "%s more in the message.", report.Count(len(lines)-i, "line"))
			break
		}
		size += n
		b.WriteString(line + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// mrkdwn is marked-up text in which only explicit forms mention or link.
func mrkdwn(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, text, false, true)
}

// label is text without markup or emoji, of at most n characters.
func label(text string, n int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, clip(plain(text), n), false, false)
}

package play

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// width bounds a line of what was seen, in characters.
const width = 110

// narrator writes the transcript. It keeps the first error of its writer.
type narrator struct {
	w    io.Writer
	seen map[string]string // what each message was when it was last told
	err  error
}

func (n *narrator) line(format string, args ...any) {
	if n.err == nil {
		_, n.err = fmt.Fprintf(n.w, format+"\n", args...)
	}
}

// step writes the step as it stands in the play.
func (n *narrator) step(s Step) { n.line("%3d  %s", s.Origin().Number, s) }

// messages writes what is new since the last time: first lines, or where the
// message was edited the first line that changed.
func (n *narrator) messages(all []Message) {
	for _, m := range all {
		id := strings.Join([]string{m.Channel, m.TS, m.To}, " ")
		before, known := n.seen[id]
		if known && before == m.Text {
			continue
		}
		n.seen[id] = m.Text
		n.line("       %s: %s", m.place(), shortened(changedLine(before, m.Text)))
	}
}

// place says where a message is read.
func (m Message) place() string {
	switch {
	case m.To != "":
		return "to " + m.To
	case m.Thread != "":
		return "#" + m.Channel + " thread"
	default:
		return "#" + m.Channel
	}
}

// modal writes what a person is about to confirm.
func (n *narrator) modal(user string, m Modal) {
	n.line("       %s opens: %s", user, m.Title)
	for line := range strings.SplitSeq(m.Text, "\n") {
		if strings.TrimSpace(line) != "" {
			n.line("         | %s", shortened(line))
		}
	}
}

func (n *narrator) types(user, text string) { n.line("       %s types: %s", user, text) }

// screen writes what a person has before him after an act.
func (n *narrator) screen(user string, s Screen) {
	if s.Modal != nil {
		n.line("       %s has open: %s", user, s.Modal.Title)
	}
	if s.Error != "" && s.Error != s.Notice { // a notice is among the messages
		n.line("       %s is told: %s", user, shortened(plain(s.Error)))
	}
}

// changedLine returns the first line of now that is not in before, else the first.
func changedLine(before, now string) string {
	known := strings.Split(before, "\n")
	for line := range strings.SplitSeq(now, "\n") {
		if strings.TrimSpace(line) != "" && !slices.Contains(known, line) {
			return line
		}
	}
	first, _, _ := strings.Cut(now, "\n")
	return first
}

// shortened cuts a line, and says so, where it is too wide to be read.
func shortened(line string) string {
	line = strings.TrimSpace(line)
	if utf8.RuneCountInString(line) <= width {
		return line
	}
	return string([]rune(line)[:width-1]) + "…"
}

package transcript

import (
	"io"
	"strings"
	"time"
	"unicode"

	"kmsguard/bot/slacksim/blockkit"
)

// Width is the number of columns that lines are wrapped to. A longer word, such as a key ID or an address,
// stays whole, because it is there to be copied.
const Width = 100

const inset = "    " // of a thread below its parent

// Write prints the messages channel by channel: the times in the zone of names, a line with the date where it
// changes. It returns the error of w.
func Write(w io.Writer, messages []Message, names blockkit.Names) error {
	p := printer{names: names, zone: names.Zone}
	if p.zone == nil {
		p.zone = time.UTC
	}
	sorted := inOrder(messages)
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[n].Channel == sorted[0].Channel {
			n++
		}
		p.channel(sorted[0].Channel, threads(sorted[:n]))
		sorted = sorted[n:]
	}
	_, err := io.WriteString(w, p.out.String())
	return err
}

// printer gathers the text; day is the date that was printed last.
type printer struct {
	out   strings.Builder
	names blockkit.Names
	zone  *time.Location
	day   string
}

func (p *printer) channel(name string, all []thread) {
	if p.out.Len() > 0 {
		p.line("", "")
	}
	p.line("", name)
	p.day = ""
	for _, t := range all {
		p.line("", "")
		if t.parent.TS == "" {
			p.line("", "(replies to a message that is not here)")
		} else {
			p.message("", t.parent)
		}
		for _, reply := range t.replies {
			p.line("", "")
			p.message(inset, reply)
		}
	}
}

func (p *printer) message(margin string, m Message) {
	clock := "--:--"
	if at, ok := m.time(p.zone); ok {
		clock = at.Format("15:04")
		if day := at.Format("Mon 2 Jan 2006"); day != p.day {
			p.line(margin, "-- "+day+" --")
			p.day = day
		}
	}
	head := clock + " " + m.author()
	if m.EphemeralFor != "" {
		head += ", only to @" + m.EphemeralFor
	}
	if m.Edited {
		head += " (edited)"
	}
	p.line(margin, head)
	p.body(margin+"      ", m)
}

// body shows the blocks, or the text where there are none, and the files.
func (p *printer) body(margin string, m Message) {
	text := blockkit.Text(m.Blocks, p.names)
	if text == "" {
		text = blockkit.Mrkdwn(m.Text, p.names)
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		for _, part := range wrap(line, Width-len(margin)) {
			p.line(margin, part)
		}
	}
	for _, file := range m.Files {
		p.line(margin, "[file: "+file+"]")
	}
}

func (p *printer) line(margin, text string) {
	p.out.WriteString(strings.TrimRight(margin+strings.Map(harmless, text), " ") + "\n")
}

// harmless keeps what a message holds from driving the terminal it is printed on.
func harmless(r rune) rune {
	if unicode.IsControl(r) {
		return unicode.ReplacementChar
	}
	return r
}

package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// barWidth is how many characters the bar itself has.
const barWidth = 24

// progressBar shows how far an audit has come, on one line of a terminal that
// rewrites itself; where standard error is no terminal it shows nothing.
func progressBar(t terminal) (progress guard.Progress, end func()) {
	f, ok := t.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func(guard.Step) {}, func() {}
	}
	return func(s guard.Step) {
		width, _, err := term.GetSize(int(f.Fd()))
		if err != nil || width <= 0 {
			width = 80
		}
		fmt.Fprint(f, "\r\x1b[K"+barLine(s, width))
	}, func() { fmt.Fprint(f, "\r\x1b[K") }
}

// barLine is how far an audit has come, in at most so many characters.
func barLine(s guard.Step, width int) string {
	full := 0
	if s.Total > 0 {
		full = barWidth * s.Done / s.Total
	}
	line := fmt.Sprintf("[%s%s] %d of %d lists, %s", strings.Repeat("#", full), strings.Repeat(".", barWidth-full),
		s.Done, s.Total, report.Count(s.Calls, "call"))
	if s.Throttled > 0 {
		line += fmt.Sprintf(", %d throttled", s.Throttled)
	}
	if left := s.Left.Round(time.Second); left > 0 && s.Done < s.Total {
		line += fmt.Sprintf(", about %s left", left)
	}
	if busy := stillRead(s); busy != "" {
		line += ", reading " + busy
	}
	if r := []rune(line); len(r) >= width {
		line = string(r[:max(width-1, 0)])
	}
	return line
}

// stillRead names the categories of which something is still to be read.
func stillRead(s guard.Step) string {
	var names []string
	for _, c := range s.Categories {
		if c.Done < c.Total {
			names = append(names, string(c.Category))
		}
	}
	return strings.Join(names, " ")
}

package explore

import (
	"fmt"
	"slices"
	"strings"
)

// path is the choices that lead from the first world to one.
func (e *search) path(at int) []int {
	var choices []int
	for ; at != 0; at = e.nodes[at].before {
		choices = append(choices, e.nodes[at].choice)
	}
	slices.Reverse(choices)
	return choices
}

// trace takes the steps to a world again and tells them, one a line.
func (e *search) trace(at int) []string {
	var lines []string
	w := e.first()
	for i, choice := range e.path(at) {
		s := e.steps(w)[choice]
		lines = append(lines, s.line(i+1, w))
		w = s.next
	}
	return lines
}

// line tells a step: its number, the time, what happens, and what it wrote.
func (s step) line(n int, before *world) string {
	text := fmt.Sprintf("%3d. %s  %s", n, before.Now.Format("Mon 15:04:05"), s.what)
	if kinds := written(before, s.next); len(kinds) > 0 {
		text += " [" + strings.Join(kinds, ", ") + "]"
	}
	return text
}

// written names the events that a step added to the disk.
func written(before, after *world) []string {
	var kinds []string
	for e := after.log; e != nil && e != before.log; e = e.before {
		kinds = append(kinds, strings.TrimPrefix(fmt.Sprintf("%T", e.event), "guard."))
	}
	slices.Reverse(kinds)
	return kinds
}

package view

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// notDeterminable is the attachment that names everything that there is to look at.
const notDeterminable = "not-determinable.txt"

// shownItems is how many things to look at a message names in all; a form names those of each row.
const shownItems = 5

// maxItem is how much of the name of a thing to look at is shown in a line; the attachment has all of it.
const maxItem = 120

// undetermined is what the API cannot tell, a line each, below it what a closer look showed and the things to look
// at. Rows beyond shown and things beyond room are counted; the attachment has all of them.
func undetermined(a guard.Audit, shown, room int) []string {
	var lines []string
	rows := 0
	for _, row := range a.Coverage {
		if row.Status != guard.StatusUnknowable {
			continue
		}
		if rows++; rows <= shown {
			lines = append(lines, undeterminedRow(row, room)...)
			room -= min(room, len(row.Items))
		}
	}
	if more := rows - shown; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	switch len(lines) {
	case 0:
		return nil
	case 1:
		return []string{bold("Not determinable:") + " " + strings.TrimPrefix(lines[0], "• ")}
	}
	return append([]string{bold("Not determinable:")}, lines...)
}

func undeterminedRow(row guard.Coverage, room int) []string {
	st := style()
	lines := []string{"• " + st.Unknowable(row)}
	if e := st.Evidence(row); e != "" {
		lines = append(lines, "    "+e)
	}
	for _, item := range itemLines(row.Items, room) {
		lines = append(lines, "    ◦ "+item)
	}
	return lines
}

// itemLines names the first things to look at and counts the others.
func itemLines(items []string, shown int) []string {
	var lines []string
	for _, item := range items[:min(shown, len(items))] {
		lines = append(lines, Escape(clip(item, maxItem)))
	}
	more := len(items) - len(lines)
	switch {
	case more > 0 && len(lines) > 0:
		lines = append(lines, fmt.Sprintf("and %d more; %s in the thread names them", more, notDeterminable))
	case more > 0:
		lines = append(lines, fmt.Sprintf("%d to look at; %s in the thread names them", more, notDeterminable))
	}
	return lines
}

// toLookAt is what stands above the input that asks how something was settled: what a closer look showed, and what
// there is to look at. Empty where neither is known.
func toLookAt(rows []guard.Coverage) string {
	st := style()
	var lines []string
	var items []string
	for _, row := range rows {
		if row.Evidence != "" {
			lines = append(lines, st.Evidence(row)+" This is recorded with your words.")
		}
		items = append(items, row.Items...)
	}
	if len(items) > 0 {
		lines = append(lines, "To look at:")
	}
	for _, item := range itemLines(items, report.ShownItems) {
		lines = append(lines, "• "+item)
	}
	return within(lines, maxSection)
}

// within joins as many lines as a text of n characters takes, and counts the others.
func within(lines []string, n int) string {
	const room = 40 // for the count
	size := 0
	for i, line := range lines {
		size += utf8.RuneCountInString(line) + 1
		if size > n-room {
			return strings.Join(append(lines[:i:i], report.Count(len(lines)-i, "more line")), "\n")
		}
	}
	return strings.Join(lines, "\n")
}

// undeterminedFile is everything that the API cannot tell with everything that there is to look at, where the
// message does not name all of it.
func undeterminedFile(a guard.Audit) []File {
	rows, items := 0, 0
	for _, row := range a.Coverage {
		if row.Status == guard.StatusUnknowable {
			rows, items = rows+1, items+len(row.Items)
		}
	}
	if items == 0 || items <= shownItems && rows <= shownRows {
		return nil
	}
	return []File{{Name: notDeterminable, Title: notDeterminable, Write: func(w io.Writer) error { return writeUndetermined(w, a) }}}
}

func writeUndetermined(w io.Writer, a guard.Audit) error {
	st := report.Plain()
	out := bufio.NewWriter(w)
	for _, row := range a.Coverage {
		if row.Status != guard.StatusUnknowable {
			continue
		}
		fmt.Fprintf(out, "%s\n", st.Unknowable(row))
		if e := st.Evidence(row); e != "" {
			fmt.Fprintf(out, "  %s\n", e)
		}
		for _, item := range row.Items {
			fmt.Fprintf(out, "  - %s\n", st.Text(item))
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}

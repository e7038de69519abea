package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"kmsguard/guard"
)

// markdown shows foreign text so that Markdown reads none of it as markup.
func markdown() Style {
	return Style{Code: markdownCode, Text: markdownText, Date: func(t time.Time) string { return Date(t) }, Person: markdownCode}
}

func writeMarkdown(w io.Writer, found Finding) error {
	a, st := found.Audit, markdown()
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\nRead at %s (%s)\n", Headline(a), st.about(a), Date(a.Finished), Effort(a))
	if len(a.Dependencies) > 0 {
		fmt.Fprintf(&b, "\n## Dependencies\n\n%s\n\n%s", Severities(a), dependents(a).markdown())
	}
	items(&b, "Not read", st.Missing(a))
	items(&b, "Read and empty", Empty(a))
	items(&b, "Not determinable", indented(st.undetermined(a)))
	items(&b, "Not covered", st.NotCovered(a))
	verdict, why := Assessment(a)
	fmt.Fprintf(&b, "\n%s\n\n**Last use:** %s\n", SelfEncrypted, st.LastUse(a))
	if lines := st.Callers(a); len(lines) > 0 {
		items(&b, "Callers on record", lines)
		fmt.Fprintf(&b, "\n%s\n", st.Horizon(a))
	}
	if m := st.Material(a); m != "" {
		fmt.Fprintf(&b, "\n**Key material:** %s\n", m)
	}
	fmt.Fprintf(&b, "\n**Assessment: %s.** %s\n", verdict, why)
	fmt.Fprintf(&b, "\nEvidence digest %s%s\n", short(guard.EvidenceDigest(a)), decided(found))
	_, err := io.WriteString(w, b.String())
	return err
}

// items writes a section with a list; leading spaces of a line put it below the one before.
func items(b *strings.Builder, label string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n", label)
	for _, l := range lines {
		text := strings.TrimLeft(l, " ")
		fmt.Fprintf(b, "%s- %s\n", l[:len(l)-len(text)], text)
	}
}

// markdownRows writes a table; its cells are escaped already.
func markdownRows(head []string, rows [][]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n|%s\n", strings.Join(head, " | "), strings.Repeat("---|", len(head)))
	for _, row := range rows {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
	}
	return b.String()
}

// markdownMarks are the characters that Markdown, its tables and the HTML in it give a meaning wherever they
// stand; all of them may be escaped by a backslash.
const markdownMarks = "\\`*_[]<>|~&"

// markdownStarts are the characters that mean something at the start of an item only.
const markdownStarts = "#+-"

func markdownText(s string) string {
	var b strings.Builder
	for i, r := range oneLine(s) {
		if strings.ContainsRune(markdownMarks, r) || i == 0 && strings.ContainsRune(markdownStarts, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// markdownCode is a code span; a backtick in it would end it, and a bar would end a table's cell.
func markdownCode(s string) string {
	if s = oneLine(s); s == "" {
		return "-"
	}
	return "`" + strings.NewReplacer("`", "'", "|", "\\|").Replace(s) + "`"
}

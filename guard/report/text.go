package report

import (
	"fmt"
	"io"
	"strings"

	"kmsguard/guard"
)

// writeText writes an audit for a terminal: headline, dependencies as a table, what was read and is empty, what
// cannot be determined, what is not covered, last use, assessment.
func writeText(w io.Writer, found Finding) error {
	a, st := found.Audit, Plain()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", Headline(a))
	fmt.Fprintf(&b, "%s\n", st.about(a))
	fmt.Fprintf(&b, "Read at %s (%s)\n", Date(a.Finished), Effort(a))
	if len(a.Dependencies) > 0 {
		fmt.Fprintf(&b, "\n%s\n\n", Severities(a))
		dependents(a).text(&b)
	}
	block(&b, "Not read", st.Missing(a))
	block(&b, "Read and empty", joinedOrNone(Empty(a)))
	block(&b, "Not determinable", indented(st.undetermined(a)))
	block(&b, "Not covered", st.NotCovered(a))
	fmt.Fprintf(&b, "\n%s\n", SelfEncrypted)
	fmt.Fprintf(&b, "Last use: %s\n", st.LastUse(a))
	callersBlock(&b, a)
	if m := st.Material(a); m != "" {
		fmt.Fprintf(&b, "Key material: %s\n", m)
	}
	verdict, why := Assessment(a)
	fmt.Fprintf(&b, "Assessment: %s. %s\n", verdict, why)
	fmt.Fprintf(&b, "Evidence digest %s%s\n", short(guard.EvidenceDigest(a)), decided(found))
	_, err := io.WriteString(w, b.String())
	return err
}

// about names the key of an audit and what is intended with it.
func (st Style) about(a guard.Audit) string {
	s := fmt.Sprintf("%s %s, %s, account %s, %s", Wish(a.Purpose.Plan), st.Code(a.Key.Ref.ID), st.Text(a.Key.Ref.Region), st.Text(a.Key.Ref.Account), a.Key.State)
	if name := a.Key.Name(); name != "" {
		s += " (" + st.Text(name) + ")"
	}
	return s
}

func decided(found Finding) string {
	if found.Decision == "" {
		return ""
	}
	return ", decision digest " + short(found.Decision)
}

func joinedOrNone(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	return []string{strings.Join(names, ", ")}
}

// block writes a labelled list, in one line where it has one entry.
func block(b *strings.Builder, label string, lines []string) {
	switch len(lines) {
	case 0:
	case 1:
		fmt.Fprintf(b, "\n%s: %s\n", label, lines[0])
	default:
		fmt.Fprintf(b, "\n%s:\n", label)
		for _, l := range lines {
			fmt.Fprintf(b, "  %s\n", l)
		}
	}
}

// indented puts what is known of each row below it.
func indented(rows []undetermined) []string {
	var lines []string
	for _, row := range rows {
		lines = append(lines, row.What)
		for _, n := range row.Notes {
			lines = append(lines, "  "+n)
		}
	}
	return lines
}

// callersBlock lists who used the key, and what the silence since then is worth.
func callersBlock(b *strings.Builder, a guard.Audit) {
	st := Plain()
	if lines := st.Callers(a); len(lines) > 0 {
		fmt.Fprintf(b, "Callers on record:\n")
		for _, l := range lines {
			fmt.Fprintf(b, "  %s\n", l)
		}
		fmt.Fprintf(b, "%s\n", st.Horizon(a))
	}
}

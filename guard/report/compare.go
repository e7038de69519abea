package report

import (
	"fmt"
	"io"
	"strings"

	"kmsguard/guard"
)

// WriteComparison writes how the audit is differs from the audit was of the same key, in one format. What differs is
// what guard.Compare says, which also decides what becomes void. The error is the writer's, or has kind Invalid for
// an unknown format or for audits of two keys.
func WriteComparison(w io.Writer, f Format, was, is Finding) error {
	if was.Audit.Key.Ref != is.Audit.Key.Ref {
		return &guard.Error{
			Op: "report.WriteComparison", Subject: is.Audit.Key.Ref.String(), Kind: guard.Invalid,
			Err:  fmt.Errorf("the other audit is of another key, %s", was.Audit.Key.Ref.String()),
			Hint: "Compare two audits of the same key.",
		}
	}
	c := comparison{was: was, is: is, changes: guard.Compare(was.Audit, is.Audit)}
	switch f {
	case Text:
		return c.text(w)
	case JSON:
		return encode(w, c.json())
	case CSV:
		return c.table().csv(w)
	case Markdown:
		return c.markdown(w)
	case HTML:
		return c.html(w)
	}
	return unknownFormat("report.WriteComparison", f)
}

// comparison is two audits of one key, and how they differ.
type comparison struct {
	was, is Finding
	changes []guard.Change
}

// changeKinds lists the kinds of change in the order in which they are read, and what each is called.
func changeKinds() []struct{ kind, title string } {
	return []struct{ kind, title string }{
		{guard.ChangeKey, "Changed about the key"}, {guard.ChangeNew, "New"}, {guard.ChangeWorse, "Less is known"},
		{guard.ChangeChanged, "Changed"}, {guard.ChangeGone, "Gone"}, {guard.ChangeBetter, "More is known"},
	}
}

// of returns what changed in one way, a line each.
func (c comparison) of(kind string) []string {
	var lines []string
	for _, ch := range c.changes {
		if ch.Kind == kind {
			lines = append(lines, ch.What)
		}
	}
	return lines
}

// same reports whether nothing changed that people decide on. How a dependency is used, and how it is told, is not
// part of that.
func (c comparison) same() bool { return len(c.of(guard.ChangeChanged)) == len(c.changes) }

// headline says what the comparison comes to.
func (c comparison) headline() string {
	switch {
	case len(c.changes) == 0:
		return "Nothing changed in what people decide on"
	case c.same():
		return "Nothing changed in what people decide on; " + c.counts()
	case c.voids():
		return "What people decide on changed: " + c.counts()
	}
	return "Nothing became worse in what people decide on: " + c.counts()
}

func (c comparison) voids() bool {
	for _, ch := range c.changes {
		if len(ch.Statements) > 0 {
			return true
		}
	}
	return false
}

// counts names how much changed in each way: "1 new, 2 gone".
func (c comparison) counts() string {
	words := map[string]string{guard.ChangeKey: "about the key", guard.ChangeWorse: "less known", guard.ChangeBetter: "better known"}
	var parts []string
	for _, k := range changeKinds() {
		word := words[k.kind]
		if word == "" {
			word = k.kind
		}
		if n := len(c.of(k.kind)); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	return strings.Join(parts, ", ")
}

// sides say of each audit when it was read and by which digests it is known.
func (c comparison) sides() []string {
	side := func(name string, f Finding) string {
		return fmt.Sprintf("%s: read %s, %s, evidence digest %s%s", name, Date(f.Audit.Finished), Short(f.Audit), short(guard.EvidenceDigest(f.Audit)), decided(f))
	}
	return []string{side("Before", c.was), side("Now", c.is)}
}

// key names the key that both audits are of.
func (c comparison) key(st Style) string {
	k := c.is.Audit.Key
	s := fmt.Sprintf("Key %s, %s, account %s, %s", st.Code(k.Ref.ID), st.Text(k.Ref.Region), st.Text(k.Ref.Account), st.Text(string(k.State)))
	if name := k.Name(); name != "" {
		s += " (" + st.Text(name) + ")"
	}
	return s
}

func (c comparison) text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n%s\n", c.headline(), c.key(Plain()), strings.Join(c.sides(), "\n"))
	for _, k := range changeKinds() {
		lines := c.of(k.kind)
		for i, l := range lines {
			lines[i] = oneLine(l)
		}
		block(&b, k.title, lines)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c comparison) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n- %s\n", c.headline(), c.key(markdown()), strings.Join(c.sides(), "\n- "))
	for _, k := range changeKinds() {
		lines := c.of(k.kind)
		for i, l := range lines {
			lines[i] = markdownText(l)
		}
		items(&b, k.title, lines)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// table lists every change, in the order in which they are read.
func (c comparison) table() table {
	t := table{ID: "changes", Caption: "What changed", Columns: columns("Kind", "What", "Statements")}
	for _, k := range changeKinds() {
		t.Columns[0].Ranks = append(t.Columns[0].Ranks, k.kind)
		for _, ch := range c.changes {
			if ch.Kind == k.kind {
				t.Rows = append(t.Rows, []string{ch.Kind, ch.What, plainNumbers(ch.Statements)})
			}
		}
	}
	return t
}

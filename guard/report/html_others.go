package report

import (
	"io"
	"slices"
	"strings"
)

// html writes a comparison as a page.
func (c comparison) html(w io.Writer) error {
	d := document{
		Title: c.headline() + ": " + c.is.Audit.Key.Ref.ID, Headline: c.headline(), About: append([]string{c.key(Plain())}, c.sides()...),
		Tables: []table{c.table()}, Foot: []string{SelfEncrypted},
	}
	for _, k := range changeKinds() {
		if lines := eachOneLine(c.of(k.kind)); len(lines) > 0 {
			more := len(lines) - ShownItems
			shown := list(k.title, "", lines[:min(ShownItems, len(lines))])
			if more > 0 {
				shown.Text = Count(len(lines), "change") + "; the table has all of them."
			}
			d.Cards = append(d.Cards, shown)
		}
	}
	return d.write(w)
}

// html writes a sweep as a page: what is not known of the keys, the keys, what depends on each, and the resources.
func (s Sweep) html(w io.Writer) error {
	d := document{Title: s.headline(), Headline: s.headline(), Foot: []string{SelfEncrypted}}
	limits := s.limits(Plain())
	if missing := limits[0].lines; len(missing) > 0 {
		c := list(limits[0].title, "", missing)
		c.Alarm = true
		d.Cards = append(d.Cards, c)
	}
	open := card{Title: limits[1].title, Rows: s.undetermined(Plain())}
	if len(open.Rows) == 0 {
		open.Text = "Nothing."
	}
	d.Cards = append(d.Cards, open, list(limits[2].title, "Nothing is known to be left out.", limits[2].lines))
	d.Tables = []table{s.keys(), s.dependents(), s.held()}
	return d.write(w)
}

// dependents is one table of what depends on each of the keys, so that one search finds it for all.
func (s Sweep) dependents() table {
	var t table
	for _, f := range s.Findings {
		one := wide(dependents(f.Audit), f.Audit)
		t.ID, t.Caption, t.Columns = one.ID, "What depends on each key", append([]column{{Name: "Key", Code: true}}, one.Columns...)
		for _, row := range one.Rows {
			t.Rows = append(t.Rows, slices.Concat([]string{f.Audit.Key.Ref.ID}, row))
		}
	}
	if t.ID == "" {
		t.ID, t.Caption = "dependents", "What depends on each key"
	}
	return t
}

// requestsHTML writes a list of requests as a page.
func requestsHTML(w io.Writer, asked []Asked) error {
	t := table{ID: "requests", Caption: "Requests", Rows: requestRows(asked)}
	for _, name := range requestHead {
		t.Columns = append(t.Columns, column{Name: strings.ReplaceAll(name, "_", " ")})
	}
	return document{Title: "Requests", Headline: Count(len(asked), "request"), Tables: []table{t}}.write(w)
}

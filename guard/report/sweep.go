package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"kmsguard/guard"
)

// Sweep is the audits of many keys that were made in one enumeration.
type Sweep struct {
	Findings []Finding
}

// WriteSweep writes a sweep in one format: the keys, the worst harm first, what depends on each, and the resources
// with the keys that they depend on. CSV has the last alone, a row for each resource and key. The error is the
// writer's, or has kind Invalid for an unknown format.
func WriteSweep(w io.Writer, f Format, s Sweep) error {
	s = s.ranked()
	switch f {
	case Text:
		return s.text(w)
	case JSON:
		return s.json(w)
	case CSV:
		return s.held().csv(w)
	case Markdown:
		return s.markdown(w)
	case HTML:
		return s.html(w)
	}
	return unknownFormat("report.WriteSweep", f)
}

// ranked puts the keys on which production depends first, then those of which not everything is known.
func (s Sweep) ranked() Sweep {
	list := slices.Clone(s.Findings)
	slices.SortStableFunc(list, func(x, y Finding) int {
		a, b := harm(x.Audit), harm(y.Audit)
		return cmp.Or(slices.Compare(b[:], a[:]), cmp.Compare(x.Audit.Key.Ref.ID, y.Audit.Key.Ref.ID))
	})
	return Sweep{Findings: list}
}

// harm is what a key would do when it is taken away, the worst first.
func harm(a guard.Audit) [5]int {
	missing := 0
	if !a.Complete() {
		missing = 1
	}
	return [5]int{
		len(a.BySeverity(guard.InUse)), len(a.BySeverity(guard.AtRest)), len(a.BySeverity(guard.Unattached)), missing, len(a.UnknowableRows()),
	}
}

// headline is what a sweep found, in one line.
func (s Sweep) headline() string {
	incomplete, used, free := 0, 0, 0
	for _, f := range s.Findings {
		switch {
		case !f.Audit.Complete():
			incomplete++
		case len(f.Audit.Dependencies) > 0:
			used++
		default:
			free++
		}
	}
	text := fmt.Sprintf("Dependency audit of %s: something depends on %d, nothing was found for %d", Count(len(s.Findings), "key"), used, free)
	if incomplete > 0 {
		text += fmt.Sprintf(", %d incomplete", incomplete)
	}
	return text
}

// keys is the table of the keys.
func (s Sweep) keys() table {
	t := table{ID: "keys", Caption: "Keys, the worst harm first", Columns: []column{
		{Name: "Key", Code: true}, {Name: "Region"}, {Name: "Account"}, {Name: "Name"}, {Name: "State"}, {Name: "In use now", Count: true},
		{Name: "At rest", Count: true}, {Name: "Unattached", Count: true}, {Name: "Coverage"}, {Name: "Last use"}, {Name: "Assessment"},
	}}
	for _, f := range s.Findings {
		a := f.Audit
		h := harm(a)
		verdict, _ := Assessment(a)
		t.Rows = append(t.Rows, []string{
			a.Key.Ref.ID, a.Key.Ref.Region, a.Key.Ref.Account, a.Key.Name(), string(a.Key.State),
			fmt.Sprint(h[0]), fmt.Sprint(h[1]), fmt.Sprint(h[2]), known(a), lastSeen(a), verdict,
		})
	}
	return t
}

// known says whether an audit is complete, or why it is not.
func known(a guard.Audit) string {
	missing := Plain().Missing(a)
	switch {
	case len(missing) > 1:
		return fmt.Sprintf("incomplete: %s; and %d more", missing[0], len(missing)-1)
	case len(missing) == 1:
		return "incomplete: " + missing[0]
	case !a.Complete():
		return "incomplete: the key could not be read"
	case len(a.UnknowableRows()) > 0:
		return fmt.Sprintf("complete; %d not determinable", len(a.UnknowableRows()))
	}
	return "complete"
}

// lastSeen is the last use in a few words.
func lastSeen(a guard.Audit) string {
	switch u := a.LastUse; {
	case !u.Known:
		return "not known"
	case !u.Found:
		return "none since " + Date(u.Horizon)
	default:
		return Date(lastUse(u))
	}
}

func (s Sweep) text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", s.headline())
	s.keys().text(&b)
	for _, f := range s.Findings {
		if a := f.Audit; len(a.Dependencies) > 0 {
			fmt.Fprintf(&b, "\n%s\n%s\n\n", Plain().about(a), Severities(a))
			dependents(a).text(&b)
		}
	}
	if held := s.held(); len(held.Rows) > 0 {
		fmt.Fprintf(&b, "\n%s\n\n", held.Caption)
		held.text(&b)
	}
	for _, part := range s.limits(Plain()) {
		block(&b, part.title, part.lines)
	}
	fmt.Fprintf(&b, "\n%s\n", SelfEncrypted)
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Sweep) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s", s.headline(), s.keys().markdown())
	for _, f := range s.Findings {
		if a := f.Audit; len(a.Dependencies) > 0 {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s", markdown().about(a), Severities(a), dependents(a).markdown())
		}
	}
	if held := s.held(); len(held.Rows) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n%s", held.Caption, held.markdown())
	}
	for _, part := range s.limits(markdown()) {
		items(&b, part.title, part.lines)
	}
	fmt.Fprintf(&b, "\n%s\n", SelfEncrypted)
	_, err := io.WriteString(w, b.String())
	return err
}

// part is a labelled list.
type part struct {
	title string
	lines []string
}

// limits says what the sweep does not know. Keys of one account share most of it, so that each thing is said once.
func (s Sweep) limits(st Style) []part {
	var missing, outside []string
	for _, f := range s.Findings {
		missing = append(missing, st.Missing(f.Audit)...)
		outside = append(outside, st.NotCovered(f.Audit)...)
	}
	return []part{{"Not read", once(missing)}, {"Not determinable", indented(s.undetermined(st))}, {"Not covered", once(outside)}}
}

// undetermined lists what cannot be determined of any of the keys, each thing once.
func (s Sweep) undetermined(st Style) []undetermined {
	var rows []undetermined
	seen := map[string]bool{}
	for _, f := range s.Findings {
		for _, u := range st.undetermined(f.Audit) {
			if id := u.What + "\n" + strings.Join(u.Notes, "\n"); !seen[id] {
				seen[id] = true
				rows = append(rows, u)
			}
		}
	}
	return rows
}

// once keeps the first of lines that are equal.
func once(lines []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(l string) bool {
		again := seen[l]
		seen[l] = true
		return again
	})
}

package report

import (
	"fmt"

	"kmsguard/guard"
)

// ShownItems is how many of the things to look at are named where people read; the others are counted.
const ShownItems = 20

// Items names the things to look at in a row of coverage, a line each: the first twenty, then how many more.
func (st Style) Items(c guard.Coverage) []string {
	var lines []string
	for _, item := range c.Items[:min(ShownItems, len(c.Items))] {
		lines = append(lines, st.Text(item))
	}
	if more := len(c.Items) - ShownItems; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return lines
}

// Evidence is what a closer look at a row of coverage showed; empty where nobody looked.
func (st Style) Evidence(c guard.Coverage) string {
	if c.Evidence == "" {
		return ""
	}
	return "A closer look showed: " + sentence(st.Text(c.Evidence))
}

// undetermined is one row that the API cannot tell, with what is known of it: evidence first, then the things to
// look at.
type undetermined struct {
	What  string
	Notes []string
}

func (st Style) undetermined(a guard.Audit) []undetermined {
	var rows []undetermined
	for _, c := range a.Coverage {
		if c.Status != guard.StatusUnknowable {
			continue
		}
		u := undetermined{What: st.Unknowable(c)}
		if e := st.Evidence(c); e != "" {
			u.Notes = append(u.Notes, e)
		}
		u.Notes = append(u.Notes, st.Items(c)...)
		rows = append(rows, u)
	}
	return rows
}

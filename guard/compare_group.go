package guard

import (
	"cmp"
	"fmt"
	"strings"
)

// changedGroups lists the groups that are in both audits and of which severity,
// onset or detail is another one, each once. The harm of a group is that of its
// worst member; a detail is compared for a member that is in both, so that a
// nightly snapshot of a disk changes nothing.
func changedGroups(approved, fresh Audit) []Change {
	was := grouped(approved)
	told := map[string]bool{}
	is := grouped(fresh)
	var changes []Change
	for _, d := range fresh.Dependencies {
		g := groupOf(d)
		if was[g] == nil || told[g] {
			continue
		}
		told[g] = true
		if how := was[g].differs(*is[g]); how != "" {
			changes = append(changes, Change{Kind: ChangeChanged, What: string(d.Category) + " " + is[g].first + ", " + how})
		}
	}
	return changes
}

// group is what several dependencies of one resource and relation come to.
type group struct {
	severity Severity
	onset    Onset
	first    string            // ID of the member that is listed first
	order    []string          // IDs as listed
	details  map[string]string // by ID
}

func grouped(a Audit) map[string]*group {
	all := map[string]*group{}
	for _, d := range a.Dependencies {
		k := groupOf(d)
		g := all[k]
		if g == nil {
			g = &group{severity: d.Severity, onset: d.Onset, first: d.ID, details: map[string]string{}}
			all[k] = g
		}
		if severityRank[d.Severity] < severityRank[g.severity] {
			g.severity = d.Severity
		}
		g.onset = earlier(g.onset, d.Onset)
		if _, twice := g.details[d.ID]; !twice {
			g.details[d.ID] = d.Detail
			g.order = append(g.order, d.ID)
		}
	}
	return all
}

// earlier returns the onset that breaks first. One that is not known counts as
// at once, and stands back behind it.
func earlier(x, y Onset) Onset {
	switch {
	case x == AtOnce || y == AtOnce:
		return AtOnce
	case x == "" || y == "":
		return ""
	}
	return x
}

// differs says what is another thing in is; empty where nothing is.
func (g group) differs(is group) string {
	var how []string
	if g.severity != is.severity {
		how = append(how, fmt.Sprintf("was %s, is %s", g.severity, is.severity))
	}
	if g.onset != is.onset {
		how = append(how, fmt.Sprintf("broke %s, breaks %s", orUnknown(g.onset), orUnknown(is.onset)))
	}
	for _, id := range is.order {
		if was, ok := g.details[id]; ok && was != is.details[id] {
			how = append(how, fmt.Sprintf("%s was %q, is %q", id, was, is.details[id]))
			break
		}
	}
	return strings.Join(how, "; ")
}

func orUnknown(o Onset) string { return cmp.Or(string(o), "at a time not known") }

package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kmsguard/guard"
)

// Callers sums up the recorded uses of the key, a line for each caller, service and region, the latest first.
func (st Style) Callers(a guard.Audit) []string {
	var lines []string
	for _, c := range latestFirst(a.LastUse.Callers) {
		lines = append(lines, st.Caller(c))
	}
	return lines
}

// Caller is one caller in a line: who, through which service and from which region, how often and when last.
func (st Style) Caller(c guard.Caller) string {
	s := st.Text(c.By)
	if c.Service != "" {
		s += " through " + st.Text(c.Service)
	}
	if c.Region != "" {
		s += " from " + st.Text(c.Region)
	}
	s += ": " + Count(c.Count, "use")
	if c.Refused > 0 {
		s += fmt.Sprintf(" (%d refused)", c.Refused)
	}
	if len(c.Events) > 0 {
		s += ", " + st.Text(strings.Join(c.Events, ", "))
	}
	return s + ", last " + st.Date(c.Last)
}

// Horizon says what the silence since the last recorded use is worth; empty where the records could not be read.
func (st Style) Horizon(a guard.Audit) string {
	u := a.LastUse
	if !u.Known {
		return ""
	}
	since := u.Horizon
	if u.Found {
		since = lastUse(u)
	}
	return "Nothing seen since " + st.Date(since) + "; records reach back to " + st.Date(u.Horizon) + "."
}

// lastUse is the latest of the uses and callers on record.
func lastUse(u guard.LastUse) time.Time {
	last := u.Use.At
	for _, c := range u.Callers {
		if c.Last.After(last) {
			last = c.Last
		}
	}
	return last
}

func latestFirst(list []guard.Caller) []guard.Caller {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(x, y guard.Caller) int { return y.Last.Compare(x.Last) })
	return sorted
}

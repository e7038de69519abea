package report

import (
	"fmt"
	"strings"

	"kmsguard/guard"
)

// Dependency is one dependency in a line: what it is, and what breaks when.
func (st Style) Dependency(d guard.Dependency) string {
	s := st.Code(string(d.Category)) + " " + st.Code(d.ID) + " in " + st.Text(d.Region)
	if d.Name != "" && d.Name != d.ID {
		s += " " + st.Text(d.Name)
	}
	if d.Detail != "" {
		s += ", " + st.Text(d.Detail)
	}
	if d.Owner != "" {
		s += ", owner " + st.Text(d.Owner)
	}
	s += " · " + string(d.Severity)
	if d.OnDisable != "" {
		s += " · on disable: " + st.Text(d.OnDisable)
	}
	if d.OnDeletion != "" {
		s += " · on deletion: " + st.Text(d.OnDeletion)
	}
	return s
}

// Empty names the categories that were read completely and in which nothing depends on the key.
func Empty(a guard.Audit) []string {
	var names []string
	for _, c := range Categories(a) {
		if c.Empty() {
			names = append(names, string(c.Category))
		}
	}
	return names
}

// Undetermined lists what the API cannot tell, a line each.
func (st Style) Undetermined(a guard.Audit) []string {
	var lines []string
	for _, c := range a.Coverage {
		if c.Status == guard.StatusUnknowable {
			lines = append(lines, st.Unknowable(c))
		}
	}
	return lines
}

// Unknowable is one thing that the API cannot tell: where, what, and how much there is to look at.
func (st Style) Unknowable(c guard.Coverage) string {
	s := Name(c.Category) + st.in(c) + ": " + st.Text(strings.TrimSuffix(c.Reason, "."))
	if c.Reason == "" {
		s = Name(c.Category) + st.in(c)
	}
	if c.Population > 0 {
		s += fmt.Sprintf(" (%d to look at)", c.Population)
	}
	return s
}

// Missing lists what could not be read, a line each: which list, why, and the cloud's code.
func (st Style) Missing(a guard.Audit) []string {
	var lines []string
	for _, c := range a.IncompleteRows() {
		lines = append(lines, st.missing(c))
	}
	for _, c := range Categories(a) {
		if c.Incomplete && !spoken(a, c.Category) {
			lines = append(lines, string(c.Category)+": nothing is known of it")
		}
	}
	return lines
}

func (st Style) missing(c guard.Coverage) string {
	s := string(c.Category) + st.in(c)
	if c.Reason != "" {
		s += ": " + st.Text(c.Reason)
	}
	if c.Code != "" && !strings.Contains(c.Reason, c.Code) {
		s += " (" + st.Code(c.Code) + ")"
	}
	return s
}

func spoken(a guard.Audit, c guard.Category) bool {
	for _, row := range a.Coverage {
		if row.Category == c {
			return true
		}
	}
	return false
}

// in says where a row of coverage is about.
func (st Style) in(c guard.Coverage) string {
	s := ""
	if c.Region != "" {
		s = " in " + st.Text(c.Region)
	}
	return s
}

// NotCovered names the products that take a key and cannot be asked for it, and says which are known to be open.
func (st Style) NotCovered(a guard.Audit) []string {
	var lines []string
	for _, p := range a.NotCovered {
		why := st.Text(strings.TrimSuffix(p.Why, "."))
		switch {
		case p.Open && why != "":
			why = " (open in this account; " + why + ")"
		case p.Open:
			why = " (open in this account)"
		case why != "":
			why = " (" + why + ")"
		}
		lines = append(lines, st.Text(p.Name)+why)
	}
	return lines
}

// NotCoveredNames names the same products in one line, with why only where one is known to be open.
func (st Style) NotCoveredNames(a guard.Audit) string {
	var open, others []string
	for _, p := range a.NotCovered {
		if p.Open {
			open = append(open, st.Text(p.Name)+" (open in this account; "+st.Text(strings.TrimSuffix(p.Why, "."))+")")
		} else {
			others = append(others, st.Text(p.Name))
		}
	}
	return strings.Join(append(open, others...), ", ")
}

// LastUse says when the key was used last, as far as that is recorded, and how far that is.
func (st Style) LastUse(a guard.Audit) string {
	const limits = "use through a KMS instance's own gateway is not recorded."
	u := a.LastUse
	switch {
	case !u.Known && u.Why != "":
		return "not known: " + sentence(st.Text(u.Why))
	case !u.Known:
		return "not known: it could not be read."
	case !u.Found:
		return "none recorded since " + st.Date(u.Horizon) + "; " + limits
	}
	return fmt.Sprintf("%s. Records reach back to %s; %s", st.Use(u.Use), st.Date(u.Horizon), limits)
}

// Use is one recorded use of a key.
func (st Style) Use(u guard.Use) string {
	s := st.Date(u.At) + ", " + st.Text(u.Event) + " by " + st.Text(u.By)
	if u.From != "" {
		s += " from " + st.Text(u.From)
	}
	if u.Refused {
		s += ", refused"
		if u.Code != "" {
			s += " with " + st.Code(u.Code)
		}
	}
	return s
}

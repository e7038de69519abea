package guard

import (
	"cmp"
	"slices"
)

// Complete reports whether nothing is missing: no coverage is incomplete or of
// a status we do not know, and every required category is spoken of.
func (a Audit) Complete() bool {
	spoken := map[Category]bool{}
	for _, c := range a.Coverage {
		if worse(c.Status) >= worse(StatusIncomplete) {
			return false
		}
		spoken[c.Category] = true
	}
	for _, c := range Required() {
		if !spoken[c] {
			return false
		}
	}
	return a.Key.State != StateUnknown
}

// worse orders coverage statuses from best to worst; a status that we do not
// know is the worst.
func worse(s CoverageStatus) int {
	switch s {
	case StatusComplete, StatusNotApplicable:
		return 0
	case StatusUnknowable:
		return 1
	case StatusIncomplete:
		return 2
	}
	return 3
}

// IncompleteRows returns the coverage that is missing, in order.
func (a Audit) IncompleteRows() []Coverage {
	return a.rows(func(c Coverage) bool { return worse(c.Status) >= worse(StatusIncomplete) })
}

// UnknowableRows returns what the cloud's API cannot tell and what has a
// concrete population: each is settled by a person in statement 2.
func (a Audit) UnknowableRows() []Coverage {
	return a.rows(func(c Coverage) bool { return c.Status == StatusUnknowable && c.Population > 0 })
}

func (a Audit) rows(keep func(Coverage) bool) []Coverage {
	var rows []Coverage
	for _, c := range a.Coverage {
		if keep(c) {
			rows = append(rows, c)
		}
	}
	return rows
}

// InUse returns the dependencies that are in production use now.
func (a Audit) InUse() []Dependency { return a.BySeverity(InUse) }

// BySeverity returns the dependencies of one severity, in order. The list may be
// that of the audit, and is not to be changed.
func (a Audit) BySeverity(s Severity) []Dependency {
	n := 0
	for i := range a.Dependencies {
		if a.Dependencies[i].Severity == s {
			n++
		}
	}
	switch n {
	case 0:
		return nil
	case len(a.Dependencies): // which is most often so where there are many
		return slices.Clip(a.Dependencies)
	}
	deps := make([]Dependency, 0, n)
	for i := range a.Dependencies {
		if a.Dependencies[i].Severity == s {
			deps = append(deps, a.Dependencies[i])
		}
	}
	return deps
}

// CategoryRank orders categories as an audit lists them: the required ones
// first, any other after them by name.
func CategoryRank(c Category) int {
	if i := slices.Index(Required(), c); i >= 0 {
		return i
	}
	return len(Required())
}

var severityRank = map[Severity]int{InUse: 0, AtRest: 1, Unattached: 2}

// Sort brings dependencies and coverage into the audit's order, in place.
func (a *Audit) Sort() {
	slices.SortStableFunc(a.Dependencies, func(x, y Dependency) int {
		return cmp.Or(compareCategory(x.Category, y.Category), cmp.Compare(severityRank[x.Severity], severityRank[y.Severity]),
			cmp.Compare(x.Account, y.Account), cmp.Compare(x.Region, y.Region), cmp.Compare(x.ID, y.ID), cmp.Compare(x.Relation, y.Relation))
	})
	slices.SortStableFunc(a.Coverage, func(x, y Coverage) int {
		return cmp.Or(compareCategory(x.Category, y.Category), cmp.Compare(x.Account, y.Account), cmp.Compare(x.Region, y.Region),
			cmp.Compare(worse(y.Status), worse(x.Status)), cmp.Compare(x.Reason, y.Reason))
	})
}

func compareCategory(x, y Category) int {
	return cmp.Or(cmp.Compare(CategoryRank(x), CategoryRank(y)), cmp.Compare(x, y))
}

// DispositionKey names what a disposition is about: the group of a dependency,
// so that a nightly snapshot of a disk that was settled needs no new word.
func DispositionKey(d Dependency) string {
	return string(d.Category) + "/" + d.Account + "/" + d.Region + "/" + d.Group
}

// CoverageKey names one row of coverage.
func CoverageKey(c Coverage) string {
	return string(c.Category) + "/" + c.Account + "/" + c.Region
}

package report

import (
	"cmp"
	"slices"

	"kmsguard/guard"
)

// Ranked returns dependencies in the order of the harm that they would come to: in production use now, at rest,
// unattached; within each what breaks at once before what breaks later. An onset that is not known counts as at
// once, a severity that we do not know as the worst. What is equal keeps the audit's order.
func Ranked(deps []guard.Dependency) []guard.Dependency {
	ranked := slices.Clone(deps)
	slices.SortStableFunc(ranked, func(x, y guard.Dependency) int {
		return cmp.Or(cmp.Compare(severityRank(x.Severity), severityRank(y.Severity)), cmp.Compare(onsetRank(x.Onset), onsetRank(y.Onset)))
	})
	return ranked
}

func severityRank(s guard.Severity) int {
	switch s {
	case guard.InUse:
		return 0
	case guard.AtRest:
		return 1
	case guard.Unattached:
		return 2
	}
	return 0
}

func onsetRank(o guard.Onset) int {
	if o == guard.Later {
		return 1
	}
	return 0
}

// Onset says when a dependency breaks after the key was disabled: "at once", "later", "not known".
func Onset(o guard.Onset) string { return cmp.Or(string(o), "not known") }

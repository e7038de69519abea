package guard

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Kinds of change between an approved audit and a fresh one.
const (
	ChangeNew     = "new"     // a dependency that was not there
	ChangeGone    = "gone"    // a dependency that is no longer there; voids nothing
	ChangeChanged = "changed" // a dependency that is there still, and used or told otherwise; voids nothing
	ChangeWorse   = "worse"   // a coverage that says less than before
	ChangeBetter  = "better"  // a coverage that says more than before; voids nothing
	ChangeKey     = "key"     // a fact of the key is another one
)

// Compare says how a fresh audit differs from the one that people approved: what
// they decided on first, which has statements, then what voids nothing. A fresh
// audit that returns no change with statements is no worse than the approved one.
func Compare(approved, fresh Audit) []Change {
	changes := keyChanges(approved.Key, fresh.Key)
	changes = append(changes, newGroups(approved, fresh)...)
	changes = append(changes, worseCoverage(approved, fresh)...)
	changes = append(changes, goneGroups(approved, fresh)...)
	changes = append(changes, changedGroups(approved, fresh)...)
	return append(changes, betterCoverage(approved, fresh)...)
}

// keyChanges lists the facts of the key that differ: statement 1 speaks of the
// key, 4 of everything.
func keyChanges(was, is KeyFacts) []Change {
	a, b := was.decisionKey(), is.decisionKey()
	facts := []struct {
		name    string
		was, is any
	}{
		{"key", a.Ref, b.Ref}, {"ARN", a.ARN, b.ARN}, {"state", a.State, b.State}, {"spec", a.Spec, b.Spec}, {"usage", a.Usage, b.Usage},
		{"origin", a.Origin, b.Origin}, {"expiry of the key material", a.MaterialExpires, b.MaterialExpires},
		{"KMS instance", a.Instance, b.Instance}, {"deletion protection", a.Protected, b.Protected},
	}
	var changes []Change
	for _, f := range facts {
		if f.was != f.is {
			changes = append(changes, Change{
				Kind: ChangeKey, What: fmt.Sprintf("%s was %s, is %s", f.name, factText(f.was), factText(f.is)),
				Statements: []int{StatementKey, StatementApprove},
			})
		}
	}
	return changes
}

// factText is a fact of a key in words.
func factText(v any) string {
	if t, ok := v.(time.Time); ok {
		if t.IsZero() {
			return "none"
		}
		return when(t)
	}
	return cmp.Or(fmt.Sprint(v), "none")
}

func newGroups(approved, fresh Audit) []Change {
	known := groups(approved)
	var changes []Change
	for _, d := range fresh.Dependencies {
		if g := groupOf(d); !known[g] {
			known[g] = true
			changes = append(changes, Change{Kind: ChangeNew, What: d.String(), Statements: []int{StatementAudit, StatementApprove, StatementMigrated}})
		}
	}
	return changes
}

func goneGroups(approved, fresh Audit) []Change {
	left := groups(fresh)
	var changes []Change
	for _, d := range approved.Dependencies {
		if g := groupOf(d); !left[g] {
			left[g] = true
			changes = append(changes, Change{Kind: ChangeGone, What: d.String()})
		}
	}
	return changes
}

func groups(a Audit) map[string]bool {
	set := map[string]bool{}
	for _, d := range a.Dependencies {
		set[groupOf(d)] = true
	}
	return set
}

// worseCoverage lists places of which less is known than before. A place that
// was not spoken of before counts as complete, so that a new region with
// something unknowable in it is a change.
func worseCoverage(approved, fresh Audit) []Change {
	was, is := worst(approved), worst(fresh)
	var changes []Change
	for _, k := range sortedKeys(is) {
		if before := orComplete(was[k]); worse(is[k]) > worse(before) {
			changes = append(changes, Change{
				Kind: ChangeWorse, What: fmt.Sprintf("%s is %s, was %s", k, is[k], before),
				Statements: []int{StatementAudit, StatementApprove, StatementMigrated},
			})
		}
	}
	for _, k := range sortedKeys(was) {
		if _, ok := is[k]; !ok {
			changes = append(changes, Change{
				Kind: ChangeWorse, What: fmt.Sprintf("%s was %s, is not spoken of any more", k, was[k]),
				Statements: []int{StatementAudit, StatementApprove, StatementMigrated},
			})
		}
	}
	return changes
}

// betterCoverage lists places of which more is known than before.
func betterCoverage(approved, fresh Audit) []Change {
	was, is := worst(approved), worst(fresh)
	var changes []Change
	for _, k := range sortedKeys(was) {
		if now, ok := is[k]; ok && worse(now) < worse(was[k]) {
			changes = append(changes, Change{Kind: ChangeBetter, What: fmt.Sprintf("%s is %s, was %s", k, now, was[k])})
		}
	}
	return changes
}

func orComplete(s CoverageStatus) CoverageStatus {
	if s == "" {
		return StatusComplete
	}
	return s
}

// worst returns the worst status of each place, since one place may have
// several rows: what was listed, and what is unknowable beside it.
func worst(a Audit) map[string]CoverageStatus {
	m := map[string]CoverageStatus{}
	for _, c := range a.Coverage {
		k := CoverageKey(c)
		if s, ok := m[k]; !ok || worse(c.Status) > worse(s) {
			m[k] = c.Status
		}
	}
	return m
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

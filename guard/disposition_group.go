package guard

import "strings"

// DispositionGroup is what one disposition is about: the dependencies of an audit
// that share a key, such as the snapshots of a disk.
type DispositionGroup struct {
	Key   string
	First *Dependency // of the audit; not to be changed
	Size  int
	InUse bool // one of them is in production use now
}

// DispositionGroups lists the groups of a request's audit, in its order. It is not
// to be changed.
func (r Request) DispositionGroups() []DispositionGroup {
	if r.Audit == nil {
		return nil
	}
	return r.sum().groups
}

func dispositionGroups(a *Audit) []DispositionGroup {
	var list []DispositionGroup
	at := map[string]int{}
	for n := range a.Dependencies {
		d := &a.Dependencies[n]
		k := DispositionKey(*d)
		i, ok := at[k]
		if !ok {
			i = len(list)
			at[k] = i
			list = append(list, DispositionGroup{Key: k, First: d})
		}
		list[i].Size++
		list[i].InUse = list[i].InUse || d.Severity == InUse
	}
	return list
}

// MissingDispositions returns the dependencies, one of each group, of which
// nobody has said what becomes of them.
func (r Request) MissingDispositions() []Dependency {
	var missing []Dependency
	for _, g := range r.DispositionGroups() {
		if _, given := r.Dispositions[g.Key]; !given {
			missing = append(missing, *g.First)
		}
	}
	return missing
}

// CountMissingDispositions says of how many groups nobody has said what becomes of them.
func (r Request) CountMissingDispositions() int {
	n := 0
	for _, g := range r.DispositionGroups() {
		if _, given := r.Dispositions[g.Key]; !given {
			n++
		}
	}
	return n
}

// allOf begins the key of a whole category.
const allOf = "all/"

// AllOf stands, among the keys that are handed in with a disposition, for every
// group of a category that is not in production use: a hundred thousand keys would
// be larger than an input may be.
func AllOf(c Category) string { return allOf + string(c) }

// spelledOut replaces what stands for a whole category by its groups. What stands
// for nothing is kept, and is answered as not listed.
func (r Request) spelledOut(keys []string) []string {
	var list []string
	for _, k := range keys {
		category, all := strings.CutPrefix(k, allOf)
		if !all {
			list = append(list, k)
			continue
		}
		groups := r.restOf(Category(category))
		if len(groups) == 0 {
			groups = []string{k}
		}
		list = append(list, groups...)
	}
	return list
}

// restOf lists the groups of a category that are not in production use.
func (r Request) restOf(c Category) (keys []string) {
	for _, g := range r.DispositionGroups() {
		if !g.InUse && g.First.Category == c {
			keys = append(keys, g.Key)
		}
	}
	return keys
}

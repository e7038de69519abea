package report

import (
	"cmp"
	"fmt"
	"slices"

	"kmsguard/guard"
)

// Resource is one resource with the keys that it depends on.
type Resource struct {
	Category guard.Category
	Account  string
	Region   string
	ID       string
	Name     string
	Owner    string
	Holds    []Hold // the worst harm first
}

// Hold is one way in which a resource depends on one key.
type Hold struct {
	Key      guard.KeyRef
	State    guard.KeyState
	Relation string
	Severity guard.Severity
	Onset    guard.Onset
}

// Keys counts the keys that the resource depends on.
func (r Resource) Keys() int {
	keys := map[guard.KeyRef]bool{}
	for _, h := range r.Holds {
		keys[h.Key] = true
	}
	return len(keys)
}

// resourceID is what makes a resource the same one for several keys.
type resourceID struct {
	category            guard.Category
	account, region, id string
}

// Reverse turns a sweep around: each resource that depends on a key, with every key that it depends on. The worst
// harm comes first, then the audit's order.
func Reverse(s Sweep) []Resource {
	index := map[resourceID]int{}
	var list []Resource
	for _, f := range s.Findings {
		for _, d := range f.Audit.Dependencies {
			id := resourceID{d.Category, d.Account, d.Region, d.ID}
			i, ok := index[id]
			if !ok {
				i = len(list)
				index[id] = i
				list = append(list, Resource{Category: d.Category, Account: d.Account, Region: d.Region, ID: d.ID})
			}
			r := &list[i]
			r.Name, r.Owner = cmp.Or(r.Name, d.Name), cmp.Or(r.Owner, d.Owner)
			r.Holds = append(r.Holds, Hold{Key: f.Audit.Key.Ref, State: f.Audit.Key.State, Relation: d.Relation, Severity: d.Severity, Onset: d.Onset})
		}
	}
	for i := range list {
		slices.SortStableFunc(list[i].Holds, worseHold)
	}
	slices.SortStableFunc(list, func(x, y Resource) int {
		return cmp.Or(worseHold(x.Holds[0], y.Holds[0]), cmp.Compare(guard.CategoryRank(x.Category), guard.CategoryRank(y.Category)),
			cmp.Compare(x.Category, y.Category), cmp.Compare(x.Account, y.Account), cmp.Compare(x.Region, y.Region), cmp.Compare(x.ID, y.ID))
	})
	return list
}

func worseHold(x, y Hold) int {
	return cmp.Or(cmp.Compare(severityRank(x.Severity), severityRank(y.Severity)), cmp.Compare(onsetRank(x.Onset), onsetRank(y.Onset)))
}

// held is the table of resources and keys, a row for each resource and way in which it depends on a key.
func (s Sweep) held() table {
	t := table{ID: "resources", Caption: "Resources and the keys that they depend on", Columns: []column{
		{Name: "Category"}, {Name: "Account"}, {Name: "Region"}, {Name: "ID", Code: true}, {Name: "Name"}, {Name: "Owner"}, {Name: "Keys", Count: true},
		{Name: "Key ID", Code: true}, {Name: "Key region"}, {Name: "Key account"}, {Name: "Key state"}, {Name: "Relation"},
		{Name: "Severity", Ranks: severities()}, {Name: "Onset", Ranks: onsets()},
	}}
	for _, r := range Reverse(s) {
		for _, h := range r.Holds {
			t.Rows = append(t.Rows, []string{
				string(r.Category), r.Account, r.Region, r.ID, r.Name, r.Owner, fmt.Sprint(r.Keys()), h.Key.ID, h.Key.Region, h.Key.Account,
				string(h.State), h.Relation, string(h.Severity), Onset(h.Onset),
			})
		}
	}
	return t
}

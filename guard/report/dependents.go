package report

import "kmsguard/guard"

// severities are the severities from the worst to the best, for sorting.
func severities() []string {
	return []string{string(guard.InUse), string(guard.AtRest), string(guard.Unattached)}
}

// onsets are what Onset says from the earliest to the latest.
func onsets() []string { return []string{Onset(guard.AtOnce), Onset(""), Onset(guard.Later)} }

// dependents is the table of what depends on a key, the worst harm first.
func dependents(a guard.Audit) table {
	t := table{ID: "dependents", Caption: "What depends on the key", Columns: []column{
		{Name: "Category"}, {Name: "Region"}, {Name: "ID", Code: true}, {Name: "Name"}, {Name: "Owner"},
		{Name: "Severity", Ranks: severities()}, {Name: "Breaks", Ranks: onsets()}, {Name: "On disable"}, {Name: "On deletion"},
	}}
	for _, d := range Ranked(a.Dependencies) {
		t.Rows = append(t.Rows, []string{
			string(d.Category), d.Region, d.ID, d.Name, d.Owner, string(d.Severity), Onset(d.Onset), d.OnDisable, d.OnDeletion,
		})
	}
	return t
}

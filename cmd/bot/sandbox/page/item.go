package page

import (
	"html/template"
	"slices"
)

// item is what is replaced as a whole: one element, whose id attribute is ID.
type item struct {
	ID   string
	HTML template.HTML
}

// lists are the items of each list by its name.
type lists map[string][]item

// change is one step from what a browser shows to what it should show: an item
// that is put behind another (or in place of the one with its ID), or dropped.
type change struct {
	List  string        `json:"list"`
	ID    string        `json:"id"`
	After string        `json:"after,omitempty"` // empty: it is the first
	HTML  template.HTML `json:"html,omitempty"`
	Drop  bool          `json:"drop,omitempty"`
}

// difference lists the changes that lead from one list to another.
func difference(list string, from, to []item) []change {
	wanted := map[string]template.HTML{}
	for _, i := range to {
		wanted[i.ID] = i.HTML
	}
	kept, changes := []string{}, []change{}
	had := map[string]template.HTML{}
	for _, i := range from {
		if _, ok := wanted[i.ID]; !ok {
			changes = append(changes, change{List: list, ID: i.ID, Drop: true})
			continue
		}
		kept = append(kept, i.ID)
		had[i.ID] = i.HTML
	}
	after := ""
	for _, i := range to {
		inPlace := len(kept) > 0 && kept[0] == i.ID
		if inPlace {
			kept = kept[1:]
		} else if at := slices.Index(kept, i.ID); at >= 0 {
			kept = slices.Delete(kept, at, at+1)
			changes = append(changes, change{List: list, ID: i.ID, Drop: true})
		}
		if !inPlace || had[i.ID] != i.HTML {
			changes = append(changes, change{List: list, ID: i.ID, After: after, HTML: i.HTML})
		}
		after = i.ID
	}
	return changes
}

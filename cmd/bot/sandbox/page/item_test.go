package page

import (
	"html/template"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// carry carries changes out as the script does.
func carry(list []item, changes []change) []item {
	list = slices.Clone(list)
	at := func(id string) int { return slices.IndexFunc(list, func(i item) bool { return i.ID == id }) }
	for _, c := range changes {
		here := at(c.ID)
		switch {
		case c.Drop:
			list = slices.Delete(list, here, here+1)
		case here >= 0:
			list[here].HTML = c.HTML
		default:
			list = slices.Insert(list, at(c.After)+1, item{c.ID, c.HTML})
		}
	}
	return list
}

func itemLists() *rapid.Generator[[]item] {
	return rapid.Custom(func(t *rapid.T) []item {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-h]`), 0, 8, rapid.ID[string]).Draw(t, "ids")
		var list []item
		for _, id := range ids {
			list = append(list, item{id, template.HTML(rapid.SampledFrom([]string{"x", "y"}).Draw(t, "html"))})
		}
		return list
	})
}

func TestDifferenceLeadsFromOneListToTheOther(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from, to := itemLists().Draw(t, "from"), itemLists().Draw(t, "to")
		changes := difference("l", from, to)
		if diff := cmp.Diff(slices.Concat(to, nil), slices.Concat(carry(from, changes), nil)); diff != "" {
			t.Fatalf("%+v: %s", changes, diff)
		}
		if len(changes) > 0 && slices.Equal(from, to) {
			t.Fatalf("nothing differs, and still %+v", changes)
		}
	})
}

func TestDifferenceIsSmall(t *testing.T) {
	t.Parallel()
	old := []item{{"a", "1"}, {"b", "1"}, {"c", "1"}}
	for _, row := range []struct {
		name string
		to   []item
		want []change
	}{
		{"a new message", append(slices.Clone(old), item{"d", "1"}), []change{{List: "l", ID: "d", After: "c", HTML: "1"}}},
		{"an older one before", append([]item{{"z", "1"}}, old...), []change{{List: "l", ID: "z", HTML: "1"}}},
		{"an edit", []item{{"a", "1"}, {"b", "2"}, {"c", "1"}}, []change{{List: "l", ID: "b", After: "a", HTML: "2"}}},
		{"one is gone", []item{{"a", "1"}, {"c", "1"}}, []change{{List: "l", ID: "b", Drop: true}}},
	} {
		if diff := cmp.Diff(row.want, difference("l", old, row.to)); diff != "" {
			t.Errorf("%s: %s", row.name, diff)
		}
	}
}

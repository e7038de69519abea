package aliyunsim

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func names(rows []Secret) []string {
	list := make([]string, len(rows))
	for i, r := range rows {
		list[i] = r.Name
	}
	return list
}

func everySecret(Secret) bool { return true }

func TestTableNumbersCountedRows(t *testing.T) {
	var tb table[Secret]
	for _, r := range []Secret{{Name: "a", Region: "r"}, {Name: "b", Region: "r", Count: 3}, {Name: "c", Region: "s", Count: 1}} {
		if err := tb.add(r); err != nil {
			t.Fatal(err)
		}
	}
	rows, total := tb.page(everySecret, 1, 3)
	if diff := cmp.Diff([]string{"b-000001", "b-000002", "b-000003"}, names(rows)); diff != "" || total != 5 {
		t.Errorf("page of %d (-want +got):\n%s", total, diff)
	}
	rows, total = tb.page(inRegion[Secret]("s"), 0, 10)
	if diff := cmp.Diff([]string{"c"}, names(rows)); diff != "" || total != 1 {
		t.Errorf("by region, %d (-want +got):\n%s", total, diff)
	}
	for name, want := range map[string]bool{"a": true, "b": false, "b-000003": true, "b-000004": false, "b-3": false, "b-000000": false, "c": true, "d": false} {
		if _, ok := tb.get(name); ok != want {
			t.Errorf("get(%q) = %v", name, ok)
		}
	}
}

func TestTableRefuses(t *testing.T) {
	tests := []struct {
		row  Secret
		says string
	}{
		{Secret{Region: "r"}, "no name"},
		{Secret{Name: "x"}, "no region"},
		{Secret{Name: "x", Region: "r", Count: -1}, "count"},
		{Secret{Name: "a", Region: "r"}, "exists"},
		{Secret{Name: "b", Region: "r"}, "exists"},
		{Secret{Name: "b-000002", Region: "r"}, "exists"},
	}
	for _, tt := range tests {
		var tb table[Secret]
		for _, r := range []Secret{{Name: "a", Region: "r"}, {Name: "b", Region: "r", Count: 3}} {
			if err := tb.add(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := tb.add(tt.row); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%+v: error %v does not say %q", tt.row, err, tt.says)
		}
	}
}

// Whatever is added and removed, a table equals a plain list of names.
func TestTableEqualsAList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tb table[Secret]
		var list []string
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				name, count := rapid.StringMatching(`[a-c]`).Draw(t, "name"), rapid.IntRange(0, 4).Draw(t, "count")
				if tb.add(Secret{Name: name, Region: "r", Count: count}) != nil {
					return
				}
				if count <= 1 {
					list = append(list, name)
				}
				for n := 1; count > 1 && n <= count; n++ {
					list = append(list, numberedName(name, n))
				}
			},
			"remove one": func(t *rapid.T) {
				if len(list) == 0 {
					t.Skip("nothing is there")
				}
				name := rapid.SampledFrom(list).Draw(t, "name")
				if !tb.remove(name) {
					t.Fatalf("cannot remove %s", name)
				}
				list = slices.DeleteFunc(list, func(n string) bool { return n == name })
			},
			"remove all": func(t *rapid.T) {
				name := rapid.StringMatching(`[a-c]`).Draw(t, "name")
				tb.remove(name)
				list = slices.DeleteFunc(list, func(n string) bool { return n == name || strings.HasPrefix(n, name+"-") })
			},
			"": func(t *rapid.T) {
				offset, limit := rapid.IntRange(0, 5).Draw(t, "offset"), rapid.IntRange(1, 5).Draw(t, "limit")
				rows, total := tb.page(everySecret, offset, limit)
				from := min(offset, len(list))
				want := list[from:min(from+limit, len(list))]
				if total != len(list) || !slices.Equal(names(rows), want) {
					t.Fatalf("page %d+%d is %v of %d, want %v of %d", offset, limit, names(rows), total, want, len(list))
				}
				for _, n := range list {
					if r, ok := tb.get(n); !ok || r.Name != n {
						t.Fatalf("%s is not found", n)
					}
				}
			},
		})
	})
}

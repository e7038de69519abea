package explore

import (
	"strings"
	"testing"
)

// Every mistake is found, by the promise that it breaks. With -v the shortest way
// to it is told.
func TestTheSearchFindsMistakes(t *testing.T) {
	for _, d := range defects() {
		t.Run(d.name, func(t *testing.T) {
			system := Real()
			d.make(&system)
			r := Explore(d.in, system)
			if r.Violation == nil {
				t.Fatalf("not found in %d states", r.States)
			}
			if r.Violation.Property != d.finds {
				t.Errorf("found by %q, want %q", r.Violation.Property, d.finds)
			}
			t.Logf("found after %d states by: %s\n%s", r.States, r.Violation.Property, strings.Join(r.Violation.Trace, "\n"))
		})
	}
}

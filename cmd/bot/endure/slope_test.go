package endure

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Bounds of what may be more in the last third of a soak than in the middle one.
// Each sample is of another estate, drawn anew, so that single ones differ by a half;
// their medians over hours differ by a few in a hundred. A leak of one kilobyte a
// step is tens of megabytes by then, and one goroutine or file an estate hundreds.
const (
	heapShare  = 20      // the heap may be a twentieth more,
	heapSlack  = 2 << 20 // and so many bytes
	countSlack = 4       // goroutines and open files that are just ending
)

// slope is how one count went over a soak.
type slope struct {
	what         string
	middle, last int64 // medians of two thirds
	most         int64 // that the last one may be
}

func (s slope) grows() bool { return s.last > s.most }

// slopes compares the last third of the samples with the middle one. The ledger is
// not among them: each estate has a new one.
func slopes(all []sample) []slope {
	third := len(all) / 3
	of := func(what string, count func(sample) int64, slack func(int64) int64) slope {
		middle := median(all[third:2*third], count)
		return slope{what, middle, median(all[2*third:], count), middle + slack(middle)}
	}
	few := func(int64) int64 { return countSlack }
	return []slope{
		of("bytes of heap", func(s sample) int64 { return s.heap }, func(n int64) int64 { return n/heapShare + heapSlack }),
		of("goroutines", func(s sample) int64 { return s.goroutines }, few),
		of("open files", func(s sample) int64 { return s.descriptors }, few),
	}
}

// flat fails where the process holds more and more.
func flat(t *testing.T, when string, all []sample) {
	t.Helper()
	if len(all) < fewSamples {
		t.Fatalf("%d samples are too few for a slope; let it soak longer", len(all))
	}
	for _, s := range slopes(all) {
		t.Logf("figures: soak, %s when %s: median %d in the middle third, %d in the last", s.what, when, s.middle, s.last)
		if s.grows() {
			t.Errorf("%s grow when %s: at most %d were to be expected", s.what, when, s.most)
		}
	}
}

// median is the middle one of what the samples have.
func median(list []sample, of func(sample) int64) int64 {
	var values []int64
	for _, s := range list {
		values = append(values, of(s))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// TestSlope: one wild sample is no slope, and each kind of leak is one.
func TestSlope(t *testing.T) {
	tests := []struct {
		name  string
		leak  sample // more with each estate
		wild  sample // more in the last one
		grows []string
	}{
		{"steady", sample{}, sample{}, nil},
		{"a wild last one", sample{}, sample{heap: 1 << 30, goroutines: 1000}, nil},
		{"heap", sample{heap: 1 << 20}, sample{}, []string{"bytes of heap"}},
		{"goroutines", sample{goroutines: 2}, sample{}, []string{"goroutines"}},
		{"files", sample{descriptors: 2}, sample{}, []string{"open files"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all := make([]sample, fewSamples)
			for i := range all {
				n := int64(i)
				all[i] = sample{heap: 10<<20 + n*tt.leak.heap, goroutines: 20 + n*tt.leak.goroutines, descriptors: 9 + n*tt.leak.descriptors}
			}
			all[fewSamples-1].heap += tt.wild.heap
			all[fewSamples-1].goroutines += tt.wild.goroutines
			var grows []string
			for _, s := range slopes(all) {
				if s.grows() {
					grows = append(grows, s.what)
				}
			}
			if diff := cmp.Diff(tt.grows, grows); diff != "" {
				t.Errorf("what grows (-want +got):\n%s", diff)
			}
		})
	}
}

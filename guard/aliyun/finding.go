package aliyun

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"kmsguard/guard"
)

// finding is what one reading found for one key.
type finding struct {
	reading *reading
	subject *subject

	mu       sync.Mutex
	found    []guard.Dependency
	unknown  []string // what cannot be told, each with its number
	items    []string // what there is to look at
	evidence []string // what a closer look showed
	number   int
	without  string // why the category does not apply here
	err      error  // why nothing is proven for this key
	// disagrees is how a list and the cloud's own filter differ about the key; written by the one who reads them.
	disagrees string
}

// itemsKept bounds what a row of coverage names one by one.
const itemsKept = 1000

// row completes a row of coverage. read is why the reading as a whole failed.
func (f *finding) row(row guard.Coverage, read error) guard.Coverage {
	f.mu.Lock()
	defer f.mu.Unlock()
	slices.Sort(f.items)
	row.Items, row.Evidence = f.items[:min(len(f.items), itemsKept)], strings.Join(f.evidence, "; ")
	switch err := cmp.Or(read, f.err); {
	case err != nil:
		row.Status, row.Code, row.Reason = guard.StatusIncomplete, codeOf(err), reasonOf(err)
	case len(f.unknown) > 0:
		row.Status, row.Population, row.Reason = guard.StatusUnknowable, f.number, strings.Join(f.unknown, "; ")
	case f.without != "":
		row.Status, row.Reason = guard.StatusNotApplicable, f.without
	}
	return row
}

// expect makes room for so many dependencies.
func (f *finding) expect(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.found = slices.Grow(f.found, n)
}

// depends records a dependency; category, account and region are filled in.
func (f *finding) depends(d guard.Dependency) {
	d.Category, d.Account = f.reading.category.name, f.reading.account.id
	d.Region = cmp.Or(d.Region, f.reading.region)
	d.Group = cmp.Or(d.Group, d.ID)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.found = append(f.found, d)
}

// unknowable records that so many things cannot be told about, and names those
// that can be named.
func (f *finding) unknowable(number int, what string, items ...string) {
	if number == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.unknown = append(f.unknown, what)
	f.items = append(f.items, items...)
	f.number += number
}

// proves keeps what a closer look at the unknowable showed.
func (f *finding) proves(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.evidence = append(f.evidence, what)
}

// fails records why nothing is proven for this key, where others are not concerned.
func (f *finding) fails(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err = cmp.Or(f.err, err)
}

// strange is a value that no documentation of the cloud knows; it is never
// guessed at.
func (f *finding) strange(what, value, requestID string) {
	f.fails(incomplete(string(f.reading.category.name), fmt.Sprintf("%s is %q, which is not known", what, value), requestID))
}

// depending returns the IDs of what was found so far.
func (f *finding) depending() map[string]bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	ids := map[string]bool{}
	for _, d := range f.found {
		ids[d.ID] = true
	}
	return ids
}

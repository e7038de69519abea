package aliyun

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// regionSets are the regions of each product, as the products list them.
type regionSets struct {
	every    []string // looked into, of KMS and ECS together
	leftOut  []string // by configuration
	err      error    // why those cannot be told
	products map[acs.Product]regionSet
}

type regionSet struct {
	regions []string
	err     error
}

// of returns the regions of a product that are looked into.
func (s regionSets) of(l regionList) ([]string, error) {
	set := s.products[l.product]
	return set.regions, set.err
}

// readRegions asks each product where it exists.
func (a *audit) readRegions(ctx context.Context) regionSets {
	lists := []regionList{kmsRegions, ecsRegions, rdsRegions, polardbRegions, slbRegions, albRegions}
	read := make([]regionSet, len(lists))
	var wg sync.WaitGroup
	for i, l := range lists {
		wg.Go(func() { read[i].regions, read[i].err = a.exist(ctx, l) })
	}
	wg.Wait()
	s := regionSets{products: map[acs.Product]regionSet{}}
	all := slices.Concat(read[0].regions, read[1].regions, []string{a.key.Ref.Region})
	s.every, s.leftOut = a.divide(all)
	s.err = cmp.Or(read[0].err, read[1].err)
	for i, l := range lists {
		in, _ := a.divide(read[i].regions)
		s.products[l.product] = regionSet{in, read[i].err}
	}
	return s
}

// divide sorts regions into those that are looked into and those that the
// configuration leaves out. The key's own region is always looked into.
func (a *audit) divide(regions []string) (in, out []string) {
	regions = slices.Compact(slices.Sorted(slices.Values(regions)))
	for _, r := range regions {
		if r != a.key.Ref.Region && a.leftOut(r) {
			out = append(out, r)
		} else {
			in = append(in, r)
		}
	}
	return in, out
}

// recordScope says which regions were not looked into.
func (a *audit) recordScope() {
	row := guard.Coverage{Category: guard.Scope, Status: guard.StatusComplete}
	switch s := a.regions; {
	case s.err != nil:
		row.Status, row.Code = guard.StatusIncomplete, codeOf(s.err)
		row.Reason = "the list of regions: " + reasonOf(s.err)
	case len(s.leftOut) > 0:
		row.Status, row.Population = guard.StatusUnknowable, len(s.leftOut)
		row.Reason = fmt.Sprintf("left out by configuration: %s", strings.Join(s.leftOut, ", "))
	}
	a.record(row, nil)
}

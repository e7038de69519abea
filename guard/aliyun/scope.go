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

// readRegions asks each product where it exists. The regions of the keys are
// looked into whatever the products say.
func (s *sweep) readRegions(ctx context.Context, a *account) {
	if a.err != nil {
		return
	}
	lists := regionLists()
	read := make([]regionSet, len(lists))
	var wg sync.WaitGroup
	for i, l := range lists {
		wg.Go(func() { read[i].regions, read[i].err = exist(ctx, a.caller, l, s.o.DefaultRegion) })
	}
	wg.Wait()
	sets := regionSets{products: map[acs.Product]regionSet{}}
	var all []string
	for i, l := range lists {
		in, _ := s.divide(read[i].regions)
		sets.products[l.product] = regionSet{in, read[i].err}
		if l.product == acs.KMS || l.product == acs.ECS {
			all, sets.err = append(all, read[i].regions...), cmp.Or(sets.err, read[i].err)
		}
	}
	for _, k := range s.keys {
		all = append(all, k.key.Ref.Region)
	}
	sets.every, sets.leftOut = s.divide(all)
	a.regions = sets
}

// regionLists are the lists of regions that the catalogue needs, each once.
func regionLists() []regionList {
	lists := []regionList{kmsRegions, ecsRegions, slbRegions, albRegions}
	for _, cat := range catalogue() {
		if cat.in != nil && !slices.ContainsFunc(lists, func(l regionList) bool { return l.product == cat.in.product }) {
			lists = append(lists, *cat.in)
		}
	}
	return lists
}

// divide sorts regions into those that are looked into and those that the
// configuration leaves out. The regions of the keys are always looked into.
func (s *sweep) divide(regions []string) (in, out []string) {
	regions = slices.Compact(slices.Sorted(slices.Values(regions)))
	for _, r := range regions {
		ofKey := slices.ContainsFunc(s.keys, func(k *subject) bool { return k.key.Ref.Region == r })
		if !ofKey && s.Client.leftOut(r) {
			out = append(out, r)
		} else {
			in = append(in, r)
		}
	}
	return in, out
}

// recordScope says for a key which regions were not looked into.
func (s *sweep) recordScope(k *subject) {
	row := guard.Coverage{Category: guard.Scope, Account: s.o.Account, Status: guard.StatusComplete}
	var leftOut []string
	var err error
	for _, a := range s.accounts {
		err = cmp.Or(err, a.err, a.regions.err)
		for _, region := range a.regions.leftOut {
			if a.home {
				leftOut = append(leftOut, region)
			} else {
				leftOut = append(leftOut, region+" of "+a.id)
			}
		}
	}
	switch {
	case err != nil:
		row.Status, row.Code = guard.StatusIncomplete, codeOf(err)
		row.Reason = "where to look could not be told: " + reasonOf(err)
	case len(leftOut) > 0:
		row.Status, row.Population, row.Items = guard.StatusUnknowable, len(leftOut), leftOut
		row.Reason = fmt.Sprintf("left out by configuration: %s", strings.Join(leftOut, ", "))
	}
	k.record(row, nil)
}

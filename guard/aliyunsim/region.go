package aliyunsim

import (
	"fmt"
	"slices"
)

// defaultRegion is where a world without any region lies, and where a call acts
// that names none.
const defaultRegion = "cn-hangzhou"

// regions are those that the account uses, in order. Unless the world declares
// them, they are those that its rows name.
type regions struct {
	list     []string
	declared bool
}

func (r *regions) declare(list []string) {
	r.list, r.declared = slices.Clone(list), len(list) > 0
}

// use notes that a row lies in the region, and refuses one that a declared
// list does not have.
func (r *regions) use(region string) error {
	if slices.Contains(r.list, region) {
		return nil
	}
	if r.declared {
		return fmt.Errorf("region %q is not among the world's regions: add it there, or remove the list", region)
	}
	r.list = append(r.list, region)
	slices.Sort(r.list)
	return nil
}

// all returns the regions, at least one.
func (r *regions) all() []string {
	if len(r.list) == 0 {
		return []string{defaultRegion}
	}
	return r.list
}

// fallback is where a call acts that names no region.
func (r *regions) fallback() string {
	all := r.all()
	if slices.Contains(all, defaultRegion) {
		return defaultRegion
	}
	return all[0]
}

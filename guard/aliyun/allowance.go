package aliyun

import "context"

// allowance is how many objects a sweep may look at. It goes from region to
// region in the order of their names: what is looked at does not depend on which
// list came first.
type allowance map[string]handover

// handover is where a region gets what is left, and where it gives the rest.
type handover struct{ before, after chan int }

// newAllowance gives a number of objects to the first of some regions.
func newAllowance(objects int, regions []string) allowance {
	a := allowance{}
	if objects == 0 {
		return a
	}
	before := make(chan int, 1)
	before <- objects
	for _, region := range regions {
		after := make(chan int, 1)
		a[region] = handover{before, after}
		before = after
	}
	return a
}

// turn is a region's time with the allowance.
type turn struct {
	handover
	left  int // may still be looked at
	taken bool
}

// turnOf returns the turn of a region, which must be ended whatever happens; one
// of a region that has no part in the allowance has nothing left.
func (a allowance) turnOf(region string) *turn {
	h, part := a[region]
	return &turn{handover: h, taken: !part}
}

// wait returns when the regions before have ended theirs.
func (t *turn) wait(ctx context.Context) error {
	if t.taken {
		return nil
	}
	select {
	case t.left = <-t.before:
		t.taken = true
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// end hands on what is left.
func (t *turn) end() {
	if !t.taken {
		t.left, t.taken = <-t.before, true
	}
	if t.after != nil {
		t.after <- t.left
	}
}

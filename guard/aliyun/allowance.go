package aliyun

import (
	"context"

	"kmsguard/guard"
)

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
	used  int // were looked at, in this sweep or in the one that it goes on with
	taken bool
}

// turnOf returns the turn of a reading, which must be ended whatever happens.
// One that has no part in the allowance has nothing left.
func (a allowance) turnOf(r *reading) *turn {
	h, part := a[r.region]
	if !part || r.category.name != guard.OSS || !r.account.home {
		return &turn{taken: true}
	}
	return &turn{handover: h}
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

// use takes up to a number of objects, and returns how many may be looked at.
func (t *turn) use(number int) int {
	number = min(number, t.left)
	t.left, t.used = t.left-number, t.used+number
	return number
}

// end hands on what is left.
func (t *turn) end() {
	if !t.taken {
		t.left, t.taken = max(<-t.before-t.used, 0), true
	}
	if t.after != nil {
		t.after <- t.left
	}
}

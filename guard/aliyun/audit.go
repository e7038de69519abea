package aliyun

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"kmsguard/guard"
)

// audit is one audit while it is made.
type audit struct {
	*Client
	key     guard.KeyFacts
	regions regionSets
	buckets func() ([]bucket, error)       // of the account, read once
	pairs   func() (certificateSet, error) // certificates with the key's public half, read once

	progress guard.Progress
	mu       sync.Mutex
	done     int
	total    int
	result   guard.Audit
}

// Audit finds what depends on a key, in every category of the catalogue and
// every region that is looked into. Parts that could not be read are told in
// the coverage and are no error. An error (kind Unavailable, Denied, NotFound,
// Incomplete) means that not even the key could be read. It changes nothing;
// repeating it is harmless. It returns early only when ctx ends.
func (c *Client) Audit(ctx context.Context, ref guard.KeyRef, purpose guard.Purpose, progress guard.Progress) (guard.Audit, error) {
	started := c.o.Now()
	var calls atomic.Int64
	ctx = counted(ctx, &calls)
	facts, err := c.Describe(ctx, ref)
	if err != nil {
		return guard.Audit{}, err
	}
	if facts.State == guard.StateNotFound {
		return guard.Audit{}, &guard.Error{
			Op: "aliyun.Audit", Subject: ref.String(), Kind: guard.NotFound,
			Hint: "Check the key ID and the region.", Err: errors.New("there is no such key"),
		}
	}
	a := &audit{Client: c, key: facts, progress: progress, result: guard.Audit{Key: facts, Purpose: purpose, Started: started}}
	a.regions = a.readRegions(ctx)
	a.buckets = sync.OnceValues(func() ([]bucket, error) { return c.listBuckets(ctx) })
	a.pairs = sync.OnceValues(func() (certificateSet, error) { return a.readCertificates(ctx) })
	a.run(ctx, a.plan())
	if err := ctx.Err(); err != nil {
		return guard.Audit{}, &guard.Error{Op: "aliyun.Audit", Subject: ref.String(), Kind: guard.Unavailable, Err: err}
	}
	a.result.Calls += int(calls.Load())
	a.result.NotCovered = notCovered()
	a.result.Finished = c.o.Now()
	a.result.Sort()
	return a.result, nil
}

// plan lists the readings to be made, and records at once what needs none.
func (a *audit) plan() []*reading {
	var todo []*reading
	for _, cat := range catalogue {
		regions, elsewhere, err := a.placesOf(cat)
		if err != nil {
			a.record(guard.Coverage{Category: cat.name, Status: guard.StatusIncomplete, Reason: "the list of regions: " + reasonOf(err), Code: codeOf(err)}, nil)
			continue
		}
		for _, region := range regions {
			todo = append(todo, &reading{audit: a, category: cat, region: region})
		}
		for region, why := range elsewhere {
			a.record(guard.Coverage{Category: cat.name, Region: region, Status: guard.StatusNotApplicable, Reason: why}, nil)
		}
	}
	a.recordScope()
	return todo
}

// run makes the readings and the look at the trail, side by side. How many
// calls are under way at once is the budget's business.
func (a *audit) run(ctx context.Context, todo []*reading) {
	a.total = len(todo) + 1
	var wg sync.WaitGroup
	wg.Go(func() {
		a.readTrail(ctx)
		a.step("last use of the key")
	})
	for _, r := range todo {
		wg.Go(func() {
			r.make(ctx)
			a.step(fmt.Sprintf("%s in %s", r.category.name, r.region))
		})
	}
	wg.Wait()
}

// record adds a row of coverage and what was found with it.
func (a *audit) record(row guard.Coverage, found []guard.Dependency) {
	row.Account = a.o.Account
	a.mu.Lock()
	defer a.mu.Unlock()
	a.result.Coverage = append(a.result.Coverage, row)
	a.result.Dependencies = append(a.result.Dependencies, found...)
	a.result.Calls += row.Calls
}

// step tells that one more part has been read.
func (a *audit) step(what string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.done++
	if a.progress != nil {
		a.progress(guard.Step{Done: a.done, Total: a.total, What: what})
	}
}

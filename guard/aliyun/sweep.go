package aliyun

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"kmsguard/guard"
)

// sweep is one reading of everything for one or several keys, while it is made.
type sweep struct {
	*Client
	keys     []*subject
	accounts []*account
	purpose  guard.Purpose
	progress *progress
	tally    *tally
	quotas   error                        // why Quota Center could not be asked
	notKept  atomic.Pointer[error]        // why the journal failed
	pairs    func() (certificates, error) // of the home account, with their public halves, read once
	objects  allowance                    // of OSS, that may be looked at one by one
}

// Audit finds what depends on a key, in every category of the catalogue and
// every account and region that is looked into. Parts that could not be read
// are told in the coverage and are no error. An error (kind Unavailable, Denied,
// NotFound, Incomplete) means that not even the key could be read. It changes
// nothing; repeating it is harmless. It returns early only when ctx ends.
func (c *Client) Audit(ctx context.Context, ref guard.KeyRef, purpose guard.Purpose, progress guard.Progress) (guard.Audit, error) {
	audits, err := c.Sweep(ctx, []guard.KeyRef{ref}, purpose, progress)
	if err != nil {
		return guard.Audit{}, err
	}
	return audits[0], nil
}

// Sweep audits several keys in one reading of everything: the lists of the
// account are read once and compared with all keys. The audits come in the
// order of the keys. An error is as from Audit, for any of the keys.
func (c *Client) Sweep(ctx context.Context, refs []guard.KeyRef, purpose guard.Purpose, told guard.Progress) ([]guard.Audit, error) {
	return c.sweep(ctx, purpose, told, func(ctx context.Context) ([]guard.KeyFacts, error) { return c.named(ctx, refs) })
}

// SweepAll audits every key that people made, in every region that is looked
// into, in one reading of everything. A region whose keys cannot be listed is an
// error. The keys that services made for themselves are left out: nobody can
// delete them.
func (c *Client) SweepAll(ctx context.Context, purpose guard.Purpose, told guard.Progress) ([]guard.Audit, error) {
	return c.sweep(ctx, purpose, told, c.everyKey)
}

func (c *Client) sweep(ctx context.Context, purpose guard.Purpose, told guard.Progress, which func(context.Context) ([]guard.KeyFacts, error)) ([]guard.Audit, error) {
	s := &sweep{Client: c, purpose: purpose, tally: &tally{}}
	started := c.o.Now()
	ctx = counted(ctx, s.tally)
	keys, err := which(ctx)
	if err != nil {
		return nil, err
	}
	for _, facts := range keys {
		s.keys = append(s.keys, &subject{key: facts, result: guard.Audit{Key: facts, Purpose: purpose, Started: started}})
	}
	s.open(ctx)
	todo := s.plan()
	s.progress = newProgress(told, s.tally, todo, len(s.keys), c.stopwatch())
	s.run(ctx, todo)
	s.endJournal(todo, ctx.Err() != nil)
	if err := ctx.Err(); err != nil {
		return nil, &guard.Error{Op: "aliyun.Audit", Subject: subjects(keys), Kind: guard.Unavailable, Err: err}
	}
	if err := s.notKept.Load(); err != nil {
		return nil, &guard.Error{Op: "aliyun.Audit", Subject: subjects(keys), Kind: guard.Unavailable, Hint: "Check the file that keeps what was read.", Err: *err}
	}
	audits := make([]guard.Audit, len(s.keys))
	for i, k := range s.keys {
		audits[i] = k.finish(int(s.tally.calls.Load()), c.o.Now())
	}
	return audits, nil
}

// subjects names the keys of a sweep, for errors.
func subjects(keys []guard.KeyFacts) string {
	if len(keys) == 1 {
		return keys[0].Ref.String()
	}
	return count(len(keys), "key")
}

// open finds out where is to be looked: accounts, and the regions of each.
func (s *sweep) open(ctx context.Context) {
	s.quotas = s.learnQuotas(ctx)
	s.accounts = s.reach(ctx)
	var wg sync.WaitGroup
	for _, a := range s.accounts {
		wg.Go(func() { s.readRegions(ctx, a) })
	}
	wg.Wait()
	s.pairs = sync.OnceValues(func() (certificates, error) { return s.readCertificates(ctx) })
	s.objects = newAllowance(s.purpose.ScanObjects, s.encrypting())
}

// encrypting returns the regions of the keys that can encrypt, sorted, each once.
func (s *sweep) encrypting() []string {
	var regions []string
	for _, k := range s.keys {
		if k.encrypts() {
			regions = append(regions, k.key.Ref.Region)
		}
	}
	slices.Sort(regions)
	return slices.Compact(regions)
}

// plan lists the readings to be made, those first that are read one page after
// another, and records at once what needs none.
func (s *sweep) plan() []*reading {
	var todo []*reading
	for _, cat := range catalogue() {
		if slices.Contains(s.o.LeftOut, string(cat.name)) {
			s.leaveOut(cat, "everywhere", nil)
			continue
		}
		if regions := s.leftOutOf(cat); len(regions) > 0 {
			s.leaveOut(cat, "in "+strings.Join(regions, ", "), regions)
		}
		for _, a := range s.accounts {
			todo = append(todo, s.planned(cat, a)...)
		}
	}
	for _, k := range s.keys {
		s.recordScope(k)
		if s.quotas != nil {
			k.recordQuotas(s.quotas)
		}
	}
	slices.SortStableFunc(todo, func(x, y *reading) int { return y.category.chain - x.category.chain })
	return todo
}

// leftOutOf returns the regions in which a category is left out.
func (s *sweep) leftOutOf(cat category) []string {
	var regions []string
	for _, name := range s.o.LeftOut {
		if c, region, in := strings.Cut(name, "/"); in && c == string(cat.name) {
			regions = append(regions, region)
		}
	}
	return regions
}

// leaveOut records that a category was not looked at: a person has to say that
// nothing of it is under the key.
func (s *sweep) leaveOut(cat category, where string, regions []string) {
	items := []string{"everything of " + string(cat.name)}
	for i, region := range regions {
		items = append(items[:i], string(cat.name)+" in "+region)
	}
	for _, k := range s.keys {
		k.record(guard.Coverage{
			Category: cat.name, Account: s.o.Account, Status: guard.StatusUnknowable, Population: len(items),
			Reason: "left out by configuration " + where, Items: items,
		}, nil)
	}
}

// planned lists the readings of a category in an account.
func (s *sweep) planned(cat category, a *account) []*reading {
	if cat.ofKey {
		if !a.home {
			return nil
		}
		return s.ofKeys(cat, a)
	}
	regions, elsewhere, err := s.placesOf(cat, a)
	if err != nil {
		for _, k := range s.keys {
			k.record(guard.Coverage{
				Category: cat.name, Account: a.id, Status: guard.StatusIncomplete, Reason: err.Error(), Code: codeOf(err),
			}, nil)
		}
		return nil
	}
	var todo []*reading
	for _, region := range regions {
		if slices.Contains(s.leftOutOf(cat), region) {
			continue
		}
		r := &reading{sweep: s, caller: a.caller, account: a, category: cat, region: region}
		for _, k := range s.keys {
			if cat.home == "" || k.key.Ref.Region == region {
				r.findings = append(r.findings, &finding{reading: r, subject: k})
			} else {
				k.record(guard.Coverage{Category: cat.name, Account: a.id, Region: region, Status: guard.StatusNotApplicable, Reason: cat.home}, nil)
			}
		}
		if len(r.findings) > 0 {
			todo = append(todo, r)
		}
	}
	for region, why := range elsewhere {
		for _, k := range s.keys {
			k.record(guard.Coverage{Category: cat.name, Account: a.id, Region: region, Status: guard.StatusNotApplicable, Reason: why}, nil)
		}
	}
	return todo
}

// ofKeys lists a reading for each key, of a category that belongs to the key itself.
func (s *sweep) ofKeys(cat category, a *account) []*reading {
	var todo []*reading
	for _, k := range s.keys {
		r := &reading{sweep: s, caller: a.caller, account: a, category: cat, region: k.key.Ref.Region}
		r.findings = []*finding{{reading: r, subject: k}}
		todo = append(todo, r)
	}
	return todo
}

// run makes the readings and the looks at the trail, side by side. How many
// calls are under way at once is the budget's business.
func (s *sweep) run(ctx context.Context, todo []*reading) {
	var wg sync.WaitGroup
	for _, r := range todo {
		wg.Go(func() {
			r.make(ctx)
			s.progress.read(r)
		})
	}
	for _, k := range s.keys {
		wg.Go(func() {
			s.readTrail(ctx, k)
			s.progress.step(fmt.Sprintf("last use of %s", k.key.Ref.ID))
		})
	}
	wg.Wait()
}

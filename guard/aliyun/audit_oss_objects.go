package aliyun

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// bucketScan is what a look at the objects of a bucket, one by one, has shown.
type bucketScan struct {
	bucket
	whole bool // every version in it was looked at

	mu     sync.Mutex
	looked int
	gone   int // deleted since they were listed
	under  map[*finding]*objectsUnder
	err    error
}

// objectsUnder are the objects of a bucket that are under one key.
type objectsUnder struct {
	number    int
	example   acs.ObjectVersion // the first of them
	requestID string
}

// scanObjects looks at the objects of buckets and their versions, in the order
// of their names, as far as the allowance goes. One listing goes on while
// objects are looked at side by side. What fails is kept with the bucket.
func (r *reading) scanObjects(ctx context.Context, here []bucket) []*bucketScan {
	scans := make([]*bucketScan, len(here))
	for i, b := range here {
		scans[i] = &bucketScan{bucket: b, under: map[*finding]*objectsUnder{}}
	}
	slices.SortFunc(scans, func(a, b *bucketScan) int { return strings.Compare(a.name, b.name) })
	looks := &errgroup.Group{}
	looks.SetLimit(r.budgets.gate.size)
	failed := 0
	for some := range slices.Chunk(scans, abreast) {
		if r.turn.left == 0 || failed >= failuresShown {
			break
		}
		for i, first := range r.firstVersions(ctx, some) {
			r.scanBucket(ctx, some[i], first, looks)
		}
		failed += len(slices.DeleteFunc(slices.Clone(some), func(b *bucketScan) bool { return b.failure() == nil }))
	}
	_ = looks.Wait() // what a look found or missed is kept with its bucket
	return scans
}

// firstVersions reads the first page of several buckets side by side.
func (r *reading) firstVersions(ctx context.Context, of []*bucketScan) []acs.VersionPage {
	pages := make([]acs.VersionPage, len(of))
	var wg sync.WaitGroup
	for i, b := range of {
		wg.Go(func() { pages[i] = r.versionsAfter(ctx, b, acs.ObjectVersion{}) })
	}
	wg.Wait()
	return pages
}

// versionsAfter reads a page of a bucket's versions. A bucket that was deleted
// since it was listed has none.
func (r *reading) versionsAfter(ctx context.Context, b *bucketScan, after acs.ObjectVersion) acs.VersionPage {
	p, err := ask(ctx, r.caller, "oss.ListObjectVersions", b.region, func(as Credentials) (acs.VersionPage, error) {
		return r.caller.acs.Storage(b.region, as).ListObjectVersions(ctx, b.name, after)
	})
	switch {
	case saysNone("oss.ListObjectVersions", err):
		return acs.VersionPage{}
	case err == nil && p.Next != (acs.ObjectVersion{}) && p.Next == after:
		err = incomplete("ListObjectVersions", "a page leads back to one that was read", p.RequestID)
	}
	b.fails(err)
	return p
}

// scanBucket lists a bucket from its first page on, and has as many versions
// looked at as the turn has left.
func (r *reading) scanBucket(ctx context.Context, b *bucketScan, p acs.VersionPage, looks *errgroup.Group) {
	for n := 0; b.failure() == nil; n++ {
		some := p.Versions[:r.turn.use(len(p.Versions))]
		for _, v := range some {
			looks.Go(func() error { r.lookAt(ctx, b, v); return nil })
		}
		switch {
		case len(some) < len(p.Versions):
			return
		case p.Next == (acs.ObjectVersion{}):
			b.whole = true
			return
		case r.turn.left == 0:
			return
		case n >= maxPages:
			b.fails(incomplete("ListObjectVersions", "the list has no end", p.RequestID))
			return
		}
		p = r.versionsAfter(ctx, b, p.Next)
	}
}

// lookAt reads the key of one version. One that was deleted since it was listed
// is skipped.
func (r *reading) lookAt(ctx context.Context, b *bucketScan, v acs.ObjectVersion) {
	if b.failure() != nil {
		return
	}
	e, err := ask(ctx, r.caller, "oss.HeadObject", b.region, func(as Credentials) (acs.Encryption, error) {
		return r.caller.acs.Storage(b.region, as).ObjectEncryption(ctx, b.name, v)
	})
	if saysNone("oss.HeadObject", err) {
		b.note(v, e, nil, true)
		return
	}
	var on *finding
	if err == nil {
		on, err = r.objectUnder(b, v, e)
	}
	if err != nil {
		b.fails(err)
		return
	}
	b.note(v, e, on, false)
}

// objectUnder returns the key that an object is under, if it is one of ours. KMS
// without a key is the service's own.
func (r *reading) objectUnder(b *bucketScan, v acs.ObjectVersion, e acs.Encryption) (*finding, error) {
	if e.Algorithm != "" && !slices.Contains(ossAlgorithms, e.Algorithm) {
		return nil, incomplete("HeadObject", fmt.Sprintf("the encryption of %s in %s is %q, which is not known", v.Key, b.name, e.Algorithm), e.RequestID)
	}
	return r.under(e.KeyID, b.region)
}

func (b *bucketScan) fails(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.err = cmp.Or(b.err, err)
}

func (b *bucketScan) failure() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err
}

// note keeps what a look at one version has shown.
func (b *bucketScan) note(v acs.ObjectVersion, e acs.Encryption, on *finding, gone bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if gone {
		b.gone++
		return
	}
	b.looked++
	if on == nil {
		return
	}
	u := b.under[on]
	if u == nil {
		u = &objectsUnder{example: v, requestID: e.RequestID}
		b.under[on] = u
	}
	u.number++
	if cmp.Or(cmp.Compare(v.Key, u.example.Key), cmp.Compare(v.ID, u.example.ID)) < 0 {
		u.example, u.requestID = v, e.RequestID
	}
}

// objects records the objects of a bucket that are under keys.
func (b *bucketScan) objects() {
	for on, u := range b.under {
		detail := fmt.Sprintf("%s objects and versions under the key, such as %s", thousands(u.number), u.example.Key)
		if u.number == 1 {
			detail = "1 object or version under the key: " + u.example.Key
		}
		if !b.whole {
			detail = "at least " + detail
		}
		on.depends(guard.Dependency{
			ID: b.name, Name: b.name, Relation: "objects", Severity: guard.AtRest, Onset: guard.AtOnce, CloudRequestID: u.requestID,
			Detail:    detail,
			OnDisable: "reads of these objects fail with 409 at once", OnDeletion: "these objects are lost",
		})
	}
}

package aliyun

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// bucket is a bucket of the account.
type bucket struct{ name, region string }

// readOSS reads the default encryption, the replication rules and the
// inventories of every bucket of the region. An object can name a key of its
// own, which only a look at each object and version shows: a bucket of the key's
// region that was not looked at wholly makes that unknowable, unless the key
// cannot encrypt.
func readOSS(ctx context.Context, r *reading) error {
	all, err := r.account.buckets()
	if err != nil {
		return err
	}
	if err := r.strayBuckets(all); err != nil {
		return err
	}
	here := slices.DeleteFunc(slices.Clone(all), func(b bucket) bool { return b.region != r.region })
	rules := each(ctx, r, here, r.bucket)
	return cmp.Or(rules, r.lookAtObjects(ctx, here))
}

// lookAtObjects looks at the objects of the region's buckets, as far as it is
// asked for, and records what is known of them.
func (r *reading) lookAtObjects(ctx context.Context, here []bucket) error {
	if err := r.turn.wait(ctx); err != nil {
		return &guard.Error{Op: "oss.HeadObject", Subject: r.region, Kind: guard.Unavailable, Err: err}
	}
	scans := r.scanObjects(ctx, here)
	var failed error
	for _, b := range scans {
		b.objects()
		failed = cmp.Or(failed, b.err)
	}
	for _, f := range r.findings {
		if r.account.home && r.region == f.subject.key.Ref.Region && f.subject.encrypts() {
			f.scanned(scans, r.purpose.ScanObjects > 0)
		}
	}
	return failed
}

// strayBuckets refuses buckets in regions that are neither looked into nor left
// out by configuration. They are told in the regions of the keys.
func (r *reading) strayBuckets(all []bucket) error {
	if !slices.ContainsFunc(r.keys(), func(k *subject) bool { return k.key.Ref.Region == r.region }) {
		return nil
	}
	in := r.account.regions
	for _, b := range all {
		if !slices.Contains(in.every, b.region) && !slices.Contains(in.leftOut, b.region) && !r.leftOut(b.region) {
			return incomplete("ListBuckets", fmt.Sprintf("the bucket %s lies in %s, which is not looked into", b.name, b.region), "")
		}
	}
	return nil
}

// listBuckets reads the buckets of the account, of all regions, at one of them.
// The list declares no total.
func (c *caller) listBuckets(ctx context.Context, at string) ([]bucket, error) {
	l := list[bucket]{
		what: "buckets",
		id:   func(b bucket) string { return b.name },
		fetch: func(ctx context.Context, after string) (page[bucket], error) {
			p, err := ask(ctx, c, "oss.ListBuckets", at, func(as Credentials) (acs.BucketPage, error) {
				return c.acs.Storage(at, as).ListBuckets(ctx, after)
			})
			if err != nil {
				return page[bucket]{}, err
			}
			return bucketRows(p)
		},
	}
	return l.read(ctx)
}

// bucketRows reads where each bucket lies: by Region, or by the older Location.
func bucketRows(p acs.BucketPage) (page[bucket], error) {
	out := page[bucket]{next: p.Next}
	for _, b := range p.Buckets {
		region := b.Region
		if region == "" {
			region = strings.TrimPrefix(b.Location, "oss-")
		}
		if !guard.ValidRegion(region) {
			return out, incomplete("ListBuckets", fmt.Sprintf("the bucket %s names no region", b.Name), p.RequestID)
		}
		out.rows = append(out.rows, bucket{b.Name, region})
	}
	return out, nil
}

// ossAlgorithms are the documented ones.
var ossAlgorithms = []string{"KMS", "AES256", "SM4"}

func (r *reading) bucket(ctx context.Context, b bucket) error {
	if err := r.bucketDefault(ctx, b); err != nil {
		return err
	}
	if err := r.bucketReplication(ctx, b); err != nil {
		return err
	}
	return r.bucketInventories(ctx, b)
}

func (r *reading) bucketDefault(ctx context.Context, b bucket) error {
	e, err := ask(ctx, r.caller, "oss.GetBucketEncryption", b.region, func(as Credentials) (acs.Encryption, error) {
		return r.caller.acs.Storage(b.region, as).BucketEncryption(ctx, b.name)
	})
	if saysNone("oss.GetBucketEncryption", err) {
		return nil
	}
	if err != nil {
		return err
	}
	if !slices.Contains(ossAlgorithms, e.Algorithm) {
		return incomplete("GetBucketEncryption", fmt.Sprintf("the encryption of the bucket %s is %q, which is not known", b.name, e.Algorithm), e.RequestID)
	}
	if e.KeyID == "" {
		return nil // none of ours: the service's own key, or no key at all
	}
	on, err := r.under(e.KeyID, b.region)
	if err != nil || on == nil {
		return err
	}
	on.depends(guard.Dependency{
		ID: b.name, Name: b.name, Relation: "default encryption", Severity: guard.AtRest, Onset: guard.AtOnce, CloudRequestID: e.RequestID,
		Detail:    "every object written without a key of its own",
		OnDisable: "reads and writes fail with 409 at once", OnDeletion: "the objects under the key are lost",
	})
	return nil
}

// bucketReplication reads the keys under which copies are written in the
// target bucket; OSS takes those of the target's region.
func (r *reading) bucketReplication(ctx context.Context, b bucket) error {
	rep, err := ask(ctx, r.caller, "oss.GetBucketReplication", b.region, func(as Credentials) (acs.Replication, error) {
		return r.caller.acs.Storage(b.region, as).BucketReplication(ctx, b.name)
	})
	if saysNone("oss.GetBucketReplication", err) {
		return nil
	}
	if err != nil {
		return err
	}
	told := map[*finding]bool{}
	for _, id := range rep.KeyIDs {
		// OSS takes keys of the target's region, which the rule does not tell: an alias is tried in each key's own.
		on, err := r.underAnywhere(id)
		if err != nil {
			return err
		}
		if on == nil || told[on] {
			continue
		}
		told[on] = true
		on.depends(guard.Dependency{
			ID: b.name, Name: b.name, Relation: "replication", Severity: guard.AtRest, Onset: guard.AtOnce, CloudRequestID: rep.RequestID,
			Detail:    "copies that a replication rule writes elsewhere",
			OnDisable: "replication stops and copies cannot be read", OnDeletion: "the copies under the key are lost",
		})
	}
	return nil
}

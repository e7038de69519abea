package aliyun

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// bucket is a bucket of the account.
type bucket struct{ name, region string }

// readOSS reads the default encryption and the replication rules of every
// bucket of the region. An object can name a key of its own, which only a look
// at each object and version would show: a bucket of the key's region makes
// that unknowable, unless the key cannot encrypt.
func readOSS(ctx context.Context, r *reading) error {
	all, err := r.buckets()
	if err != nil {
		return err
	}
	if r.region == r.key.Ref.Region {
		if err := r.strayBuckets(all); err != nil {
			return err
		}
	}
	var here []bucket
	for _, b := range all {
		if b.region == r.region {
			here = append(here, b)
		}
	}
	if r.region == r.key.Ref.Region && r.encrypts() {
		r.unknowable(len(here), "objects with a key of their own in "+count(len(here), "bucket"))
	}
	return each(ctx, r, here, r.bucket)
}

// encrypts reports whether the key can encrypt data; a signing key cannot.
func (a *audit) encrypts() bool { return a.key.Usage != "SIGN/VERIFY" }

// strayBuckets refuses buckets in regions that are neither looked into nor left
// out by configuration.
func (r *reading) strayBuckets(all []bucket) error {
	for _, b := range all {
		if !slices.Contains(r.regions.every, b.region) && !slices.Contains(r.regions.leftOut, b.region) && !r.leftOut(b.region) {
			return incomplete("ListBuckets", fmt.Sprintf("the bucket %s lies in %s, which is not looked into", b.name, b.region), "")
		}
	}
	return nil
}

// listBuckets reads the buckets of the account, of all regions. The list
// declares no total.
func (c *Client) listBuckets(ctx context.Context) ([]bucket, error) {
	l := list[bucket]{
		what: "buckets",
		id:   func(b bucket) string { return b.name },
		fetch: func(ctx context.Context, after string) (page[bucket], error) {
			p, err := ask(ctx, c, "oss.ListBuckets", c.o.DefaultRegion, func(as Credentials) (acs.BucketPage, error) {
				return c.acs.Storage(c.o.DefaultRegion, as).ListBuckets(ctx, after)
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
	return r.bucketReplication(ctx, b)
}

func (r *reading) bucketDefault(ctx context.Context, b bucket) error {
	e, err := ask(ctx, r.Client, "oss.GetBucketEncryption", b.region, func(as Credentials) (acs.Encryption, error) {
		return r.acs.Storage(b.region, as).BucketEncryption(ctx, b.name)
	})
	if saysNone("oss.GetBucketEncryption", err) {
		return nil
	}
	if err != nil {
		return err
	}
	if !slices.Contains(ossAlgorithms, e.Algorithm) {
		return r.strange("the encryption of the bucket "+b.name, e.Algorithm, e.RequestID)
	}
	if e.KeyID == "" {
		return nil // none of ours: the service's own key, or no key at all
	}
	is, err := r.isKey(e.KeyID, b.region)
	if err != nil || !is {
		return err
	}
	r.depends(guard.Dependency{
		ID: b.name, Name: b.name, Relation: "default encryption", Severity: guard.AtRest, CloudRequestID: e.RequestID,
		Detail:    "every object written without a key of its own",
		OnDisable: "reads and writes fail with 409 at once", OnDeletion: "the objects under the key are lost",
	})
	return nil
}

// bucketReplication reads the keys under which copies are written in the
// target bucket; OSS takes those of the target's region.
func (r *reading) bucketReplication(ctx context.Context, b bucket) error {
	rep, err := ask(ctx, r.Client, "oss.GetBucketReplication", b.region, func(as Credentials) (acs.Replication, error) {
		return r.acs.Storage(b.region, as).BucketReplication(ctx, b.name)
	})
	if saysNone("oss.GetBucketReplication", err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, id := range rep.KeyIDs {
		is, err := r.isKey(id, r.key.Ref.Region)
		if err != nil {
			return err
		}
		if is {
			r.depends(guard.Dependency{
				ID: b.name, Name: b.name, Relation: "replication", Severity: guard.AtRest, CloudRequestID: rep.RequestID,
				Detail:    "copies that a replication rule writes elsewhere",
				OnDisable: "replication stops and copies cannot be read", OnDeletion: "the copies under the key are lost",
			})
			return nil
		}
	}
	return nil
}

package aliyun

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// reading is one category in one region, while it is read.
type reading struct {
	*audit
	category category
	region   string

	mu      sync.Mutex
	found   []guard.Dependency
	unknown []string // what cannot be told, each with its number
	number  int
	without string // why the category does not apply here
}

// make reads and records. What was found before a failure is kept beside it.
func (r *reading) make(ctx context.Context) {
	var calls atomic.Int64
	err := r.category.read(counted(ctx, &calls), r)
	row := guard.Coverage{Category: r.category.name, Region: r.region, Status: guard.StatusComplete, Calls: int(calls.Load())}
	switch {
	case err != nil:
		row.Status, row.Code, row.Reason = guard.StatusIncomplete, codeOf(err), reasonOf(err)
	case len(r.unknown) > 0:
		row.Status, row.Population, row.Reason = guard.StatusUnknowable, r.number, strings.Join(r.unknown, "; ")
	case r.without != "":
		row.Status, row.Reason = guard.StatusNotApplicable, r.without
	}
	r.record(row, r.found)
}

// depends records a dependency; category, account and region are filled in.
func (r *reading) depends(d guard.Dependency) {
	d.Category, d.Account = r.category.name, r.o.Account
	if d.Region == "" {
		d.Region = r.region
	}
	if d.Group == "" {
		d.Group = d.ID
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.found = append(r.found, d)
}

// unknowable records that so many things cannot be told about.
func (r *reading) unknowable(number int, what string) {
	if number == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.unknown = append(r.unknown, what)
	r.number += number
}

// each does something with every item, several at once, and stops at the first failure.
func each[T any](ctx context.Context, r *reading, items []T, do func(context.Context, T) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(cap(r.budgets.slots))
	for _, item := range items {
		g.Go(func() error { return do(ctx, item) })
	}
	return g.Wait()
}

// strange is a value that no documentation of the cloud knows; it is never
// guessed at.
func (r *reading) strange(what, value, requestID string) error {
	return incomplete(string(r.category.name), fmt.Sprintf("%s is %q, which is not known", what, value), requestID)
}

// codeOf returns the cloud's code of a failure.
func codeOf(err error) string { return acs.CodeOf(err) }

// none are the codes by which an API says that there is nothing, each exact and
// for its own API alone. Any other failure is a failure.
var none = map[string][]string{
	// No default encryption; or the bucket was deleted since it was listed.
	"oss.GetBucketEncryption":  {"NoSuchServerSideEncryptionRule", "NoSuchBucket"},
	"oss.GetBucketReplication": {"NoSuchReplicationConfiguration", "NoSuchBucket"},
	// No TDE with this engine; or the instance was released since it was listed.
	"rds.DescribeDBInstanceTDE": {"InstanceEngineType.NotSupport", "InvalidDBInstanceId.NotFound"},
	// No disk encryption, at all or with this engine (spelled as the cloud does); or released.
	"rds.DescribeDBInstanceEncryptionKey": {
		"NoActiveBYOK", "InstanceEngineType.NotSupport", "InvaildEngineInRegion.ValueNotSupported", "InvalidDBInstanceId.NotFound",
	},
	// Deleted since it was listed.
	"polardb.DescribeDBClusterTDE": {"InvalidDBCluster.NotFound"},
	"kms.DescribeSecret":           {"Forbidden.ResourceNotFound"},
	// The key is of a kind that has no policy.
	"kms.GetKeyPolicy": {"UnsupportedOperation", "Rejected.UnsupportedOperation"},
}

// saysNone reports whether a failure of an API means that there is nothing.
func saysNone(api string, err error) bool {
	e := (*acs.CloudError)(nil)
	if !errors.As(err, &e) || e.Status < 400 || e.Status >= 500 {
		return false
	}
	for _, code := range none[api] {
		if e.Code == code {
			return true
		}
	}
	return false
}

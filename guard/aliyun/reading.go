package aliyun

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// reading is one category in one region of one account, while it is read for
// every key that it may bear on.
type reading struct {
	*sweep
	*caller
	account  *account
	category category
	region   string
	findings []*finding
	tally    tally
	turn     *turn // with the objects that may be looked at
}

// make reads and records. What was found before a failure is kept beside it.
func (r *reading) make(ctx context.Context) {
	r.turn = r.objects.turnOf(r)
	defer r.turn.end()
	if r.recall(r) {
		return
	}
	at, elapsed := r.o.Now(), r.stopwatch()
	err := r.category.read(counted(ctx, &r.tally), r)
	row := guard.Coverage{
		Category: r.category.name, Account: r.account.id, Region: r.region, Status: guard.StatusComplete,
		Calls: int(r.tally.calls.Load()), Throttled: int(r.tally.throttles.Load()), Took: elapsed(),
	}
	rows := map[string]keptPart{}
	for _, f := range r.findings {
		part := keptPart{f.row(row, err), f.found}
		f.subject.record(part.Row, part.Found)
		rows[f.subject.key.ARN] = part
	}
	if ctx.Err() == nil {
		r.keep(r, at, rows)
	}
}

// under returns the finding of the key that a reference means; nil if it means
// none of them. A reference in a form that is not known is an error: it might.
func (r *reading) under(reference, region string) (*finding, error) {
	if reference == "" {
		return nil, nil
	}
	for _, f := range r.findings {
		is, err := f.subject.isKey(reference, region, r.account)
		if err != nil || is {
			return f, err
		}
	}
	return nil, nil
}

// underAnywhere is under for a reference whose region is not told.
func (r *reading) underAnywhere(reference string) (*finding, error) {
	for _, f := range r.findings {
		on, err := r.under(reference, f.subject.key.Ref.Region)
		if err != nil || on != nil {
			return on, err
		}
	}
	return nil, nil
}

// keys are the keys that the reading may bear on.
func (r *reading) keys() []*subject {
	keys := make([]*subject, len(r.findings))
	for i, f := range r.findings {
		keys[i] = f.subject
	}
	return keys
}

// carries is under for comparing passes over a list that moves: what cannot be
// understood counts as carrying a key.
func (r *reading) carries(reference, region string) bool {
	f, err := r.under(reference, region)
	return f != nil || err != nil
}

// failuresShown is after how many failures of single items a reading gives up.
const failuresShown = 5

// each does something with every item, several at once. What fails for one does
// not keep the others from being read, until it has failed for several.
func each[T any](ctx context.Context, r *reading, items []T, do func(context.Context, T) error) error {
	var mu sync.Mutex
	var failed []error
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(r.budgets.gate.size)
	for _, item := range items {
		g.Go(func() error {
			err := do(ctx, item)
			if err == nil {
				return nil
			}
			mu.Lock()
			defer mu.Unlock()
			if failed = append(failed, err); len(failed) >= failuresShown {
				return err
			}
			return nil
		})
	}
	err := g.Wait()
	if len(failed) > 0 {
		return failed[0]
	}
	return err
}

// codeOf returns the cloud's code of a failure.
func codeOf(err error) string { return acs.CodeOf(err) }

// none are the codes by which an API says that there is nothing, each exact and
// for its own API alone. Any other failure is a failure.
var none = map[string][]string{
	// No default encryption; or the bucket was deleted since it was listed.
	"oss.GetBucketEncryption":  {"NoSuchServerSideEncryptionRule", "NoSuchBucket"},
	"oss.GetBucketReplication": {"NoSuchReplicationConfiguration", "NoSuchBucket"},
	"oss.ListBucketInventory":  {"NoSuchInventory", "NoSuchBucket"},
	// The bucket, the object or its version was deleted since it was listed.
	"oss.ListObjectVersions": {"NoSuchBucket"},
	"oss.HeadObject":         {"NoSuchKey", "NoSuchVersion", "NoSuchBucket"},
	// No TDE with this engine; or the instance was released since it was listed.
	"rds.DescribeDBInstanceTDE": {"InstanceEngineType.NotSupport", "InvalidDBInstanceId.NotFound"},
	// No disk encryption, at all or with this engine (spelled as the cloud does); or released.
	"rds.DescribeDBInstanceEncryptionKey": {
		"NoActiveBYOK", "InstanceEngineType.NotSupport", "InvaildEngineInRegion.ValueNotSupported", "InvalidDBInstanceId.NotFound",
	},
	// Deleted since it was listed.
	"polardb.DescribeDBClusterTDE": {"InvalidDBCluster.NotFound"},
	"kms.DescribeSecret":           {"Forbidden.ResourceNotFound"},
	// Released since it was listed.
	"dds.DescribeDBInstanceTDEInfo":       {"InvalidDBInstanceId.NotFound"},
	"r-kvstore.DescribeInstanceTDEStatus": {"InvalidInstanceId.NotFound"},
	// Deleted since it was listed.
	"sls.ListLogStores": {"ProjectNotExist"},
	"sls.GetLogStore":   {"LogStoreNotExist", "ProjectNotExist"},
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

package aliyun

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"sync"

	"golang.org/x/time/rate"
)

// Budget bounds what is asked of the account's API quotas, which people and
// their programs share.
type Budget struct {
	Share       float64            // of a quota that may be used; 0 means one half
	Concurrency int                // calls under way at once; 0 means 16
	PerSecond   map[string]float64 // replaces the rate of single APIs, named "ecs.DescribeDisks"
}

const (
	defaultShare       = 0.5
	defaultConcurrency = 16
	// unpublished is assumed of APIs whose quota is told by the quota centre alone.
	unpublished = 50
	// slowest is how far throttling can slow an API down, in calls a second.
	slowest = 0.5
)

// quota is a number of calls a second that several APIs may share.
type quota struct {
	group     string
	perSecond float64
}

// KMS publishes its quotas by group, for each account and region.
var (
	kmsReads   = quota{"kms key reads", 50}
	kmsSecrets = quota{"kms secret reads", 40}
)

// quotas are the documented ones.
var quotas = map[string]quota{
	"kms.DescribeKey":          kmsReads,
	"kms.ListKeys":             kmsReads,
	"kms.ListKeyVersions":      kmsReads,
	"kms.GetPublicKey":         kmsReads,
	"kms.ListAliases":          kmsReads,
	"kms.ListAliasesByKeyId":   kmsReads,
	"kms.DescribeRegions":      kmsReads,
	"kms.ListResourceTags":     {"kms.ListResourceTags", 300},
	"kms.ListSecrets":          kmsSecrets,
	"kms.DescribeSecret":       kmsSecrets,
	"actiontrail.LookupEvents": {"actiontrail.LookupEvents", 2},
	"cms.DescribeMetricList":   {"cms.DescribeMetricList", 50},
	"sts.AssumeRole":           {"sts", 100},
	"sts.GetCallerIdentity":    {"sts", 100},
}

// budgets hands out the right to make a call.
type budgets struct {
	share     float64
	perSecond map[string]float64
	slots     chan struct{}

	mu     sync.Mutex
	meters map[string]*meter // by quota and region
}

// meter is the rate of one quota in one region.
type meter struct {
	*rate.Limiter
	full rate.Limit
}

func newBudgets(b Budget) *budgets {
	if b.Share <= 0 || b.Share > 1 {
		b.Share = defaultShare
	}
	if b.Concurrency <= 0 {
		b.Concurrency = defaultConcurrency
	}
	return &budgets{
		share: b.Share, perSecond: b.PerSecond,
		slots: make(chan struct{}, b.Concurrency), meters: map[string]*meter{},
	}
}

// acquire waits until a call of the API may be made in the region. release must
// be called when the call has ended. It fails, with an error that tells an ended
// time from a call that was taken back, when ctx ends before its turn comes, and
// at once when it is plain that it would.
func (b *budgets) acquire(ctx context.Context, api, region string) (m *meter, release func(), err error) {
	m = b.meter(api, region)
	if err := m.Wait(ctx); err != nil {
		// The limiter knows before the deadline that the turn would come after it.
		return nil, nil, cmp.Or(context.Cause(ctx), fmt.Errorf("%w: %w", context.DeadlineExceeded, err))
	}
	select {
	case b.slots <- struct{}{}:
		return m, func() { <-b.slots }, nil
	case <-ctx.Done():
		return nil, nil, context.Cause(ctx)
	}
}

func (b *budgets) meter(api, region string) *meter {
	q, known := quotas[api]
	if !known {
		q = quota{api, unpublished}
	}
	limit := q.perSecond * b.share
	if own, set := b.perSecond[api]; set {
		q.group, limit = api, own
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	id := q.group + " " + region
	if b.meters[id] == nil {
		burst := max(int(math.Ceil(limit)), 2)
		b.meters[id] = &meter{rate.NewLimiter(rate.Limit(limit), burst), rate.Limit(limit)}
	}
	return b.meters[id]
}

// throttled halves the rate.
func (m *meter) throttled() { m.SetLimit(max(m.Limit()/2, slowest)) }

// served brings the rate back, slowly.
func (m *meter) served() {
	if l := m.Limit(); l < m.full {
		m.SetLimit(min(l+m.full/50, m.full))
	}
}

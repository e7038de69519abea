package aliyun

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"
)

// Budget bounds what is asked of the account's API quotas, which people and
// their programs share.
type Budget struct {
	Share       float64            // of a quota that may be used; 0 means one half
	Concurrency int                // calls under way at once; 0 means 16
	PerSecond   map[string]float64 // replaces the rate of single APIs, named "ecs.DescribeDisks"
	Minute      time.Duration      // how long ECS closes an API that was called too often; 0 means a minute
}

const (
	defaultShare       = 0.5
	defaultConcurrency = 16
	// unpublished is assumed of APIs whose quota is told by the quota centre alone.
	unpublished = 50
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
	gate      *gate
	minute    time.Duration // of ECS, which closes an API for the rest of it
	limit     func(api string) (l limit, group string)

	mu     sync.Mutex
	meters map[string]*meter  // by account, quota and region
	learnt map[string]float64 // by API and region, as Quota Center tells the rates
}

func newBudgets(b Budget) *budgets {
	if b.Share <= 0 || b.Share > 1 {
		b.Share = defaultShare
	}
	if b.Concurrency <= 0 {
		b.Concurrency = defaultConcurrency
	}
	all := &budgets{
		share: b.Share, perSecond: b.PerSecond, gate: newGate(b.Concurrency), minute: cmp.Or(b.Minute, time.Minute), meters: map[string]*meter{},
	}
	all.limit = all.documented
	return all
}

// acquire waits until a call of the API may be made in the region of an account.
// release must be called when the call has ended. It fails, with an error that
// tells an ended time from a call that was taken back, when ctx ends before its
// turn comes, and at once when it is plain that it would.
func (b *budgets) acquire(ctx context.Context, account, api, region string) (m *meter, release func(), err error) {
	m = b.meter(account, api, region)
	if !m.comesBefore(ctx) {
		return nil, nil, fmt.Errorf("%w: the next call of %s may be made after that", context.DeadlineExceeded, api)
	}
	if err := b.gate.enter(ctx, m); err != nil {
		return nil, nil, err
	}
	return m, b.gate.leave, nil
}

// hold lets no call of an API be made until end is called. It is false, and end
// does nothing, when somebody does so already.
func (b *budgets) hold(account, api, region string) (end func(), first bool) {
	m := b.meter(account, api, region)
	if !m.hold() {
		return func() {}, false
	}
	return func() {
		m.letGo()
		b.gate.look()
	}, true
}

func (b *budgets) meter(account, api, region string) *meter {
	limit, group := b.limit(api)
	b.mu.Lock()
	defer b.mu.Unlock()
	if rate, ok := b.learnt[api+" "+region]; ok && group == api {
		limit = withinQuota(rate, b.share)
	}
	id := account + " " + group + " " + region
	if b.meters[id] == nil {
		b.meters[id] = newMeter(limit)
	}
	return b.meters[id]
}

// learn notes the account's own rate of an API in a region, for calls that are
// made from now on. One that the configuration gives stays.
func (b *budgets) learn(api, region string, perSecond float64) {
	if _, set := b.perSecond[api]; set {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.learnt == nil {
		b.learnt = map[string]float64{}
	}
	b.learnt[api+" "+region] = perSecond
}

// documented is how often an API may be called, and the quota that counts it.
func (b *budgets) documented(api string) (l limit, group string) {
	if own, set := b.perSecond[api]; set {
		return limit{own, max(own, 2)}, api
	}
	q, known := quotas[api]
	if !known {
		q = quota{api, unpublished}
	}
	return withinQuota(q.perSecond, b.share), q.group
}

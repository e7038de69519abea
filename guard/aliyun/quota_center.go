package aliyun

import (
	"context"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

const (
	// quotaPage is the largest page of ListProductQuotas.
	quotaPage = "100"
	// quotaAge is how long what Quota Center said is believed.
	quotaAge = 24 * time.Hour
)

// limited are the products whose rates Quota Center is asked for: those of which
// an audit makes many calls and whose documentation gives no figure. It lists
// part of their APIs; the others keep what is assumed.
var limited = []acs.Product{acs.ECS, acs.RDS, acs.PolarDB, acs.SLB, acs.ALB, acs.CAS}

// learner remembers when Quota Center was asked.
type learner struct {
	mu sync.Mutex
	at time.Time
}

// rateRow is a rate as Quota Center tells it.
type rateRow struct {
	API    string  `json:"QuotaActionCode"`
	Total  float64 `json:"TotalQuota"`
	Period struct {
		Value int    `json:"PeriodValue"`
		Unit  string `json:"PeriodUnit"`
	}
	Dimensions struct {
		Region string `json:"regionId"`
	}
}

// name tells rows apart: an API has a rate in each region.
func (q rateRow) name() string { return q.API + " " + q.Dimensions.Region }

// units are the words of Quota Center for spans of time.
var units = map[string]time.Duration{"second": time.Second, "minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour}

// perSecond is the rate in calls a second; 0 where it has a form that is not known.
func (q rateRow) perSecond() float64 {
	span := units[strings.ToLower(strings.TrimSuffix(q.Period.Unit, "s"))] * time.Duration(q.Period.Value)
	if span <= 0 || q.Total <= 0 {
		return 0
	}
	return q.Total / span.Seconds()
}

// learnQuotas asks Quota Center for the rates of the account, once a day. It
// returns why it could not: then the documented and assumed figures go on.
func (c *Client) learnQuotas(ctx context.Context) error {
	if !c.o.QuotaCenter {
		return nil
	}
	c.learned.mu.Lock()
	defer c.learned.mu.Unlock()
	if !c.learned.at.IsZero() && c.o.Now().Sub(c.learned.at) < quotaAge {
		return nil
	}
	g, each := errgroup.WithContext(ctx)
	for _, p := range limited {
		g.Go(func() error { return c.learnProduct(each, p) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	c.learned.at = c.o.Now()
	return nil
}

func (c *Client) learnProduct(ctx context.Context, p acs.Product) error {
	l := list[rateRow]{
		what: "quotas of " + string(p), id: rateRow.name,
		fetch: func(ctx context.Context, token string) (page[rateRow], error) {
			reply, err := c.call(ctx, acs.Request{
				Product: acs.Quotas, Action: "ListProductQuotas", Region: c.o.DefaultRegion, Subject: string(p),
				Body: present("ProductCode", string(p), "QuotaCategory", "FlowControl", "MaxResults", quotaPage, "NextToken", token),
			})
			if err != nil {
				return page[rateRow]{}, err
			}
			return readPage[rateRow]("ListProductQuotas", reply, shape{rows: "Quotas", total: "TotalCount", next: "NextToken"})
		},
	}
	rows, err := l.read(ctx)
	if err != nil {
		return retold(err, "ListProductQuotas", string(p))
	}
	for _, q := range rows {
		if rate := q.perSecond(); rate > 0 {
			c.budgets.learn(string(p)+"."+q.API, q.Dimensions.Region, rate)
		}
	}
	return nil
}

// recordQuotas says for a key that the account's own rates are not known. It
// makes nothing incomplete: the figures that are documented or assumed are used.
func (k *subject) recordQuotas(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for i := range k.result.Coverage {
		if row := &k.result.Coverage[i]; row.Category == guard.Scope {
			row.Evidence = "Quota Center could not be asked: " + reasonOf(err) + "; documented rates are used"
		}
	}
}

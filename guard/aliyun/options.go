package aliyun

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// Credentials sign calls; see [acs.Credentials]. They print as a word.
type Credentials = acs.Credentials

// Options say which account is guarded and how it is reached. Account,
// DefaultRegion, Credentials and Now are required.
type Options struct {
	Account       string
	DefaultRegion string // where a key is looked for first, and central services are asked
	// Regions are those in which an audit looks; none means every enabled one.
	Regions []string
	// ExcludedRegions are left out of audits, which say so.
	ExcludedRegions []string
	// Credentials of the bot's own identity, asked for each call so that they may
	// change. That identity reads and assumes the two roles, and changes nothing.
	Credentials func(context.Context) (Credentials, error)
	Roles       Roles
	// Endpoints replaces addresses by product, as "https://kms-vpc.{region}.aliyuncs.com".
	// Those of products that are not called are ignored.
	Endpoints map[string]string
	Insecure  bool          // allows clear text to machines other than this one
	Timeout   time.Duration // of one call; 0 means 10 s
	Now       func() time.Time
	Real      func() time.Time // real time, by which audits are timed; nil measures nothing
	Budget    Budget
	// Journal keeps what audits have read for the next one, which uses it while it is fresh; nil keeps nothing.
	Journal Journal
	// QuotaCenter asks for the account's own rates of calls, where the documentation gives none.
	QuotaCenter bool
	// LeftOut are categories that are not read, of those beyond the required ones, as "kafka", or "kafka/me-east-1" in one
	// region alone: of products that the account does not use there and that do not answer. Audits say so.
	LeftOut []string
	// Accounts are others whose resources may use the keys of this one.
	Accounts []Account
	// Directory is the role to assume in every account of the resource directory, beside Accounts; empty asks none.
	Directory string
}

// Roles are the identities that change keys.
type Roles struct {
	Destroy RoleOptions // default kmsguard-destroy
	Rescue  RoleOptions // default kmsguard-rescue
}

// RoleOptions name a RAM role and the policies that it must have.
type RoleOptions struct {
	Name string
	// Policies that must be attached; none means AliyunKMSFullAccess and NAME-only,
	// which denies everything but the role's own calls.
	Policies []string
}

// Client is the guarded account. It is safe for concurrent use.
type Client struct {
	*caller // of the account itself
	o       Options
	trail   trailMode
	members members
	learned learner
}

// Static returns credentials that never change.
func Static(as Credentials) func(context.Context) (Credentials, error) {
	return func(context.Context) (Credentials, error) { return as, nil }
}

// New returns a client of the account. Errors have kind Invalid and name the option.
func New(o Options) (*Client, error) {
	o.Roles.Destroy = o.Roles.Destroy.or("kmsguard-destroy")
	o.Roles.Rescue = o.Roles.Rescue.or("kmsguard-rescue")
	if err := o.check(); err != nil {
		return nil, &guard.Error{Op: "aliyun.New", Kind: guard.Invalid, Err: err}
	}
	budgets := newBudgets(o.Budget)
	service, err := acs.New(acs.Options{Endpoints: o.called(), Insecure: o.Insecure, Timeout: o.Timeout, Connections: budgets.gate.size})
	if err != nil {
		return nil, err
	}
	home := &caller{acs: service, budgets: budgets, account: o.Account, credentials: o.Credentials, pause: firstPause}
	return &Client{caller: home, o: o}, nil
}

// stopwatch returns what tells the real time that has passed since now; nothing
// where no real time is given.
func (c *Client) stopwatch() func() time.Duration {
	if c.o.Real == nil {
		return func() time.Duration { return 0 }
	}
	start := c.o.Real()
	return func() time.Duration { return c.o.Real().Sub(start) }
}

// Close closes idle connections.
func (c *Client) Close() { c.acs.Close() }

func (r RoleOptions) or(name string) RoleOptions {
	if r.Name == "" {
		r.Name = name
	}
	if len(r.Policies) == 0 {
		r.Policies = []string{"AliyunKMSFullAccess", r.Name + "-only"}
	}
	return r
}

func (o Options) check() error {
	switch {
	case o.Account == "" || strings.Trim(o.Account, "0123456789") != "":
		return fmt.Errorf("the account is %q; an account ID is digits, such as 1234567890123456", o.Account)
	case o.Credentials == nil:
		return errors.New("there are no credentials")
	case o.Now == nil:
		return errors.New("there is no clock")
	}
	for _, name := range o.LeftOut {
		c, region, in := strings.Cut(name, "/")
		if !slices.Contains(Optional(), guard.Category(c)) {
			return fmt.Errorf("the category %q cannot be left out of audits; those that can are %v", c, Optional())
		}
		if in && !guard.ValidRegion(region) {
			return fmt.Errorf("%q names no region; an example is kafka/me-east-1", name)
		}
	}
	for _, r := range slices.Concat([]string{o.DefaultRegion}, o.Regions, o.ExcludedRegions) {
		if !guard.ValidRegion(r) {
			return fmt.Errorf("%q is not a region; an example is cn-hangzhou", r)
		}
	}
	return nil
}

// called returns the configured addresses of the products that are called.
func (o Options) called() map[acs.Product]string {
	m := map[acs.Product]string{}
	for _, p := range acs.Products() {
		if address, ok := o.Endpoints[string(p)]; ok {
			m[p] = address
		}
	}
	return m
}

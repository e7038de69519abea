package aliyun

import (
	"context"
	"maps"
	"slices"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// SessionCredentials opens a session for an operation and gives its credentials
// away, so that a test can try to misuse them.
func SessionCredentials(ctx context.Context, c *Client, op guard.Operation) (Credentials, error) {
	policy, err := sessionPolicy(op.Key, op.Call, op.Deadline)
	if err != nil {
		return Credentials{}, err
	}
	session, err := c.session(ctx, op.Role, op.ID, policy)
	return session.Credentials, err
}

// Hurry shortens the pauses before a read is made again.
func Hurry(c *Client) { c.pause, c.budgets.minute = time.Millisecond, 0 }

// Waiting takes back what Hurry did to the minute for which ECS closes an API.
func Waiting(c *Client) { c.budgets.minute = time.Minute }

// Catalogue names what an audit reads.
func Catalogue() []guard.Category {
	var names []guard.Category
	for _, row := range catalogue() {
		names = append(names, row.name)
	}
	return names
}

// Without takes a row out of the catalogue until restore is called. No audit
// may be under way.
func Without(name guard.Category) (restore func()) {
	parts := []*[]category{&required, &ofTheKey, &databases, &stores, &machines}
	was := make([][]category, len(parts))
	for i, part := range parts {
		was[i] = *part
		*part = slices.DeleteFunc(slices.Clone(*part), func(c category) bool { return c.name == name })
	}
	return func() {
		for i, part := range parts {
			*part = was[i]
		}
	}
}

// Mutate makes the call of an operation with any credentials.
func Mutate(ctx context.Context, c *Client, op guard.Operation, as Credentials) (guard.Outcome, error) {
	return c.mutate(ctx, op, as)
}

// CodesOfNothing are the codes by which an API says that there is nothing.
func CodesOfNothing() map[string][]string { return maps.Clone(none) }

// SaysNone reports whether an answer of an API means that there is nothing.
func SaysNone(api string, status int, code string) bool {
	return saysNone(api, &guard.Error{Err: &acs.CloudError{Status: status, Code: code}})
}

// Unmetered lifts every rate, so that connections and round trips alone bind.
func Unmetered(c *Client) {
	c.budgets.limit = func(api string) (limit, string) { return limit{1e6, 1e6}, api }
}

// Rate is how often a client may make calls that count against one quota.
type Rate struct {
	Group            string  // of APIs that share the quota
	PerSecond, Burst float64 // what the client makes of it
	Quota            float64 // calls a second that the cloud admits
}

// RateOf returns the rate of an API.
func RateOf(c *Client, api string) Rate {
	l, group := c.budgets.limit(api)
	q, known := quotas[api]
	if !known {
		q.perSecond = unpublished
	}
	return Rate{group, l.perSecond, l.burst, q.perSecond}
}

// RateIn is how many calls of an API a second may be made in a region.
func RateIn(c *Client, api, region string) float64 {
	return float64(c.budgets.meter(c.account, api, region).full)
}

package aliyun

import (
	"context"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

const pendingFilter = `[{"Key":"KeyState","Values":["PendingDeletion"]}]`

// Pending lists the keys that are in PendingDeletion, in every region that is
// looked into. A region that cannot be read is an error.
func (c *Client) Pending(ctx context.Context) ([]guard.KeyRef, error) {
	return c.listed(ctx, "Pending", pendingFilter)
}

// named reads keys that must be there.
func (c *Client) named(ctx context.Context, refs []guard.KeyRef) ([]guard.KeyFacts, error) {
	keys, err := c.describeAll(ctx, refs)
	for _, f := range keys {
		if err == nil && f.State == guard.StateNotFound {
			err = &guard.Error{
				Op: "aliyun.Audit", Subject: f.Ref.String(), Kind: guard.NotFound,
				Hint: "Check the key ID and the region.", Err: errors.New("there is no such key"),
			}
		}
	}
	return keys, err
}

// everyKey reads the keys of every region that is looked into, without those
// that services made for themselves. Whether the cloud's list has those is not
// documented, so that each key is asked who made it.
func (c *Client) everyKey(ctx context.Context) ([]guard.KeyFacts, error) {
	refs, err := c.listed(ctx, "ListKeys", "")
	if err != nil {
		return nil, err
	}
	keys, err := c.describeAll(ctx, refs)
	return slices.DeleteFunc(keys, func(f guard.KeyFacts) bool {
		return f.ServiceManaged() || f.State == guard.StateNotFound // deleted since it was listed
	}), err
}

// describeAll reads keys side by side, in the order given.
func (c *Client) describeAll(ctx context.Context, refs []guard.KeyRef) ([]guard.KeyFacts, error) {
	keys := make([]guard.KeyFacts, len(refs))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(c.budgets.gate.size)
	for i, ref := range refs {
		g.Go(func() (err error) {
			keys[i], err = c.Describe(ctx, ref)
			return err
		})
	}
	return keys, g.Wait()
}

// listed lists the keys that a filter of ListKeys takes, in every region that is
// looked into.
func (c *Client) listed(ctx context.Context, op, filter string) ([]guard.KeyRef, error) {
	regions, err := c.lookedInto(ctx, kmsRegions)
	if err != nil {
		return nil, retold(err, op, "list of regions")
	}
	byRegion := make([][]guard.KeyRef, len(regions))
	g, ctx := errgroup.WithContext(ctx)
	for i, region := range regions {
		g.Go(func() (err error) {
			byRegion[i], err = c.listedIn(ctx, op, filter, region)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	var keys []guard.KeyRef
	for _, list := range byRegion {
		keys = append(keys, list...)
	}
	return keys, nil
}

func (c *Client) listedIn(ctx context.Context, op, filter, region string) ([]guard.KeyRef, error) {
	l := numbered("keys", kmsPage, func(ctx context.Context, n int) (page[string], error) {
		reply, err := c.kms(ctx, "ListKeys", region, func(k acs.Keys) (acs.Reply, error) {
			return k.ListKeys(ctx, filter, n, kmsPage)
		})
		if err != nil {
			return page[string]{}, err
		}
		return keyPage(reply)
	})
	l.id = func(id string) string { return id }
	ids, err := l.read(ctx)
	if err != nil {
		return nil, retold(err, op, region)
	}
	keys := make([]guard.KeyRef, len(ids))
	for i, id := range ids {
		keys[i] = c.ref(id, region)
	}
	return keys, nil
}

func keyPage(reply acs.Reply) (page[string], error) {
	var v struct {
		TotalCount int
		Keys       *struct {
			Key []struct {
				ID string `json:"KeyId"`
			}
		}
	}
	if err := reply.Decode(&v); err != nil {
		return page[string]{}, err
	}
	if v.Keys == nil {
		return page[string]{}, incomplete("ListKeys", "the answer holds no list of keys", reply.RequestID)
	}
	p := page[string]{total: v.TotalCount}
	for _, k := range v.Keys.Key {
		p.rows = append(p.rows, k.ID)
	}
	return p, nil
}

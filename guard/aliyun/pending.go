package aliyun

import (
	"context"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

const pendingFilter = `[{"Key":"KeyState","Values":["PendingDeletion"]}]`

// Pending lists the keys that are in PendingDeletion, in every region that is
// looked into. A region that cannot be read is an error.
func (c *Client) Pending(ctx context.Context) ([]guard.KeyRef, error) {
	regions, err := c.lookedInto(ctx, kmsRegions)
	if err != nil {
		return nil, retold(err, "Pending", "list of regions")
	}
	byRegion := make([][]guard.KeyRef, len(regions))
	g, ctx := errgroup.WithContext(ctx)
	for i, region := range regions {
		g.Go(func() (err error) {
			byRegion[i], err = c.pendingIn(ctx, region)
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

func (c *Client) pendingIn(ctx context.Context, region string) ([]guard.KeyRef, error) {
	l := numbered("pending keys", kmsPage, func(ctx context.Context, n int) (page[string], error) {
		reply, err := c.kms(ctx, "ListKeys", region, func(k acs.Keys) (acs.Reply, error) {
			return k.ListKeys(ctx, pendingFilter, n, kmsPage)
		})
		if err != nil {
			return page[string]{}, err
		}
		return keyPage(reply)
	})
	l.id = func(id string) string { return id }
	ids, err := l.read(ctx)
	if err != nil {
		return nil, retold(err, "Pending", region)
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

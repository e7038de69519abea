package aliyun

import (
	"context"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// aliasNotFound is the one code by which KMS says that an alias is not there.
const aliasNotFound = "Forbidden.AliasNotFound"

// Locate finds a key by its exact ID: in the region given (the default one if
// empty), else in every other region that is looked into. A key that is nowhere
// is State NotFound in the region asked. A region that could not be asked is an
// error, since the key may be there.
func (c *Client) Locate(ctx context.Context, id, region string) (guard.KeyFacts, error) {
	if region == "" {
		region = c.o.DefaultRegion
	}
	here, err := c.Describe(ctx, c.ref(id, region))
	if err != nil || here.State != guard.StateNotFound {
		return here, err
	}
	regions, err := c.lookedInto(ctx, kmsRegions)
	if err != nil {
		return guard.KeyFacts{}, err
	}
	found := make([]guard.KeyFacts, len(regions))
	g, each := errgroup.WithContext(ctx)
	for i, other := range regions {
		if other != region {
			g.Go(func() (err error) {
				found[i], err = c.describe(each, c.ref(id, other))
				return err
			})
		}
	}
	if err := g.Wait(); err != nil {
		return guard.KeyFacts{}, err
	}
	for _, f := range found {
		if f.State != "" && f.State != guard.StateNotFound {
			return c.Describe(ctx, f.Ref)
		}
	}
	return here, nil
}

// Resolve says which key an alias ("alias/orders") points at in a region; empty
// if there is no such alias.
func (c *Client) Resolve(ctx context.Context, alias, region string) (string, error) {
	if region == "" {
		region = c.o.DefaultRegion
	}
	reply, err := c.kms(ctx, "DescribeKey", region, func(k acs.Keys) (acs.Reply, error) {
		return k.DescribeKey(ctx, alias)
	})
	if acs.CodeOf(err) == aliasNotFound || acs.CodeOf(err) == keyNotFound {
		return "", nil
	}
	if err != nil {
		return "", retold(err, "Resolve", alias+" in "+region)
	}
	var v struct{ KeyMetadata metadata }
	if err := reply.Decode(&v); err != nil {
		return "", retold(err, "Resolve", alias+" in "+region)
	}
	return v.KeyMetadata.KeyID, nil
}

func (c *Client) ref(id, region string) guard.KeyRef {
	return guard.KeyRef{Account: c.o.Account, Region: region, ID: id}
}

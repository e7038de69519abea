package aliyun

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// keyNotFound is the one code by which KMS says that a key is not there. The
// status 404 says nothing: a bad credential has it too.
const keyNotFound = "Forbidden.KeyNotFound"

// Describe reads a key with its aliases and tags. A key that is not there is
// State NotFound, not an error. Repeating it is harmless.
func (c *Client) Describe(ctx context.Context, ref guard.KeyRef) (guard.KeyFacts, error) {
	f, err := c.describe(ctx, ref)
	if err != nil || f.State == guard.StateNotFound {
		return f, err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		f.Aliases, err = c.aliases(ctx, ref)
		return err
	})
	g.Go(func() (err error) {
		f.Tags, err = c.tags(ctx, ref)
		return err
	})
	if err := g.Wait(); err != nil {
		return guard.KeyFacts{}, err
	}
	return f, nil
}

// describe reads what DescribeKey alone tells.
func (c *Client) describe(ctx context.Context, ref guard.KeyRef) (guard.KeyFacts, error) {
	reply, err := c.kms(ctx, "DescribeKey", ref.Region, func(k acs.Keys) (acs.Reply, error) {
		return k.DescribeKey(ctx, ref.ID)
	})
	if acs.CodeOf(err) == keyNotFound {
		return guard.KeyFacts{Ref: ref, ARN: ref.ARN(), State: guard.StateNotFound, ReadAt: c.o.Now()}, nil
	}
	if err != nil {
		return guard.KeyFacts{}, retold(err, "DescribeKey", ref.String())
	}
	return factsFrom(reply, ref, c.o.Now())
}

func (c *Client) aliases(ctx context.Context, ref guard.KeyRef) ([]string, error) {
	l := numbered("aliases", kmsPage, func(ctx context.Context, n int) (page[string], error) {
		reply, err := c.kms(ctx, "ListAliasesByKeyId", ref.Region, func(k acs.Keys) (acs.Reply, error) {
			return k.ListAliasesByKeyID(ctx, ref.ID, n, kmsPage)
		})
		if err != nil {
			return page[string]{}, err
		}
		return aliasPage(reply)
	})
	l.id = func(alias string) string { return alias }
	names, err := l.read(ctx)
	if err != nil {
		return nil, retold(err, "ListAliasesByKeyId", ref.String())
	}
	slices.Sort(names)
	return names, nil
}

func aliasPage(reply acs.Reply) (page[string], error) {
	var v struct {
		TotalCount int
		Aliases    *struct{ Alias []struct{ AliasName string } }
	}
	if err := reply.Decode(&v); err != nil {
		return page[string]{}, err
	}
	if v.Aliases == nil {
		return page[string]{}, incomplete("ListAliasesByKeyId", "the answer holds no list of aliases", reply.RequestID)
	}
	p := page[string]{total: v.TotalCount}
	for _, a := range v.Aliases.Alias {
		p.rows = append(p.rows, a.AliasName)
	}
	return p, nil
}

func (c *Client) tags(ctx context.Context, ref guard.KeyRef) (map[string]string, error) {
	reply, err := c.kms(ctx, "ListResourceTags", ref.Region, func(k acs.Keys) (acs.Reply, error) {
		return k.ListResourceTags(ctx, ref.ID)
	})
	if err != nil {
		return nil, retold(err, "ListResourceTags", ref.String())
	}
	var v struct {
		Tags *struct {
			Tag []struct{ TagKey, TagValue string }
		}
	}
	if err := reply.Decode(&v); err != nil {
		return nil, retold(err, "ListResourceTags", ref.String())
	}
	if v.Tags == nil {
		return nil, retold(incomplete("ListResourceTags", "the answer holds no list of tags", reply.RequestID), "ListResourceTags", ref.String())
	}
	tags := map[string]string{}
	for _, t := range v.Tags.Tag {
		tags[t.TagKey] = t.TagValue
	}
	return tags, nil
}

package aliyun

import (
	"cmp"
	"context"
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// regionList is how a product lists the regions in which it exists.
type regionList struct {
	product acs.Product
	decode  func(acs.Reply) ([]string, error)
	action  string // empty: DescribeRegions
}

// The lists of regions. RDS lists one row for each zone.
var (
	kmsRegions     = regionList{product: acs.KMS, decode: regionsIn("Region")}
	ecsRegions     = regionList{product: acs.ECS, decode: regionsIn("Region")}
	rdsRegions     = regionList{product: acs.RDS, decode: regionsIn("RDSRegion")}
	polardbRegions = regionList{product: acs.PolarDB, decode: regionsIn("Region")}
	slbRegions     = regionList{product: acs.SLB, decode: regionsIn("Region")}
	albRegions     = regionList{product: acs.ALB, decode: bareRegions}
)

type regionRow struct {
	ID string `json:"RegionId"`
}

// regionsIn decodes {"Regions": {NAME: [{"RegionId": …}]}}.
func regionsIn(name string) func(acs.Reply) ([]string, error) {
	return func(reply acs.Reply) ([]string, error) {
		var v struct{ Regions map[string][]regionRow }
		if err := reply.Decode(&v); err != nil {
			return nil, err
		}
		return regionIDs(v.Regions[name], reply)
	}
}

// bareRegions decodes {"Regions": [{"RegionId": …}]}.
func bareRegions(reply acs.Reply) ([]string, error) {
	var v struct{ Regions []regionRow }
	if err := reply.Decode(&v); err != nil {
		return nil, err
	}
	return regionIDs(v.Regions, reply)
}

// regionIDs sorts the regions, each once. No region at all is no answer.
func regionIDs(rows []regionRow, reply acs.Reply) ([]string, error) {
	var ids []string
	for _, r := range rows {
		if !guard.ValidRegion(r.ID) {
			return nil, incomplete("DescribeRegions", "a row names no region", reply.RequestID)
		}
		ids = append(ids, r.ID)
	}
	if len(ids) == 0 {
		return nil, incomplete("DescribeRegions", "the list of regions is empty", reply.RequestID)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// exist returns the regions in which a product exists, as one of them says.
func exist(ctx context.Context, c *caller, l regionList, ask string) ([]string, error) {
	reply, err := c.call(ctx, acs.Request{Product: l.product, Action: cmp.Or(l.action, "DescribeRegions"), Region: ask})
	if err != nil {
		return nil, retold(err, "DescribeRegions", string(l.product))
	}
	return l.decode(reply)
}

// lookedInto returns those of a product's regions that the configuration does
// not leave out.
func (c *Client) lookedInto(ctx context.Context, l regionList) ([]string, error) {
	all, err := exist(ctx, c.caller, l, c.o.DefaultRegion)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, c.leftOut), nil
}

// leftOut reports whether the configuration leaves a region out of audits.
func (c *Client) leftOut(region string) bool {
	if slices.Contains(c.o.ExcludedRegions, region) {
		return true
	}
	return len(c.o.Regions) > 0 && !slices.Contains(c.o.Regions, region)
}

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
	rows    string // path of the list in the answer; each row has a RegionId
	action  string // empty: DescribeRegions
	size    int    // of the largest page; 0: the list comes whole
}

// nested is where most products put their list of regions.
const nested = "Regions.Region"

// The lists of regions. RDS lists one row for each zone; NAS lists ten regions
// unless it is asked for more.
var (
	kmsRegions        = regionList{product: acs.KMS, rows: nested}
	ecsRegions        = regionList{product: acs.ECS, rows: nested}
	rdsRegions        = regionList{product: acs.RDS, rows: "Regions.RDSRegion"}
	polardbRegions    = regionList{product: acs.PolarDB, rows: nested}
	slbRegions        = regionList{product: acs.SLB, rows: nested}
	albRegions        = regionList{product: acs.ALB, rows: "Regions"}
	nasRegions        = regionList{product: acs.NAS, rows: nested, size: nasPage}
	mongodbRegions    = regionList{product: acs.MongoDB, rows: "Regions.DdsRegion"}
	hbaseRegions      = regionList{product: acs.HBase, rows: nested}
	adbRegions        = regionList{product: acs.AnalyticDB, rows: nested}
	gpdbRegions       = regionList{product: acs.Greenplum, rows: nested}
	clickhouseRegions = regionList{product: acs.ClickHouse, rows: nested}
	essRegions        = regionList{product: acs.AutoScaling, rows: nested}
	ecdRegions        = regionList{product: acs.Desktop, rows: "Regions"}
	sgwRegions        = regionList{product: acs.StorageGateway, rows: nested}
	redisRegions      = regionList{product: acs.Redis, rows: "RegionIds.KVStoreRegion"}
)

type regionRow struct {
	ID string `json:"RegionId"`
}

func (r regionRow) id() string { return r.ID }

// regionsIn decodes the rows at a path of an answer that holds all regions.
func regionsIn(path string, reply acs.Reply) ([]string, error) {
	p, err := readPage[regionRow]("DescribeRegions", reply, shape{rows: path})
	if err != nil {
		return nil, err
	}
	return regionIDs(p.rows, reply.RequestID)
}

// regionIDs sorts the regions, each once. No region at all is no answer.
func regionIDs(rows []regionRow, requestID string) ([]string, error) {
	var ids []string
	for _, r := range rows {
		if !guard.ValidRegion(r.ID) {
			return nil, incomplete("DescribeRegions", "a row names no region", requestID)
		}
		ids = append(ids, r.ID)
	}
	if len(ids) == 0 {
		return nil, incomplete("DescribeRegions", "the list of regions is empty", requestID)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// exist returns the regions in which a product exists, as one of them says.
func exist(ctx context.Context, c *caller, l regionList, ask string) ([]string, error) {
	request := acs.Request{Product: l.product, Action: cmp.Or(l.action, "DescribeRegions"), Region: ask}
	if l.size > 0 {
		rows, err := paged(c, "regions", request, l.size, shape{rows: l.rows, total: "TotalCount"}, regionRow.id).read(ctx)
		if err != nil {
			return nil, retold(err, "DescribeRegions", string(l.product))
		}
		return regionIDs(rows, "")
	}
	reply, err := c.call(ctx, request)
	if err != nil {
		return nil, retold(err, "DescribeRegions", string(l.product))
	}
	return regionsIn(l.rows, reply)
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

package aliyunsim

import (
	"net/http"
	"slices"
)

// ebsAPI is the catalogue of EBS as far as dedicated block storage clusters are
// concerned; all other disks are listed by ECS.
func ebsAPI() product {
	return product{
		code: "ebs", service: "ebs", version: "2021-07-30", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"AcceptLanguage", "RegionId", "ResourceType"}, handle: ebsDescribeRegions},
			{
				name: "DescribeDedicatedBlockStorageClusters", required: []string{"RegionId"},
				optional: []string{"DedicatedBlockStorageClusterId.N", "MaxResults", "NextToken", "PageNumber", "PageSize"},
				handle:   ebsDescribeClusters,
			},
			{
				name: "DescribeDedicatedBlockStorageClusterDisks", required: []string{"RegionId", "DbscId"},
				optional: []string{"MaxResults", "NextToken"}, handle: ebsDescribeClusterDisks,
			},
		},
	}
}

func ebsDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		rows = append(rows, object{
			"RegionId": region, "LocalName": region, "RegionEndpoint": "ebs." + region + ".aliyuncs.com",
			"Zones": []object{{"ZoneId": region + "-a", "LocalName": region + "-a", "ResourceTypes": []string{}}},
		})
	}
	return object{"Regions": rows}, nil
}

// ebsDescribeClusters serves DescribeDedicatedBlockStorageClusters. EBS: by
// token 1 to 500 rows, 10 by default; by page number 1 to 100, 10 by default.
func ebsDescribeClusters(s *Sim, c *call) (any, *apiError) {
	page, err := pageOfECS(c, ecsLimits{1, 500, false})
	if err != nil {
		return nil, err
	}
	ids := c.list("DedicatedBlockStorageClusterId")
	match := func(d EBSDedicatedDisk) bool {
		return d.Region == c.region && (len(ids) == 0 || slices.Contains(ids, d.Cluster))
	}
	clusters := s.tables.ebsDedicatedDisks.distinct(match, func(d EBSDedicatedDisk) string { return d.Cluster })
	out := page.reply("", "", nil, len(clusters))
	delete(out, "")
	out["DedicatedBlockStorageClusters"] = objects(cut(clusters, page.offset, page.limit), func(id string) object {
		return object{
			"DedicatedBlockStorageClusterId": id, "DedicatedBlockStorageClusterName": id, "RegionId": c.region, "ZoneId": c.region + "-a",
			"Status": "Running", "Category": "cloud_essd", "Type": "Premium", "Tags": []object{},
		}
	})
	return out, nil
}

// ebsDescribeClusterDisks serves DescribeDedicatedBlockStorageClusterDisks. EBS:
// 1 to 500 rows, 10 by default, and no total.
func ebsDescribeClusterDisks(s *Sim, c *call) (any, *apiError) {
	page, err := c.byToken(10, 500)
	if err != nil {
		return nil, err
	}
	match := func(d EBSDedicatedDisk) bool { return d.Region == c.region && d.Cluster == c.str("DbscId") }
	rows, total := s.tables.ebsDedicatedDisks.page(match, page.offset, page.limit)
	if total == 0 {
		return nil, refuse(http.StatusNotFound, "NoSuchResource", "The specified resource is not found.")
	}
	return object{"NextToken": page.next(total), "Disks": object{"Disk": objects(rows, s.ebsDiskRow)}}, nil
}

func (d EBSDedicatedDisk) kind() string { return firstOf(d.Kind, "data") }

func (d EBSDedicatedDisk) status() string {
	if d.Instance != "" {
		return firstOf(d.Status, "In_use")
	}
	return firstOf(d.Status, "Available")
}

func (s *Sim) ebsDiskRow(d EBSDedicatedDisk) object {
	encrypted := d.Encrypted || d.Key != ""
	return object{
		"DiskId": d.ID, "DiskName": d.Name, "RegionId": d.Region, "ZoneId": d.Region + "-a", "Status": d.status(), "Type": d.kind(),
		"Category": "cloud_essd", "Size": firstOf(d.Size, 40), "InstanceId": d.Instance, "StorageClusterId": d.Cluster,
		"MultiAttach": "Disabled", "Portable": d.kind() == "data", "Encrypted": encrypted,
		"KMSKeyId": s.ownOrServiceKey(d.Region, "ecs", d.Key, encrypted), "Tags": tagRows(d.Tags),
	}
}

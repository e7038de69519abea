package aliyunsim

import (
	"slices"
	"strconv"
)

// essAPI is the catalogue of Auto Scaling.
func essAPI() product {
	return product{
		code: "ess", service: "Ess", version: "2014-08-28", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"AcceptLanguage", "RegionId"}, handle: essDescribeRegions},
			{
				name: "DescribeScalingConfigurations", required: []string{"RegionId"},
				optional: []string{"PageNumber", "PageSize", "ScalingConfigurationId.N", "ScalingConfigurationName.N", "ScalingGroupId"},
				handle:   essDescribeConfigurations,
			},
		},
	}
}

func essDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		rows = append(rows, object{
			"RegionId": region, "LocalName": region, "RegionEndpoint": "ess." + region + ".aliyuncs.com",
			"ClassicUnavailable": true, "VpcUnavailable": false,
		})
	}
	return object{"Regions": object{"Region": rows}}, nil
}

// essDescribeConfigurations serves DescribeScalingConfigurations. Auto Scaling:
// 1 to 50 rows a page, 10 by default.
func essDescribeConfigurations(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.pagedTo(10, 1, 50)
	if err != nil {
		return nil, err
	}
	names := c.list("ScalingConfigurationName")
	match := func(x ScalingConfiguration) bool {
		return x.Region == c.region && c.fits("ScalingGroupId", x.Group) && (len(names) == 0 || slices.Contains(names, x.Name))
	}
	rows, total := s.tables.scalingConfigurations.page(match, (number-1)*size, size)
	if ids := c.list("ScalingConfigurationId"); len(ids) > 0 {
		found := byIDs(&s.tables.scalingConfigurations, ids, match)
		rows, total = cut(found, (number-1)*size, size), len(found)
	}
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"ScalingConfigurations": object{"ScalingConfiguration": objects(rows, s.scalingRow)},
	}, nil
}

// scalingRow is a configuration as Auto Scaling shows it: whether a system disk
// is encrypted is true or false, of a data disk the text of it.
func (s *Sim) scalingRow(x ScalingConfiguration) object {
	disks := []object{}
	for _, d := range x.DataDisks {
		encrypted := d.Encrypted || d.Key != ""
		disks = append(disks, object{
			"Size": firstOf(d.Size, 40), "Category": "cloud_essd", "DeleteWithInstance": true, "Encrypted": strconv.FormatBool(encrypted),
			"KMSKeyId": s.ownOrServiceKey(x.Region, "ecs", d.Key, encrypted),
		})
	}
	encrypted := x.Encrypted || x.Key != ""
	return object{
		"ScalingConfigurationId": x.ID, "ScalingConfigurationName": firstOf(x.Name, x.ID), "ScalingGroupId": x.Group,
		"LifecycleState": firstOf(x.Status, "Active"), "InstanceType": "ecs.g7.large", "SystemDiskCategory": "cloud_essd",
		"SystemDiskSize": 40, "SystemDisk.Encrypted": encrypted, "SystemDisk.KMSKeyId": s.ownOrServiceKey(x.Region, "ecs", x.Key, encrypted),
		"DataDisks": object{"DataDisk": disks}, "Tags": object{"Tag": tagPairs(x.Tags)},
	}
}

package aliyunsim

import "net/http"

// hbaseAPI is the catalogue of HBase.
func hbaseAPI() product {
	cluster := []string{"ClusterId"}
	return product{
		code: "hbase", service: "HBase", version: "2019-01-01", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"AcceptLanguage", "Engine"}, handle: hbaseDescribeRegions},
			{
				name: "DescribeInstances", optional: []string{"ClusterId", "ClusterName", "DbType", "PageNumber", "PageSize"},
				handle: hbaseDescribeInstances,
			},
			{name: "DescribeInstance", required: cluster, handle: hbaseDescribeInstance},
			{name: "DescribeMultiZoneCluster", required: cluster, handle: hbaseDescribeMultiZone},
		},
	}
}

func hbaseDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		zones := []object{}
		for _, z := range zonesOf(region) {
			zones = append(zones, object{"Id": z})
		}
		rows = append(rows, object{
			"RegionId": region, "LocalName": region, "RegionEndpoint": "hbase." + region + ".aliyuncs.com", "Zones": object{"Zone": zones},
		})
	}
	return object{"Regions": object{"Region": rows}}, nil
}

// hbaseDescribeInstances serves DescribeInstances, which lists clusters of both
// kinds and names no key. HBase: 1 to 100 rows a page, 10 by default.
func hbaseDescribeInstances(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	match := func(h HBaseCluster) bool {
		return h.Region == c.region && c.fits("DbType", h.engine()) && c.fits("ClusterName", h.Name)
	}
	rows, total := pageOf(&s.tables.hbaseClusters, c.str("ClusterId"), match, number, size)
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"Instances": object{"Instance": objects(rows, hbaseRow)},
	}, nil
}

// engine is the edition. Only the performance-enhanced one spans zones.
func (h HBaseCluster) engine() string {
	if h.MultiZone {
		return "hbaseue"
	}
	return "hbase"
}

// hbaseRow is what list and detail share. ModuleStackVersion 2.0 together with
// the engine hbaseue is how the list tells a cluster over several zones.
func hbaseRow(h HBaseCluster) object {
	row := object{
		"ClusterId": h.ID, "InstanceId": h.ID, "ClusterName": firstOf(h.Name, h.ID), "InstanceName": firstOf(h.Name, h.ID),
		"Engine": h.engine(), "MajorVersion": "2.0", "ModuleStackVersion": "1.0", "Status": firstOf(h.Status, "ACTIVATION"),
		"RegionId": h.Region, "ZoneId": h.Region + "-a", "PayType": "Postpaid", "NetworkType": "VPC", "IsDeletionProtection": false,
		"Tags": object{"Tag": tagPairs(h.Tags)},
	}
	if h.MultiZone {
		row["ModuleStackVersion"] = "2.0"
	}
	return row
}

// hbaseDescribe finds a cluster of one kind and tells its encryption; off is how
// the action says that there is none. To the action of the other kind a cluster
// does not exist.
func hbaseDescribe(s *Sim, c *call, multiZone bool, off string) (object, *apiError) {
	h, ok := s.tables.hbaseClusters.get(c.str("ClusterId"))
	if !ok || h.Region != c.region || h.MultiZone != multiZone {
		return nil, refuse(http.StatusNotFound, "Instance.NotFound", "The cluster %s is not found.", c.str("ClusterId"))
	}
	out := hbaseRow(h)
	out["EncryptionType"], out["EncryptionKey"] = off, ""
	if h.Encrypted || h.Key != "" {
		out["EncryptionType"] = "CloudDisk"
		out["EncryptionKey"] = s.ownOrServiceKey(h.Region, "hbase", h.Key, true)
	}
	return out, nil
}

// hbaseDescribeInstance serves DescribeInstance: a cluster in one zone.
func hbaseDescribeInstance(s *Sim, c *call) (any, *apiError) {
	out, err := hbaseDescribe(s, c, false, "NoEncryption")
	if err != nil {
		return nil, err
	}
	return out, nil
}

// hbaseDescribeMultiZone serves DescribeMultiZoneCluster: a cluster over several
// zones.
func hbaseDescribeMultiZone(s *Sim, c *call) (any, *apiError) {
	out, err := hbaseDescribe(s, c, true, "NULL")
	if err != nil {
		return nil, err
	}
	out["PrimaryZoneId"], out["StandbyZoneId"] = c.region+"-a", c.region+"-b"
	return out, nil
}

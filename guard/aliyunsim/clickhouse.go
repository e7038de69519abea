package aliyunsim

import "net/http"

// clickhouseAPI is the catalogue of ClickHouse's community edition; the
// enterprise edition has a version of its own.
func clickhouseAPI() product {
	return product{
		code: "clickhouse", service: "ClickHouse", version: "2019-11-11", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", handle: describeZonedRegions},
			{
				name: "DescribeDBClusters", required: []string{"RegionId"},
				optional: []string{"DBClusterIds", "DBClusterStatus", "PageNumber", "PageSize"}, handle: clickhouseDescribeClusters,
			},
			{name: "DescribeDBClusterAttribute", required: []string{"DBClusterId"}, handle: clickhouseDescribeAttribute},
		},
	}
}

// clickhouseDescribeClusters serves DescribeDBClusters, which names no key.
// ClickHouse: PageSize 30, 50 or 100, 30 by default.
func clickhouseDescribeClusters(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.pagedBySizes()
	if err != nil {
		return nil, err
	}
	match := func(k ClickHouseCluster) bool { return k.Region == c.region && c.fits("DBClusterStatus", k.status()) }
	rows, total := pageOf(&s.tables.clickhouseClusters, c.str("DBClusterIds"), match, number, size)
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"DBClusters": object{"DBCluster": objects(rows, clickhouseRow)},
	}, nil
}

func (k ClickHouseCluster) status() string { return firstOf(k.Status, "Running") }

func clickhouseRow(k ClickHouseCluster) object {
	return object{
		"DBClusterId": k.ID, "DBClusterDescription": firstOf(k.Name, k.ID), "DBClusterStatus": k.status(), "Category": "Basic",
		"StorageType": "CloudESSD", "RegionId": k.Region, "ZoneId": k.Region + "-a", "PayType": "Postpaid",
		"Tags": object{"Tag": tagPairs(k.Tags)},
	}
}

// clickhouseDescribeAttribute serves DescribeDBClusterAttribute. Encryption is
// CloudDisk, or off.
func clickhouseDescribeAttribute(s *Sim, c *call) (any, *apiError) {
	k, ok := s.tables.clickhouseClusters.get(c.str("DBClusterId"))
	if !ok || k.Region != c.region {
		return nil, refuse(http.StatusNotFound, "InvalidDBCluster.NotFound", "The DBClusterId provided does not exist in our records.")
	}
	row := clickhouseRow(k)
	row["EncryptionType"], row["EncryptionKey"] = "off", ""
	if k.Encrypted || k.Key != "" {
		row["EncryptionType"] = "CloudDisk"
		row["EncryptionKey"] = s.ownOrServiceKey(k.Region, "clickhouse", k.Key, true)
	}
	return object{"DBCluster": row}, nil
}

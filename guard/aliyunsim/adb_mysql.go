package aliyunsim

import "net/http"

// adbMySQLAPI is the catalogue of AnalyticDB for MySQL, whose API is named adb.
func adbMySQLAPI() product {
	return product{
		code: "adb", service: "Adb", version: "2019-03-15", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"AcceptLanguage"}, handle: describeZonedRegions},
			{
				name: "DescribeDBClusters", required: []string{"RegionId"},
				optional: []string{"DBClusterIds", "DBClusterStatus", "PageNumber", "PageSize"}, handle: adbMySQLDescribeClusters,
			},
			{name: "DescribeDBClusterAttribute", required: []string{"DBClusterId"}, optional: []string{"RegionId"}, handle: adbMySQLDescribeAttribute},
		},
	}
}

// adbMySQLDescribeClusters serves DescribeDBClusters, which names no key.
// AnalyticDB: PageSize 30, 50 or 100, 30 by default.
func adbMySQLDescribeClusters(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.pagedBySizes()
	if err != nil {
		return nil, err
	}
	match := func(a ADBMySQLCluster) bool { return a.Region == c.region && c.fits("DBClusterStatus", a.status()) }
	rows, total := pageOf(&s.tables.adbMySQLClusters, c.str("DBClusterIds"), match, number, size)
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"Items": object{"DBCluster": objects(rows, adbMySQLRow)},
	}, nil
}

func (a ADBMySQLCluster) status() string { return firstOf(a.Status, "Running") }

func adbMySQLRow(a ADBMySQLCluster) object {
	return object{
		"DBClusterId": a.ID, "DBClusterDescription": firstOf(a.Name, a.ID), "DBClusterStatus": a.status(), "DBClusterType": "Common",
		"DBVersion": "3.0", "Engine": "AnalyticDB", "RegionId": a.Region, "ZoneId": a.Region + "-a", "PayType": "Postpaid",
		"Tags": object{"Tag": tagPairs(a.Tags)},
	}
}

// adbMySQLDescribeAttribute serves DescribeDBClusterAttribute: one cluster, in a
// list, with the key in KmsId.
func adbMySQLDescribeAttribute(s *Sim, c *call) (any, *apiError) {
	a, ok := s.tables.adbMySQLClusters.get(c.str("DBClusterId"))
	if !ok || a.Region != c.region {
		return nil, refuse(http.StatusNotFound, "InvalidDBCluster.NotFound", "The DBClusterId provided does not exist in our records.")
	}
	row := adbMySQLRow(a)
	row["KmsId"] = s.ownOrServiceKey(a.Region, "adb", a.Key, a.Encrypted)
	return object{"Items": object{"DBCluster": []object{row}}}, nil
}

package aliyunsim

import "net/http"

// adbPGAPI is the catalogue of AnalyticDB for PostgreSQL, whose API is named gpdb.
func adbPGAPI() product {
	return product{
		code: "gpdb", service: "Gpdb", version: "2016-05-03", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", handle: describeZonedRegions},
			{
				name: "DescribeDBInstances", required: []string{"RegionId"},
				optional: []string{"DBInstanceIds", "PageNumber", "PageSize"}, handle: adbPGDescribeInstances,
			},
			{name: "DescribeDBInstanceAttribute", required: []string{"DBInstanceId"}, handle: adbPGDescribeAttribute},
		},
	}
}

// adbPGDescribeInstances serves DescribeDBInstances, which names no key.
// AnalyticDB: PageSize 30, 50 or 100, 30 by default.
func adbPGDescribeInstances(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.pagedBySizes()
	if err != nil {
		return nil, err
	}
	rows, total := pageOf(&s.tables.adbPGInstances, c.str("DBInstanceIds"), inRegion[ADBPGInstance](c.region), number, size)
	return object{
		"PageNumber": number, "PageRecordCount": len(rows), "TotalRecordCount": total,
		"Items": object{"DBInstance": objects(rows, adbPGRow)},
	}, nil
}

func adbPGRow(a ADBPGInstance) object {
	return object{
		"DBInstanceId": a.ID, "DBInstanceDescription": firstOf(a.Name, a.ID), "DBInstanceStatus": firstOf(a.Status, "Running"),
		"Engine": "gpdb", "EngineVersion": "6.0", "DBInstanceMode": "StorageElastic", "StorageType": "cloud_essd", "RegionId": a.Region,
		"ZoneId": a.Region + "-a", "PayType": "Postpaid", "Tags": object{"Tag": tagPairs(a.Tags)},
	}
}

// adbPGDescribeAttribute serves DescribeDBInstanceAttribute: one instance, in a
// list. Its encryption is CloudDisk, or NULL as a text.
func adbPGDescribeAttribute(s *Sim, c *call) (any, *apiError) {
	a, ok := s.tables.adbPGInstances.get(c.str("DBInstanceId"))
	if !ok || a.Region != c.region {
		return nil, refuse(http.StatusNotFound, "InvalidDBInstanceId.NotFound", "The instance %s does not exist.", c.str("DBInstanceId"))
	}
	row := adbPGRow(a)
	row["EncryptionType"], row["EncryptionKey"] = "NULL", ""
	if a.Encrypted || a.Key != "" {
		row["EncryptionType"] = "CloudDisk"
		row["EncryptionKey"] = s.ownOrServiceKey(a.Region, "gpdb", a.Key, true)
	}
	return object{"Items": object{"DBInstanceAttribute": []object{row}}}, nil
}

package aliyunsim

// ecdAPI is the catalogue of Elastic Desktop Service.
func ecdAPI() product {
	return product{
		code: "ecd", service: "ecd", version: "2020-09-30", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"AcceptLanguage", "RegionId"}, handle: ecdDescribeRegions},
			{
				name: "DescribeDesktops", required: []string{"RegionId"},
				optional: []string{"DesktopId.N", "DesktopName", "DesktopStatus", "MaxResults", "NextToken"}, handle: ecdDescribeDesktops,
			},
		},
	}
}

func ecdDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		rows = append(rows, object{"RegionId": region, "LocalName": region, "RegionEndpoint": "ecd." + region + ".aliyuncs.com"})
	}
	return object{"Regions": rows}, nil
}

// ecdDescribeDesktops serves DescribeDesktops. Elastic Desktop Service: 1 to 100
// rows, 10 by default.
func ecdDescribeDesktops(s *Sim, c *call) (any, *apiError) {
	page, err := c.byToken(10, 100)
	if err != nil {
		return nil, err
	}
	match := func(d Desktop) bool {
		return d.Region == c.region && c.fits("DesktopName", d.Name) && c.fits("DesktopStatus", d.status())
	}
	rows, total := s.tables.desktops.page(match, page.offset, page.limit)
	if ids := c.list("DesktopId"); len(ids) > 0 {
		found := byIDs(&s.tables.desktops, ids, match)
		rows, total = cut(found, page.offset, page.limit), len(found)
	}
	return object{"NextToken": page.next(total), "TotalCount": total, "Desktops": objects(rows, s.desktopRow)}, nil
}

func (d Desktop) status() string { return firstOf(d.Status, "Running") }

func (s *Sim) desktopRow(d Desktop) object {
	users := append([]string{}, d.Users...)
	encrypted := d.Encrypted || d.Key != ""
	return object{
		"DesktopId": d.ID, "DesktopName": firstOf(d.Name, d.ID), "DesktopStatus": d.status(), "DesktopType": "eds.enterprise_office.4c8g",
		"OfficeSiteId": d.Region + "+dir-1", "ChargeType": "PostPaid", "OsType": "Windows", "EndUserIds": users,
		"Disks":                   []object{{"DiskId": "d-" + d.ID, "DiskType": "SYSTEM", "DiskSize": 80}},
		"VolumeEncryptionEnabled": encrypted, "VolumeEncryptionKey": s.ownOrServiceKey(d.Region, "ecd", d.Key, encrypted),
		"Tags": tagPairs(d.Tags),
	}
}

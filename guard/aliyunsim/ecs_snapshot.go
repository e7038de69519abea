package aliyunsim

// ecsDescribeSnapshots serves DescribeSnapshots. ECS: MaxResults at most 100.
func ecsDescribeSnapshots(s *Sim, c *call) (any, *apiError) {
	page, err := pageOfECS(c, ecsLimits{1, 100, false})
	if err != nil {
		return nil, err
	}
	match, err := ecsSnapshotFilter(s, c)
	if err != nil {
		return nil, err
	}
	ids, err := ecsIDs(c, "SnapshotIds")
	if err != nil {
		return nil, err
	}
	if err := ecsDryRun(c); err != nil {
		return nil, err
	}
	var rows []ECSSnapshot
	var total int
	if ids == nil {
		rows, total = s.tables.ecsSnapshots.page(match, page.offset, page.limit)
	} else {
		found := byIDs(&s.tables.ecsSnapshots, ids, match)
		rows, total = cut(found, page.offset, page.limit), len(found)
	}
	return page.reply("Snapshots", "Snapshot", objects(rows, s.snapshotObject), total), nil
}

func ecsSnapshotFilter(s *Sim, c *call) (func(ECSSnapshot) bool, *apiError) {
	encryption, err := ecsEncrypted(s, c)
	if err != nil {
		return nil, err
	}
	fits := func(param, value string) bool { return c.str(param) == "" || c.str(param) == value }
	anyStatus := c.str("Status") == "all"
	return func(p ECSSnapshot) bool {
		return p.Region == c.region && encryption(p.encrypted(), p.Key) && fits("DiskId", p.Disk) && fits("Usage", p.usage()) &&
			fits("SourceDiskType", p.diskKind()) && (anyStatus || fits("Status", p.status()))
	}, nil
}

func (p ECSSnapshot) encrypted() bool  { return p.Encrypted || p.Key != "" }
func (p ECSSnapshot) status() string   { return firstOf(p.Status, "accomplished") }
func (p ECSSnapshot) usage() string    { return firstOf(p.Usage, "none") }
func (p ECSSnapshot) diskKind() string { return firstOf(p.DiskKind, "data") }

func (s *Sim) snapshotObject(p ECSSnapshot) object {
	return object{
		"SnapshotId": p.ID, "SnapshotName": p.Name, "RegionId": p.Region, "SourceDiskId": p.Disk,
		"SourceDiskType": p.diskKind(), "SourceDiskSize": "40", "Status": p.status(), "Usage": p.usage(), "Progress": "100%",
		"CreationTime": stamp(p.CreatedAt), "SnapshotType": "user", "SourceSnapshotId": "", "SourceRegionId": "",
		"Encrypted": p.encrypted(), "KMSKeyId": s.ecsKey(p.Region, p.Key, p.encrypted()), "Tags": object{"Tag": []object{}},
	}
}

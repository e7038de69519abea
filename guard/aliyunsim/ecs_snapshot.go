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
	window, err := snapshotWindowOf(c)
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
		rows, total = s.tables.ecsSnapshots.pageOf(window.part(match), page.offset, page.limit)
	} else {
		found := byIDs(&s.tables.ecsSnapshots, ids, func(p ECSSnapshot) bool { return match(p) && window.has(p.created()) })
		rows, total = cut(found, page.offset, page.limit), len(found)
	}
	return page.reply("Snapshots", "Snapshot", objects(rows, s.snapshotEntry), total), nil
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

// snapshotEntry is a snapshot as DescribeSnapshots shows it.
type snapshotEntry struct {
	SnapshotID       string `json:"SnapshotId"`
	SnapshotName     string
	RegionID         string `json:"RegionId"`
	SourceDiskID     string `json:"SourceDiskId"`
	SourceDiskType   string
	SourceDiskSize   string
	SnapshotType     string
	Status           string
	Usage            string
	Progress         string
	CreationTime     string
	SourceSnapshotID string `json:"SourceSnapshotId"`
	SourceRegionID   string `json:"SourceRegionId"`
	Encrypted        bool
	KMSKeyID         string `json:"KMSKeyId"`
	Tags             tagList
}

func (s *Sim) snapshotEntry(p ECSSnapshot) snapshotEntry {
	return snapshotEntry{
		SnapshotID: p.ID, SnapshotName: p.Name, RegionID: p.Region, SourceDiskID: p.Disk, SourceDiskType: p.diskKind(),
		SourceDiskSize: "40", SnapshotType: "user", Status: p.status(), Usage: p.usage(), Progress: "100%",
		CreationTime: stamp(p.created()), Encrypted: p.encrypted(), KMSKeyID: s.ecsKey(p.Region, p.Key, p.encrypted()),
		Tags: tagList{tagRows(p.Tags)},
	}
}

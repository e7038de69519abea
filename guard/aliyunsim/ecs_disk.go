package aliyunsim

// ecsDescribeDisks serves DescribeDisks. ECS: MaxResults below 10 counts as 10,
// above 500 as 500.
func ecsDescribeDisks(s *Sim, c *call) (any, *apiError) {
	page, err := pageOfECS(c, ecsLimits{10, 500, true})
	if err != nil {
		return nil, err
	}
	match, err := ecsDiskFilter(s, c)
	if err != nil {
		return nil, err
	}
	ids, err := ecsIDs(c, "DiskIds")
	if err != nil {
		return nil, err
	}
	if err := ecsDryRun(c); err != nil {
		return nil, err
	}
	var rows []ECSDisk
	var total int
	if ids == nil {
		rows, total = s.tables.ecsDisks.page(match, page.offset, page.limit)
	} else {
		found := byIDs(&s.tables.ecsDisks, ids, match)
		rows, total = cut(found, page.offset, page.limit), len(found)
	}
	return page.reply("Disks", "Disk", objects(rows, s.diskEntry), total), nil
}

// ecsDiskFilter matches the disks of the region that fit the call's filters.
// Every one of them is about what all disks of a counted row share.
func ecsDiskFilter(s *Sim, c *call) (func(ECSDisk) bool, *apiError) {
	encryption, err := ecsEncrypted(s, c)
	if err != nil {
		return nil, err
	}
	kind := firstOf(c.str("DiskType"), "all")
	if !is("all", "system", "data")(kind) {
		return nil, invalidParameter("DiskType", "must be system, data or all")
	}
	fits := func(param, value string) bool { return c.str(param) == "" || c.str(param) == value }
	return func(d ECSDisk) bool {
		return d.Region == c.region && encryption(d.encrypted(), d.Key) && (kind == "all" || kind == d.kind()) &&
			fits("InstanceId", d.Instance) && fits("Status", d.status()) && fits("ZoneId", d.zone()) && fits("SnapshotId", d.Snapshot)
	}, nil
}

func (d ECSDisk) encrypted() bool { return d.Encrypted || d.Key != "" }
func (d ECSDisk) kind() string    { return firstOf(d.Kind, "data") }
func (d ECSDisk) zone() string    { return firstOf(d.Zone, d.Region+"-a") }

func (d ECSDisk) status() string {
	if d.Instance != "" {
		return firstOf(d.Status, "In_use")
	}
	return firstOf(d.Status, "Available")
}

// diskEntry is a disk as DescribeDisks shows it.
type diskEntry struct {
	DiskID           string `json:"DiskId"`
	DiskName         string
	RegionID         string `json:"RegionId"`
	ZoneID           string `json:"ZoneId"`
	Status           string
	Type             string
	Category         string
	Size             int
	InstanceID       string `json:"InstanceId"`
	SourceSnapshotID string `json:"SourceSnapshotId"`
	MultiAttach      string
	Portable         bool
	Encrypted        bool
	KMSKeyID         string `json:"KMSKeyId"`
	Attachments      diskAttachments
	Tags             tagList
}

type diskAttachments struct{ Attachment []diskAttachment }

type diskAttachment struct {
	InstanceID string `json:"InstanceId"`
	Device     string
}

type tagList struct{ Tag []object }

// diskEntry shows a disk. One that is encrypted without a key of its own is
// under the service key of ECS, and shows that.
func (s *Sim) diskEntry(d ECSDisk) diskEntry {
	attached := []diskAttachment{}
	if d.Instance != "" {
		attached = append(attached, diskAttachment{d.Instance, "/dev/xvda"})
	}
	return diskEntry{
		DiskID: d.ID, DiskName: d.Name, RegionID: d.Region, ZoneID: d.zone(), Status: d.status(), Type: d.kind(),
		Category: firstOf(d.Category, "cloud_essd"), Size: firstOf(d.Size, 40), InstanceID: d.Instance,
		SourceSnapshotID: d.Snapshot, MultiAttach: "Disabled", Portable: d.kind() == "data", Encrypted: d.encrypted(),
		KMSKeyID: s.ecsKey(d.Region, d.Key, d.encrypted()), Attachments: diskAttachments{attached}, Tags: tagList{tagRows(d.Tags)},
	}
}

// ecsKey is the key that an encrypted disk or snapshot shows: its own, or the
// service key of ECS in that region.
func (s *Sim) ecsKey(region, key string, encrypted bool) string {
	return s.ownOrServiceKey(region, "ecs", key, encrypted)
}

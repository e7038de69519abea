package aliyunsim

import (
	"slices"
	"strconv"
	"strings"
)

// ecsDescribeImages serves DescribeImages, by page number only. An image names
// no key: its snapshots do. Only the account's own images exist here, and by
// default only those that are Available are listed.
func ecsDescribeImages(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	if err := ecsDryRun(c); err != nil {
		return nil, err
	}
	page := ecsPage{byNumber: true, number: number, offset: (number - 1) * size, limit: size}
	match := ecsImageFilter(c)
	var rows []ECSImage
	var total int
	if ids := c.str("ImageId"); ids == "" {
		rows, total = s.tables.ecsImages.page(match, page.offset, page.limit)
	} else {
		found := byIDs(&s.tables.ecsImages, strings.Split(ids, ","), match)
		rows, total = cut(found, page.offset, page.limit), len(found)
	}
	out := page.reply("Images", "Image", objects(rows, s.imageObject), total)
	out["RegionId"] = c.region
	return out, nil
}

func ecsImageFilter(c *call) func(ECSImage) bool {
	owner, snapshot, name := c.str("ImageOwnerAlias"), c.str("SnapshotId"), c.str("ImageName")
	states := strings.Split(firstOf(c.str("Status"), "Available"), ",")
	return func(i ECSImage) bool {
		return i.Region == c.region && (owner == "" || owner == "self") && (name == "" || name == i.Name) &&
			(snapshot == "" || slices.Contains(i.Snapshots, snapshot)) && slices.Contains(states, firstOf(i.Status, "Available"))
	}
}

// imageObject is an image with one device for each snapshot, the first of them
// its system disk.
func (s *Sim) imageObject(i ECSImage) object {
	devices := []object{}
	for n, id := range i.Snapshots {
		kind := "data"
		if n == 0 {
			kind = "system"
		}
		encrypted := i.Encrypted
		if p, ok := s.tables.ecsSnapshots.get(id); ok {
			encrypted = p.encrypted()
		}
		devices = append(devices, object{
			"SnapshotId": id, "Device": "/dev/xvd" + string(rune('a'+n%26)), "Type": kind, "Size": strconv.Itoa(40),
			"Encrypted": encrypted, "Format": "", "ImportOSSBucket": "", "ImportOSSObject": "",
		})
	}
	return object{
		"ImageId": i.ID, "ImageName": i.Name, "ImageOwnerAlias": "self", "Status": firstOf(i.Status, "Available"),
		"IsSelfShared": "", "Size": 40, "OSType": "linux", "DiskDeviceMappings": object{"DiskDeviceMapping": devices},
		"Tags": tagList{tagRows(i.Tags)},
	}
}

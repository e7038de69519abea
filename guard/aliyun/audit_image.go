package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// imagePage is the largest page of DescribeImages.
const imagePage = 100

// imageStatuses asks for images of every state; the default leaves most out.
const imageStatuses = "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated"

// image is a row of DescribeImages.
type image struct {
	ID      string `json:"ImageId"`
	Name    string `json:"ImageName"`
	Tags    tags
	Devices *struct {
		Device []device `json:"DiskDeviceMapping"`
	} `json:"DiskDeviceMappings"`
	source
}

// device is a disk that an image makes, of a snapshot.
type device struct {
	SnapshotID string `json:"SnapshotId"`
	Encrypted  *bool
}

func (i image) devices() []device {
	if i.Devices == nil {
		return nil
	}
	return i.Devices.Device
}

func (i image) id() string { return i.ID }

// readImages reads the account's own images and records those made of
// snapshots under the keys.
func (r *reading) readImages(ctx context.Context, all map[string]*underKey) error {
	l := paged(r.caller, "images", acs.Request{
		Product: acs.ECS, Action: "DescribeImages", Region: r.region, Query: present("ImageOwnerAlias", "self", "Status", imageStatuses),
	}, imagePage, shape{rows: "Images.Image", total: "TotalCount"}, image.id)
	l.carries = func(i image) bool { return len(i.groups(all)) > 0 }
	rows, err := l.read(ctx)
	if err != nil {
		return err
	}
	for _, i := range rows {
		if err := r.image(i, all); err != nil {
			return err
		}
	}
	return nil
}

// groups returns, for each key under which an image has a snapshot, the group of
// the first such snapshot.
func (i image) groups(all map[string]*underKey) map[*finding]string {
	groups := map[*finding]string{}
	for _, d := range i.devices() {
		if u := all[d.SnapshotID]; u != nil && groups[u.on] == "" {
			groups[u.on] = u.group
		}
	}
	return groups
}

func (r *reading) image(i image, all map[string]*underKey) error {
	if i.Devices == nil {
		return incomplete("DescribeImages", fmt.Sprintf("the image %s does not say what it is made of", i.ID), i.requestID)
	}
	for _, d := range i.devices() {
		if _, known := all[d.SnapshotID]; !known && (d.Encrypted == nil || *d.Encrypted) {
			return incomplete("DescribeImages", fmt.Sprintf("the image %s is made of %q, which is not among the snapshots", i.ID, d.SnapshotID), i.requestID)
		}
	}
	for on, group := range i.groups(all) {
		on.depends(guard.Dependency{
			ID: i.ID, Name: i.Name, Group: group, Relation: "image", Severity: guard.AtRest, Onset: guard.Later, Owner: i.Tags.owner(),
			Detail: "image of " + group, CloudRequestID: i.requestID, OnDisable: "cannot be used to create an instance", OnDeletion: "is lost",
		})
	}
	return nil
}

package aliyun

import (
	"context"
	"fmt"
	"strconv"

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
	Devices struct {
		Device []struct {
			SnapshotID string `json:"SnapshotId"`
			Encrypted  bool
		} `json:"DiskDeviceMapping"`
	} `json:"DiskDeviceMappings"`
	requestID string
}

// readImages reads the account's own images and records those made of
// snapshots under the key.
func (r *reading) readImages(ctx context.Context, known map[string]bool, under map[string]snapshot) error {
	l := numbered("images", imagePage, func(ctx context.Context, n int) (page[image], error) {
		reply, err := r.call(ctx, acs.Request{
			Product: acs.ECS, Action: "DescribeImages", Region: r.region,
			Query: present("ImageOwnerAlias", "self", "Status", imageStatuses, "PageNumber", strconv.Itoa(n), "PageSize", strconv.Itoa(imagePage)),
		})
		if err != nil {
			return page[image]{}, err
		}
		return imageRows(reply)
	})
	l.id = func(i image) string { return i.ID }
	l.carries = func(i image) bool { return r.imageDisk(i, under) != "" }
	rows, err := l.read(ctx)
	if err != nil {
		return err
	}
	for _, i := range rows {
		if err := r.image(i, known, under); err != nil {
			return err
		}
	}
	return nil
}

func imageRows(reply acs.Reply) (page[image], error) {
	var v struct {
		TotalCount int
		Images     *struct{ Image []image }
	}
	if err := reply.Decode(&v); err != nil {
		return page[image]{}, err
	}
	if v.Images == nil {
		return page[image]{}, incomplete("DescribeImages", "the answer holds no list of images", reply.RequestID)
	}
	for i := range v.Images.Image {
		v.Images.Image[i].requestID = reply.RequestID
	}
	return page[image]{rows: v.Images.Image, total: v.TotalCount}, nil
}

// imageDisk returns the group of an image under the key: the source disk of the
// first of its snapshots under it, else that snapshot. Empty: it is not under the key.
func (r *reading) imageDisk(i image, under map[string]snapshot) string {
	for _, d := range i.Devices.Device {
		if s, ok := under[d.SnapshotID]; ok {
			if s.Disk != "" {
				return s.Disk
			}
			return s.ID
		}
	}
	return ""
}

func (r *reading) image(i image, known map[string]bool, under map[string]snapshot) error {
	for _, d := range i.Devices.Device {
		if d.Encrypted && !known[d.SnapshotID] {
			return incomplete("DescribeImages", fmt.Sprintf("the image %s is made of %s, which is not among the snapshots", i.ID, d.SnapshotID), i.requestID)
		}
	}
	if group := r.imageDisk(i, under); group != "" {
		r.depends(guard.Dependency{
			ID: i.ID, Name: i.Name, Group: group, Relation: "image", Severity: guard.AtRest, Detail: "image of " + group, CloudRequestID: i.requestID,
			OnDisable: "cannot be used to create an instance", OnDeletion: "is lost",
		})
	}
	return nil
}

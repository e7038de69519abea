package aliyun

import (
	"context"
	"fmt"
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// diskPage is the largest page of DescribeDisks; ECS takes more for 500.
const diskPage = "500"

// disk is a row of DescribeDisks.
type disk struct {
	ID         string `json:"DiskId"`
	Name       string `json:"DiskName"`
	Key        string `json:"KMSKeyId"`
	Encrypted  *bool
	Status     string
	Type       string
	InstanceID string `json:"InstanceId"`
	Tags       tags
	source
}

func (d disk) id() string { return d.ID }

// diskStatuses are the documented ones.
var diskStatuses = []string{"In_use", "Available", "Attaching", "Detaching", "Creating", "ReIniting"}

// readDisks reads every disk of the region and compares keys here. The cloud's
// own filter by key is a cross-check: which forms of a key it takes is not
// documented, so it proves nothing alone.
func readDisks(ctx context.Context, r *reading) error {
	rows, err := crossChecked(ctx, r, r.disks(""), r.disks, func(d disk) string { return d.Key })
	if err != nil {
		return err
	}
	for _, d := range rows {
		if err := r.disk(d); err != nil {
			return err
		}
	}
	return nil
}

// disks is the list of disks, under one key or all. Encrypted is left out: false
// would leave out those that are.
func (r *reading) disks(key string) list[disk] {
	l := tokened(r.caller, "disks", acs.Request{
		Product: acs.ECS, Action: "DescribeDisks", Region: r.region, Query: present("KMSKeyId", key),
	}, diskPage, shape{rows: "Disks.Disk", total: "TotalCount", next: "NextToken"}, disk.id)
	l.carries = func(d disk) bool { return r.carries(d.Key, r.region) }
	return l
}

// disk records a disk if it is under a key.
func (r *reading) disk(d disk) error {
	if d.Key == "" && (d.Encrypted == nil || *d.Encrypted) {
		return incomplete("DescribeDisks", fmt.Sprintf("the disk %s names no key and is not said to be unencrypted", d.ID), d.requestID)
	}
	on, err := r.under(d.Key, r.region)
	if err != nil || on == nil {
		return err
	}
	if !slices.Contains(diskStatuses, d.Status) {
		on.strange("the status of the disk "+d.ID, d.Status, d.requestID)
		return nil
	}
	dep := guard.Dependency{
		ID: d.ID, Name: d.Name, Relation: "disk", CloudRequestID: d.requestID, Owner: d.Tags.owner(),
		Severity: guard.Unattached, Onset: guard.Later, Detail: d.Type + " disk, not attached",
		OnDisable: "cannot be attached or read", OnDeletion: "the data on it is lost",
	}
	if d.InstanceID != "" {
		dep.Severity, dep.Detail = guard.InUse, fmt.Sprintf("%s disk of %s", d.Type, d.InstanceID)
		dep.OnDisable = "the instance runs on and fails at its next start"
		dep.OnDeletion = "the data on it is lost at the instance's next start"
	}
	on.depends(dep)
	return nil
}

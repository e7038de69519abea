package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// desktopPage is the largest page of DescribeDesktops.
const desktopPage = "100"

// desktop is a row of DescribeDesktops, of WUYING Workspace.
type desktop struct {
	ID        string   `json:"DesktopId"`
	Name      string   `json:"DesktopName"`
	Status    string   `json:"DesktopStatus"`
	Encrypted *bool    `json:"VolumeEncryptionEnabled"`
	Key       string   `json:"VolumeEncryptionKey"`
	Users     []string `json:"EndUserIds"`
	Tags      tags
	source
}

func (d desktop) id() string { return d.ID }

var desktopStatuses = statuses{
	"Pending": true, "Starting": true, "Running": true, "Stopping": true, "Stopped": false, "Rebuilding": true, "Resizing": true,
	"Expired": false, "Deleted": false, "Hibernating": true, "Hibernated": false, "Recycled": false, "Unknown": true,
}

// readDesktops reads every cloud desktop of the region, which name their keys themselves.
func readDesktops(ctx context.Context, r *reading) error {
	rows, err := tokened(r.caller, "cloud desktops", acs.Request{Product: acs.Desktop, Action: "DescribeDesktops", Region: r.region},
		desktopPage, shape{rows: "Desktops", total: "TotalCount", next: "NextToken"}, desktop.id).read(ctx)
	if err != nil {
		return err
	}
	for _, d := range rows {
		if err := r.desktop(d); err != nil {
			return err
		}
	}
	return nil
}

// desktop records a desktop if its disks are under a key.
func (r *reading) desktop(d desktop) error {
	if keyless(d.Encrypted, d.Key) {
		return incomplete("DescribeDesktops", fmt.Sprintf("the disks of %s may be encrypted and name no key", d.ID), d.requestID)
	}
	on, err := r.under(d.Key, r.region)
	if err != nil || on == nil {
		return err
	}
	on.dependsIn(desktopStatuses, d.Status, "desktop", guard.Dependency{
		ID: d.ID, Name: d.Name, Relation: "disk encryption", Onset: guard.Later, Owner: d.Tags.owner(), CloudRequestID: d.requestID,
		Detail:    fmt.Sprintf("disks of a desktop for %s, %s", count(len(d.Users), "user"), d.Status),
		OnDisable: "the desktop runs on and fails at its next start", OnDeletion: "the data on its disks is lost",
	})
	return nil
}

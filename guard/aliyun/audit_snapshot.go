package aliyun

import (
	"context"
	"fmt"
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// snapshotPage is the largest page of DescribeSnapshots.
const snapshotPage = "100"

// snapshot is a row of DescribeSnapshots.
type snapshot struct {
	ID        string `json:"SnapshotId"`
	Name      string `json:"SnapshotName"`
	Key       string `json:"KMSKeyId"`
	Encrypted bool
	Status    string
	Disk      string `json:"SourceDiskId"`
	Created   string `json:"CreationTime"`
	requestID string
}

// snapshotStatuses are the documented ones.
var snapshotStatuses = []string{"progressing", "accomplished", "failed"}

// readSnapshots reads every snapshot of the region, and the images made of
// those under the key: an image names no key itself.
func readSnapshots(ctx context.Context, r *reading) error {
	rows, err := crossChecked(ctx, r, r.snapshots(""), r.snapshots(r.key.Ref.ID), func(s snapshot) string { return s.Key })
	if err != nil {
		return err
	}
	known, under := map[string]bool{}, map[string]snapshot{}
	for _, s := range rows {
		known[s.ID] = true
		is, err := r.snapshot(s)
		if err != nil {
			return err
		}
		if is {
			under[s.ID] = s
		}
	}
	return r.readImages(ctx, known, under)
}

func (r *reading) snapshots(key string) list[snapshot] {
	return list[snapshot]{
		what:    "snapshots",
		id:      func(s snapshot) string { return s.ID },
		carries: func(s snapshot) bool { return r.carries(s.Key, r.region) },
		fetch: func(ctx context.Context, token string) (page[snapshot], error) {
			reply, err := r.call(ctx, acs.Request{
				Product: acs.ECS, Action: "DescribeSnapshots", Region: r.region,
				Query: present("MaxResults", snapshotPage, "NextToken", token, "KMSKeyId", key),
			})
			if err != nil {
				return page[snapshot]{}, err
			}
			return snapshotRows(reply)
		},
	}
}

func snapshotRows(reply acs.Reply) (page[snapshot], error) {
	var v struct {
		NextToken  string
		TotalCount int
		Snapshots  *struct{ Snapshot []snapshot }
	}
	if err := reply.Decode(&v); err != nil {
		return page[snapshot]{}, err
	}
	if v.Snapshots == nil {
		return page[snapshot]{}, incomplete("DescribeSnapshots", "the answer holds no list of snapshots", reply.RequestID)
	}
	for i := range v.Snapshots.Snapshot {
		v.Snapshots.Snapshot[i].requestID = reply.RequestID
	}
	return page[snapshot]{rows: v.Snapshots.Snapshot, next: v.NextToken, total: v.TotalCount}, nil
}

// snapshot records a snapshot if it is under the key. It is grouped under its
// disk, so that the next nightly snapshot is nothing new.
func (r *reading) snapshot(s snapshot) (under bool, err error) {
	if s.Encrypted && s.Key == "" {
		return false, incomplete("DescribeSnapshots", fmt.Sprintf("the snapshot %s is encrypted and names no key", s.ID), s.requestID)
	}
	under, err = r.isKey(s.Key, r.region)
	if err != nil || !under {
		return false, err
	}
	if !slices.Contains(snapshotStatuses, s.Status) {
		return false, r.strange("the status of the snapshot "+s.ID, s.Status, s.requestID)
	}
	detail := "made " + day(s.Created)
	if s.Disk != "" {
		detail = fmt.Sprintf("of disk %s, %s", s.Disk, day(s.Created))
	}
	r.depends(guard.Dependency{
		ID: s.ID, Name: s.Name, Group: s.Disk, Relation: "snapshot", Severity: guard.AtRest, Detail: detail, CloudRequestID: s.requestID,
		OnDisable: "cannot be used to create a disk", OnDeletion: "is lost",
	})
	return true, nil
}

// day returns the date of a time, or the text itself.
func day(text string) string {
	if t, err := instant(text); err == nil && !t.IsZero() {
		return t.Format("2006-01-02")
	}
	return text
}

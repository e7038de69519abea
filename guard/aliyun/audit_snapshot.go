package aliyun

import (
	"context"
	"fmt"
	"slices"
	"unique"

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
	Encrypted *bool
	Status    string
	Disk      string `json:"SourceDiskId"`
	Created   string `json:"CreationTime"`
	Tags      tags
	source
}

func (s snapshot) id() string { return s.ID }

// seen notes the request, and keeps once what many rows say alike.
func (s *snapshot) seen(requestID string) {
	s.source.seen(requestID)
	for _, text := range []*string{&s.Key, &s.Status, &s.Disk} {
		*text = unique.Make(*text).Value()
	}
}

// snapshotStatuses are the documented ones.
var snapshotStatuses = []string{"progressing", "accomplished", "failed"}

// readSnapshots reads every snapshot of the region, and the images made of
// those under the keys: an image names no key itself.
func readSnapshots(ctx context.Context, r *reading) error {
	rows, err := crossChecked(ctx, r, r.snapshots(""), r.snapshots, func(s snapshot) string { return s.Key })
	if err != nil {
		return err
	}
	r.expect(rows)
	all := make(map[string]*underKey, len(rows))
	for i, s := range rows {
		on, err := r.snapshot(s)
		if err != nil {
			return err
		}
		all[s.ID] = nil
		if on != nil {
			all[s.ID] = &underKey{on, s.group()}
		}
		rows[i] = snapshot{} // of 100,000 rows none is kept longer than it must be
	}
	return r.readImages(ctx, all)
}

// expect makes room for the snapshots under each key.
func (r *reading) expect(rows []snapshot) {
	under := map[string]int{}
	for _, s := range rows {
		under[s.Key]++
	}
	for reference, n := range under {
		if on, err := r.under(reference, r.region); on != nil && err == nil {
			on.expect(n)
		}
	}
}

// underKey is a snapshot under one of the keys.
type underKey struct {
	on    *finding
	group string
}

// group is the disk that a snapshot was made of, so that the next nightly
// snapshot is nothing new; the snapshot itself where that is not told.
func (s snapshot) group() string {
	if s.Disk != "" {
		return s.Disk
	}
	return s.ID
}

// snapshots is the list of snapshots, under one key or all. All of them can be
// read in pieces by when they were made: nothing else is documented that divides
// them and never changes.
func (r *reading) snapshots(key string) list[snapshot] {
	l := r.snapshotsBy(present("KMSKeyId", key))
	if key == "" {
		l.dated = &dated[snapshot]{within: r.snapshotsWithin, now: r.o.Now()}
	}
	return l
}

func (r *reading) snapshotsBy(filter map[string]string) list[snapshot] {
	l := tokened(r.caller, "snapshots", acs.Request{Product: acs.ECS, Action: "DescribeSnapshots", Region: r.region, Query: filter},
		snapshotPage, shape{rows: "Snapshots.Snapshot", total: "TotalCount", next: "NextToken"}, snapshot.id)
	l.carries = func(s snapshot) bool { return r.carries(s.Key, r.region) }
	return l
}

// snapshotsWithin is the list of snapshots made within a span. ECS: the start
// must be the first filter and the end the second, in UTC and to the minute.
func (r *reading) snapshotsWithin(s span) list[snapshot] {
	const minute = "2006-01-02T15:04Z"
	return r.snapshotsBy(map[string]string{
		"Filter.1.Key": "CreationStartTime", "Filter.1.Value": s.from.UTC().Format(minute),
		"Filter.2.Key": "CreationEndTime", "Filter.2.Value": s.to.UTC().Format(minute),
	})
}

// snapshot records a snapshot if it is under a key, and returns of which.
func (r *reading) snapshot(s snapshot) (*finding, error) {
	if s.Key == "" && (s.Encrypted == nil || *s.Encrypted) {
		return nil, incomplete("DescribeSnapshots", fmt.Sprintf("the snapshot %s names no key and is not said to be unencrypted", s.ID), s.requestID)
	}
	on, err := r.under(s.Key, r.region)
	if err != nil || on == nil {
		return nil, err
	}
	if !slices.Contains(snapshotStatuses, s.Status) {
		on.strange("the status of the snapshot "+s.ID, s.Status, s.requestID)
		return on, nil
	}
	detail := "made " + day(s.Created)
	if s.Disk != "" {
		detail = fmt.Sprintf("of disk %s, %s", s.Disk, day(s.Created))
	}
	on.depends(guard.Dependency{
		ID: s.ID, Name: s.Name, Group: s.Disk, Relation: "snapshot", Severity: guard.AtRest, Onset: guard.Later, Owner: s.Tags.owner(),
		Detail: detail, CloudRequestID: s.requestID, OnDisable: "cannot be used to create a disk", OnDeletion: "is lost",
	})
	return on, nil
}

// day returns the date of a time, or the text itself.
func day(text string) string {
	if t, err := instant(text); err == nil && !t.IsZero() {
		return t.Format("2006-01-02")
	}
	return text
}

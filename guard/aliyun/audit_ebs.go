package aliyun

import (
	"context"

	"kmsguard/guard/aliyun/acs"
)

const (
	// ebsPage is the largest numbered page of DescribeDedicatedBlockStorageClusters.
	ebsPage = 100
	// ebsDiskPage is the largest page of DescribeDedicatedBlockStorageClusterDisks.
	ebsDiskPage = "500"
)

// storageCluster is a row of DescribeDedicatedBlockStorageClusters.
type storageCluster struct {
	ID string `json:"DedicatedBlockStorageClusterId"`
}

func (c storageCluster) id() string { return c.ID }

// readDedicatedStorage reads the disks of every dedicated block storage cluster
// of the region. They have the form of other disks.
func readDedicatedStorage(ctx context.Context, r *reading) error {
	clusters, err := paged(r.caller, "dedicated storage clusters", acs.Request{
		Product: acs.EBS, Action: "DescribeDedicatedBlockStorageClusters", Region: r.region,
	}, ebsPage, shape{rows: "DedicatedBlockStorageClusters", total: "TotalCount"}, storageCluster.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, clusters, r.storageCluster)
}

// storageCluster reads the disks of a cluster. The list declares no total.
func (r *reading) storageCluster(ctx context.Context, c storageCluster) error {
	disks, err := tokened(r.caller, "disks of "+c.ID, acs.Request{
		Product: acs.EBS, Action: "DescribeDedicatedBlockStorageClusterDisks", Region: r.region, Subject: c.ID,
		Query: map[string]string{"DbscId": c.ID},
	}, ebsDiskPage, shape{rows: "Disks.Disk", next: "NextToken"}, disk.id).read(ctx)
	if err != nil {
		return err
	}
	for _, d := range disks {
		if err := r.disk(d); err != nil {
			return err
		}
	}
	return nil
}

package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const ebsVersion = "2021-07-30"

type dedicatedClusters struct {
	NextToken                     string
	TotalCount                    int
	DedicatedBlockStorageClusters []struct {
		ID string `json:"DedicatedBlockStorageClusterId"`
	}
}

func (l dedicatedClusters) ids() []string {
	ids := []string{}
	for _, one := range l.DedicatedBlockStorageClusters {
		ids = append(ids, one.ID)
	}
	return ids
}

type dedicatedDisks struct {
	NextToken string
	Disks     struct{ Disk []dedicatedEntry }
}

type dedicatedEntry struct {
	DiskID    string `json:"DiskId"`
	Status    string
	Encrypted bool
	KMSKeyID  string `json:"KMSKeyId"`
}

func TestDedicatedClustersAreThoseOfTheDisks(t *testing.T) {
	var disks []EBSDedicatedDisk
	for n := 1; n <= 12; n++ {
		disks = append(disks, EBSDedicatedDisk{ID: numberedName("d", n), Region: "cn-hangzhou", Cluster: numberedName("dbsc", n)})
	}
	disks = append(disks, EBSDedicatedDisk{ID: "d-second", Region: "cn-hangzhou", Cluster: "dbsc-000001"})
	c := serveProducts(t, World{Resources: Resources{EBSDedicatedDisks: disks}})
	const list = "DescribeDedicatedBlockStorageClusters"
	first := read[dedicatedClusters](c, ebsVersion, list)
	if len(first.ids()) != 10 || first.TotalCount != 12 {
		t.Fatalf("%d clusters of %d, want 10 of 12", len(first.ids()), first.TotalCount)
	}
	rest := read[dedicatedClusters](c, ebsVersion, list, "NextToken="+first.NextToken)
	if diff := cmp.Diff([]string{"dbsc-000011", "dbsc-000012"}, rest.ids()); diff != "" || rest.NextToken != "" {
		t.Errorf("after the token, then %q (-want +got):\n%s", rest.NextToken, diff)
	}
	if got := read[dedicatedClusters](c, ebsVersion, list, "MaxResults=500"); len(got.ids()) != 12 || got.NextToken != "" {
		t.Errorf("%d clusters and token %q, want all 12 and none", len(got.ids()), got.NextToken)
	}
	if got := read[dedicatedClusters](c, ebsVersion, list, "PageSize=5", "PageNumber=3").ids(); len(got) != 2 {
		t.Errorf("the third page of five has %v", got)
	}
	if got := read[dedicatedClusters](c, ebsVersion, list, "DedicatedBlockStorageClusterId.1=dbsc-000007").ids(); len(got) != 1 {
		t.Errorf("by ID: %v", got)
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", ebsVersion, list, "MaxResults=501")
}

func TestDedicatedDisksNameTheKey(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{{ID: "key-service", Region: "cn-hangzhou", Creator: "ECS", Aliases: []string{"alias/acs/ecs"}}},
		Resources: Resources{EBSDedicatedDisks: []EBSDedicatedDisk{
			{ID: "d-own", Region: "cn-hangzhou", Cluster: "dbsc-1", Key: testKey, Instance: "i-1"},
			{ID: "d-service", Region: "cn-hangzhou", Cluster: "dbsc-1", Encrypted: true},
			{ID: "d-plain", Region: "cn-hangzhou", Cluster: "dbsc-1"},
			{ID: "d-many", Region: "cn-hangzhou", Cluster: "dbsc-2", Count: 1200},
		}},
	})
	const list = "DescribeDedicatedBlockStorageClusterDisks"
	want := []dedicatedEntry{{"d-own", "In_use", true, testKey}, {"d-service", "Available", true, "key-service"}, {"d-plain", "Available", false, ""}}
	if diff := cmp.Diff(want, read[dedicatedDisks](c, ebsVersion, list, "DbscId=dbsc-1").Disks.Disk); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := len(read[dedicatedDisks](c, ebsVersion, list, "DbscId=dbsc-2").Disks.Disk); n != 10 {
		t.Errorf("%d disks by default, want 10", n)
	}
	seen, token := 0, ""
	for range 3 {
		got := read[dedicatedDisks](c, ebsVersion, list, "DbscId=dbsc-2", "MaxResults=500", "NextToken="+token)
		seen, token = seen+len(got.Disks.Disk), got.NextToken
	}
	if seen != 1200 || token != "" {
		t.Errorf("%d disks, then token %q; want 1200 and none", seen, token)
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", ebsVersion, list, "DbscId=dbsc-2", "MaxResults=501")
	c.refused(http.StatusNotFound, "NoSuchResource", ebsVersion, list, "DbscId=dbsc-ghost")
	c.refused(http.StatusBadRequest, "MissingParameter", ebsVersion, list)
}

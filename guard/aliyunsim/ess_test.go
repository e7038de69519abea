package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const essVersion = "2014-08-28"

type scalingList struct {
	TotalCount, PageNumber, PageSize int

	ScalingConfigurations struct{ ScalingConfiguration []scalingEntry }
}

type scalingEntry struct {
	ID        string `json:"ScalingConfigurationId"`
	Encrypted bool   `json:"SystemDisk.Encrypted"`
	Key       string `json:"SystemDisk.KMSKeyId"`
	DataDisks struct{ DataDisk []scalingDiskEntry }
}

type scalingDiskEntry struct {
	Encrypted string
	KMSKeyID  string `json:"KMSKeyId"`
}

func TestScalingConfigurationsPage(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{ScalingConfigurations: []ScalingConfiguration{
		{ID: "asc", Region: "cn-hangzhou", Group: "asg-1", Count: 70}, {ID: "asc-own", Name: "web", Region: "cn-hangzhou", Group: "asg-2"},
		{ID: "asc-else", Region: "cn-beijing"},
	}}})
	for _, tt := range []struct {
		params      []string
		rows, total int
	}{
		{nil, 10, 71},
		{[]string{"PageSize=50"}, 50, 71},
		{[]string{"PageSize=50", "PageNumber=2"}, 21, 71},
		{[]string{"ScalingGroupId=asg-2"}, 1, 1},
		{[]string{"ScalingConfigurationName.1=web"}, 1, 1},
		{[]string{"ScalingConfigurationId.1=asc-000070", "ScalingConfigurationId.2=asc-else"}, 1, 1},
	} {
		got := read[scalingList](c, essVersion, "DescribeScalingConfigurations", tt.params...)
		if len(got.ScalingConfigurations.ScalingConfiguration) != tt.rows || got.TotalCount != tt.total {
			t.Errorf("%v: %d rows of %d, want %d of %d", tt.params, len(got.ScalingConfigurations.ScalingConfiguration), got.TotalCount, tt.rows, tt.total)
		}
	}
	for _, param := range []string{"PageSize=51", "PageSize=100", "PageSize=0", "MaxResults=10"} {
		c.refused(http.StatusBadRequest, "InvalidParameter", essVersion, "DescribeScalingConfigurations", param)
	}
}

func TestScalingConfigurationsNameTheKeysOfTheirDisks(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{{ID: "key-service", Region: "cn-hangzhou", Creator: "ECS", Aliases: []string{"alias/acs/ecs"}}},
		Resources: Resources{ScalingConfigurations: []ScalingConfiguration{
			{ID: "asc-own", Region: "cn-hangzhou", Key: testKey, DataDisks: []ScalingDisk{{Key: "key-data"}, {Encrypted: true}, {}}},
			{ID: "asc-service", Region: "cn-hangzhou", Encrypted: true},
		}},
	})
	want := []scalingEntry{{ID: "asc-own", Encrypted: true, Key: testKey}, {ID: "asc-service", Encrypted: true, Key: "key-service"}}
	want[0].DataDisks.DataDisk = []scalingDiskEntry{{"true", "key-data"}, {"true", "key-service"}, {"false", ""}}
	want[1].DataDisks.DataDisk = []scalingDiskEntry{}
	got := read[scalingList](c, essVersion, "DescribeScalingConfigurations").ScalingConfigurations.ScalingConfiguration
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	regions := read[struct {
		Regions struct {
			Region []struct {
				RegionID string `json:"RegionId"`
			}
		}
	}](c, essVersion, "DescribeRegions").Regions.Region
	if len(regions) != 1 || regions[0].RegionID != "cn-hangzhou" {
		t.Errorf("regions are %+v", regions)
	}
}

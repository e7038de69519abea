package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sgwVersion = "2018-05-11"

type bundleList struct {
	Success        bool
	TotalCount     int
	StorageBundles struct {
		StorageBundle []struct {
			StorageBundleID string `json:"StorageBundleId"`
		}
	}
}

type gatewayList struct {
	TotalCount int
	Gateways   struct {
		Gateway []struct {
			GatewayID string `json:"GatewayId"`
		}
	}
}

type shareEntry struct {
	IndexID              string `json:"IndexId"`
	ServerSideEncryption bool
	ServerSideCmk        string
	ClientSideEncryption bool
	ClientSideCmk        string
}

type shareList struct {
	Success    bool
	FileShares struct{ FileShare []shareEntry }
}

// From the bundles of a region lead two more calls to the keys of a share.
func TestSharesAreFoundThroughBundlesAndGateways(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{{ID: "key-service", Region: "cn-hangzhou", Creator: "OSS", Aliases: []string{"alias/acs/oss"}}},
		Resources: Resources{GatewayShares: []GatewayShare{
			{ID: "share-own", Region: "cn-hangzhou", Bundle: "sb-1", Gateway: "gw-1", Key: testKey, ClientKey: "key-client"},
			{ID: "share-service", Region: "cn-hangzhou", Bundle: "sb-1", Gateway: "gw-1", Encrypted: true},
			{ID: "share-plain", Region: "cn-hangzhou", Bundle: "sb-1", Gateway: "gw-1"},
			{ID: "share-other", Region: "cn-hangzhou", Bundle: "sb-1", Gateway: "gw-2"},
			{ID: "share-else", Region: "cn-beijing", Gateway: "gw-3", Key: testKey},
		}},
	})
	bundles := read[bundleList](c, sgwVersion, "DescribeStorageBundles", "BackendBucketRegionId=cn-hangzhou")
	if rows := bundles.StorageBundles.StorageBundle; len(rows) != 1 || rows[0].StorageBundleID != "sb-1" || !bundles.Success || bundles.TotalCount != 1 {
		t.Fatalf("bundles are %+v, want sb-1", bundles)
	}
	far := read[bundleList](c, sgwVersion, "DescribeStorageBundles", "BackendBucketRegionId=cn-beijing").StorageBundles.StorageBundle
	if len(far) != 1 || far[0].StorageBundleID != "sb-cn-beijing" {
		t.Errorf("bundles of another region are %+v, want the one without a name", far)
	}
	gateways := read[gatewayList](c, sgwVersion, "DescribeGateways", "StorageBundleId=sb-1")
	if len(gateways.Gateways.Gateway) != 2 || gateways.TotalCount != 2 {
		t.Fatalf("gateways are %+v, want gw-1 and gw-2", gateways)
	}
	want := []shareEntry{{"share-own", true, testKey, true, "key-client"}, {"share-service", true, "key-service", false, ""}, {"share-plain", false, "", false, ""}}
	if diff := cmp.Diff(want, read[shareList](c, sgwVersion, "DescribeGatewayFileShares", "GatewayId=gw-1").FileShares.FileShare); diff != "" {
		t.Errorf("shares (-want +got):\n%s", diff)
	}
	one := read[shareList](c, sgwVersion, "DescribeGatewayFileShares", "GatewayId=gw-1", "IndexId=share-plain").FileShares.FileShare
	if diff := cmp.Diff(want[2:], one); diff != "" {
		t.Errorf("one share (-want +got):\n%s", diff)
	}
}

func TestStorageGatewayPagesAndRefusals(t *testing.T) {
	var shares []GatewayShare
	for n := 1; n <= 60; n++ {
		shares = append(shares, GatewayShare{ID: numberedName("share", n), Region: "cn-hangzhou", Gateway: numberedName("gw", n)})
	}
	c := serveProducts(t, World{Resources: Resources{GatewayShares: shares}})
	for params, want := range map[string]int{"PageNumber=1": 10, "PageSize=50": 50, "PageNumber=6": 10, "PageNumber=7": 0} {
		got := read[gatewayList](c, sgwVersion, "DescribeGateways", params)
		if len(got.Gateways.Gateway) != want || got.TotalCount != 60 {
			t.Errorf("%s: %d gateways of %d, want %d of 60", params, len(got.Gateways.Gateway), got.TotalCount, want)
		}
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", sgwVersion, "DescribeGateways", "PageSize=51")
	c.refused(http.StatusBadRequest, "MissingParameter", sgwVersion, "DescribeStorageBundles")
	c.refused(http.StatusBadRequest, "InvalidParameter", sgwVersion, "DescribeGatewayFileShares", "GatewayId=gw-000001", "PageSize=10")
	c.refused(http.StatusNotFound, "StorageBundleNotExist", sgwVersion, "DescribeGateways", "StorageBundleId=sb-ghost")
	c.refused(http.StatusNotFound, "GatewayNotExist", sgwVersion, "DescribeGatewayFileShares", "GatewayId=gw-ghost")
	regions := read[struct {
		Regions struct {
			Region []struct {
				RegionID string `json:"RegionId"`
			}
		}
	}](c, sgwVersion, "DescribeRegions").Regions.Region
	if len(regions) != 1 || regions[0].RegionID != "cn-hangzhou" {
		t.Errorf("regions are %+v", regions)
	}
}

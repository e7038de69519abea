package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const polardbVersion = "2017-08-01"

func TestPolarDBTakesThreePageSizes(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{PolarDBClusters: []PolarDBCluster{
		{ID: "pc", Region: "cn-hangzhou", Count: 120}, {ID: "pc-pg", Region: "cn-hangzhou", Engine: "PostgreSQL"},
	}}})
	type list struct {
		PageRecordCount, TotalRecordCount, PageNumber int

		Items struct {
			DBCluster []struct {
				DBClusterID string `json:"DBClusterId"`
			}
		}
	}
	for size, want := range map[string]int{"": 30, "PageSize=30": 30, "PageSize=50": 50, "PageSize=100": 100} {
		params := []string{}
		if size != "" {
			params = append(params, size)
		}
		got := read[list](c, polardbVersion, "DescribeDBClusters", params...)
		if len(got.Items.DBCluster) != want || got.PageRecordCount != want || got.TotalRecordCount != 121 {
			t.Errorf("%q: %d rows of %d, want %d of 121", size, len(got.Items.DBCluster), got.TotalRecordCount, want)
		}
	}
	for _, size := range []string{"1", "10", "31", "99", "101"} {
		c.refused(http.StatusBadRequest, "InvalidPageSize.Malformed", polardbVersion, "DescribeDBClusters", "PageSize="+size)
	}
	last := read[list](c, polardbVersion, "DescribeDBClusters", "PageSize=50", "PageNumber=3")
	if len(last.Items.DBCluster) != 21 || last.PageNumber != 3 {
		t.Errorf("the third page has %d rows and number %d, want 21 and 3", len(last.Items.DBCluster), last.PageNumber)
	}
	if got := read[list](c, polardbVersion, "DescribeDBClusters", "DBClusterIds=pc-pg,pc-000007").Items.DBCluster; len(got) != 2 {
		t.Errorf("by ID %d clusters, want 2", len(got))
	}
}

func TestPolarDBTDE(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{
			{ID: testKey, Region: "cn-hangzhou"},
			{ID: "key-polar", Region: "cn-hangzhou", Creator: "PolarDB", Aliases: []string{"alias/acs/polardb"}},
		},
		Resources: Resources{PolarDBClusters: []PolarDBCluster{
			{ID: "pc-own", Region: "cn-hangzhou", TDE: true, Key: testKey},
			{ID: "pc-service", Region: "cn-hangzhou", TDE: true},
			{ID: "pc-far", Region: "cn-hangzhou", TDE: true, Key: "key-bj", TDERegion: "cn-beijing"},
			{ID: "pc-off", Region: "cn-hangzhou"},
		}},
	})
	type tde struct{ TDEStatus, EncryptionKey, EncryptionKeyStatus, TDERegion string }
	for id, want := range map[string]tde{
		"pc-own":     {"Enabled", testKey, "Enabled", "cn-hangzhou"},
		"pc-service": {"Enabled", "key-polar", "Enabled", "cn-hangzhou"},
		"pc-far":     {"Enabled", "key-bj", "", "cn-beijing"},
		"pc-off":     {"Disabled", "", "", ""},
	} {
		if diff := cmp.Diff(want, read[tde](c, polardbVersion, "DescribeDBClusterTDE", "DBClusterId="+id)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	c.refused(http.StatusNotFound, "InvalidDBCluster.NotFound", polardbVersion, "DescribeDBClusterTDE", "DBClusterId=pc-ghost")
	c.refused(http.StatusNotFound, "InvalidDBClusterId.Malformed", polardbVersion, "DescribeDBClusterTDE", "DBClusterId=rm-1")
	c.refused(http.StatusNotFound, "InvalidAction.NotFound", polardbVersion, "DescribeDBClusterEncryptionKey", "DBClusterId=pc-own")
	candidates := read[struct{ KeyList []string }](c, polardbVersion, "DescribeUserEncryptionKeyList", "DBClusterId=pc-off").KeyList
	if diff := cmp.Diff([]string{testKey}, candidates); diff != "" {
		t.Errorf("keys that could be chosen (-want +got):\n%s", diff)
	}
}

package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const nasVersion = "2017-06-26"

type nasList struct {
	PageNumber, PageSize, TotalCount int

	FileSystems struct {
		FileSystem []nasFile
	}
}

type nasFile struct {
	FileSystemID   string `json:"FileSystemId"`
	FileSystemType string
	KMSKeyID       string `json:"KMSKeyId"`
	EncryptType    int
}

func TestNASListsInPages(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{NASFileSystems: []NASFileSystem{
		{ID: "fs", Region: "cn-hangzhou", Count: 120}, {ID: "cpfs-1", Region: "cn-hangzhou", Kind: "cpfs"}, {ID: "fs-bj", Region: "cn-beijing"},
	}}})
	for _, tt := range []struct {
		params []string
		rows   int
		total  int
	}{
		{nil, 10, 121},
		{[]string{"PageSize=100"}, 100, 121},
		{[]string{"PageSize=100", "PageNumber=2"}, 21, 121},
		{[]string{"PageSize=100", "PageNumber=3"}, 0, 121},
		{[]string{"PageSize=100", "FileSystemType=all"}, 100, 121},
		{[]string{"FileSystemType=cpfs"}, 1, 1},
		{[]string{"FileSystemId=fs-000120"}, 1, 1},
		{[]string{"RegionId=cn-beijing"}, 1, 1},
	} {
		got := read[nasList](c, nasVersion, "DescribeFileSystems", tt.params...)
		if len(got.FileSystems.FileSystem) != tt.rows || got.TotalCount != tt.total {
			t.Errorf("%v: %d rows of %d, want %d of %d", tt.params, len(got.FileSystems.FileSystem), got.TotalCount, tt.rows, tt.total)
		}
	}
	for _, param := range []string{"PageSize=101", "PageSize=0", "FileSystemType=tape", "MaxResults=10"} {
		c.refused(http.StatusBadRequest, "InvalidParameter", nasVersion, "DescribeFileSystems", param)
	}
	c.refused(http.StatusNotFound, "InvalidFileSystem.NotFound", nasVersion, "DescribeFileSystems", "FileSystemId=fs-bj")
}

func TestNASTellsHowAFileSystemIsEncrypted(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{{ID: "key-nas", Region: "cn-hangzhou", Creator: "NAS", Aliases: []string{"alias/acs/nas"}}},
		Resources: Resources{NASFileSystems: []NASFileSystem{
			{ID: "fs-own", Region: "cn-hangzhou", Key: testKey},
			{ID: "fs-service", Region: "cn-hangzhou", Encrypted: true, Kind: "extreme"},
			{ID: "fs-plain", Region: "cn-hangzhou"},
		}},
	})
	want := []nasFile{{"fs-own", "standard", testKey, 2}, {"fs-service", "extreme", "key-nas", 1}, {"fs-plain", "standard", "", 0}}
	if diff := cmp.Diff(want, read[nasList](c, nasVersion, "DescribeFileSystems").FileSystems.FileSystem); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	c.fault(Fault{API: "nas.DescribeFileSystems", Kind: FaultUnknownValue, Times: 1})
	for _, f := range read[nasList](c, nasVersion, "DescribeFileSystems").FileSystems.FileSystem {
		if f.EncryptType >= 0 && f.EncryptType <= 2 {
			t.Errorf("%s: EncryptType %d is a known one", f.FileSystemID, f.EncryptType)
		}
	}
}

// Its list of regions is paged: the default cuts it.
func TestNASPagesItsRegions(t *testing.T) {
	regions := []string{"cn-hangzhou"}
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"} {
		regions = append(regions, "eu-test-"+n)
	}
	c := serveProducts(t, World{Regions: regions})
	type list struct {
		TotalCount int
		Regions    struct{ Region []struct{ RegionID string } }
	}
	for param, want := range map[string]int{"PageNumber=1": 10, "PageNumber=2": 2, "PageSize=100": 12} {
		got := read[list](c, nasVersion, "DescribeRegions", param)
		if len(got.Regions.Region) != want || got.TotalCount != 12 {
			t.Errorf("%s: %d regions of %d, want %d of 12", param, len(got.Regions.Region), got.TotalCount, want)
		}
	}
}

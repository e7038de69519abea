package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const dbfsVersion = "2020-04-18"

type dbfsEntry struct {
	FsID       string `json:"FsId"`
	Status     string
	Encryption bool
	KMSKeyID   string `json:"KMSKeyId"`
}

func TestDBFSPages(t *testing.T) {
	type list struct {
		TotalCount, PageNumber, PageSize int

		DBFSInfo []dbfsEntry
	}
	c := serveProducts(t, World{Resources: Resources{DBFSFileSystems: []DBFSFileSystem{
		{ID: "dbfs", Region: "cn-hangzhou", Key: testKey, Count: 120}, {ID: "dbfs-else", Region: "cn-beijing"},
	}}})
	for _, tt := range []struct {
		params []string
		rows   int
	}{{nil, 10}, {[]string{"PageSize=100"}, 100}, {[]string{"PageSize=100", "PageNumber=2"}, 20}, {[]string{"PageNumber=13"}, 0}} {
		got := read[list](c, dbfsVersion, "ListDbfs", tt.params...)
		if len(got.DBFSInfo) != tt.rows || got.TotalCount != 120 {
			t.Errorf("%v: %d rows of %d, want %d of 120", tt.params, len(got.DBFSInfo), got.TotalCount, tt.rows)
		}
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", dbfsVersion, "ListDbfs", "PageSize=101")
	c.refused(http.StatusBadRequest, "InvalidParameter", dbfsVersion, "ListDbfs", "MaxResults=10")
}

func TestDBFSNamesTheKey(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{{ID: "key-service", Region: "cn-hangzhou", Creator: "DBFS", Aliases: []string{"alias/acs/dbfs"}}},
		Resources: Resources{DBFSFileSystems: []DBFSFileSystem{
			{ID: "dbfs-own", Region: "cn-hangzhou", Key: testKey, Instances: []string{"i-1"}},
			{ID: "dbfs-service", Region: "cn-hangzhou", Encrypted: true},
			{ID: "dbfs-plain", Region: "cn-hangzhou"},
		}},
	})
	for id, want := range map[string]dbfsEntry{
		"dbfs-own":     {"dbfs-own", "attached", true, testKey},
		"dbfs-service": {"dbfs-service", "unattached", true, "key-service"},
		"dbfs-plain":   {"dbfs-plain", "unattached", false, ""},
	} {
		got := read[struct{ DBFSInfo dbfsEntry }](c, dbfsVersion, "GetDbfs", "FsId="+id).DBFSInfo
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	c.refused(http.StatusNotFound, "EntityNotExist.DBFS", dbfsVersion, "GetDbfs", "FsId=dbfs-ghost")
}

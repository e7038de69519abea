package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const mongodbVersion = "2015-12-01"

// mongodbWorld has an instance for each way of encryption.
func mongodbWorld() World {
	return World{
		Regions: []string{"cn-hangzhou", "cn-beijing"},
		Keys: []Key{
			{ID: testKey, Region: "cn-hangzhou"},
			{ID: "key-mongo", Region: "cn-hangzhou", Creator: "MongoDB", Aliases: []string{"alias/acs/mongodb"}},
		},
		Resources: Resources{MongoDBInstances: []MongoDBInstance{
			{ID: "dds-own", Region: "cn-hangzhou", TDE: true, Key: testKey},
			{ID: "dds-service", Region: "cn-hangzhou", TDE: true, DiskEncrypted: true},
			{ID: "dds-disk", Region: "cn-hangzhou", DiskKey: "alias/orders"},
			{ID: "dds-plain", Region: "cn-hangzhou"},
			{ID: "dds-sharded", Region: "cn-hangzhou", Type: "sharding", TDE: true, Key: testKey},
		}},
	}
}

// Without a type, the list leaves sharded clusters out.
func TestMongoDBListsOneType(t *testing.T) {
	c := serveProducts(t, mongodbWorld())
	for param, want := range map[string][]string{
		"PageNumber=1":             {"dds-own", "dds-service", "dds-disk", "dds-plain"},
		"DBInstanceType=replicate": {"dds-own", "dds-service", "dds-disk", "dds-plain"},
		"DBInstanceType=sharding":  {"dds-sharded"},
		"DBInstanceId=dds-sharded": nil,
	} {
		var got []string
		for _, row := range c.call(admin, mongodbVersion, "DescribeDBInstances", pairs([]string{param})...).rows("DBInstances", "DBInstance") {
			got = append(got, row["DBInstanceId"].(string))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", param, diff)
		}
	}
}

func TestMongoDBListTellsDiskEncryption(t *testing.T) {
	c := serveProducts(t, mongodbWorld())
	type row struct {
		DBInstanceID  string `json:"DBInstanceId"`
		Encrypted     bool
		EncryptionKey string
	}
	type list struct{ DBInstances struct{ DBInstance []row } }
	want := []row{{"dds-own", false, ""}, {"dds-service", true, "key-mongo"}, {"dds-disk", true, "alias/orders"}, {"dds-plain", false, ""}}
	if diff := cmp.Diff(want, read[list](c, mongodbVersion, "DescribeDBInstances").DBInstances.DBInstance); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMongoDBTDE(t *testing.T) {
	c := serveProducts(t, mongodbWorld())
	type tde struct{ TDEStatus, EncryptionKey string }
	for id, want := range map[string]tde{
		"dds-own": {"enabled", testKey}, "dds-sharded": {"enabled", testKey},
		"dds-service": {"enabled", "NoActiveBYOK"}, "dds-disk": {"disabled", ""}, "dds-plain": {"disabled", ""},
	} {
		if diff := cmp.Diff(want, read[tde](c, mongodbVersion, "DescribeDBInstanceTDEInfo", "DBInstanceId="+id)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
	c.refused(http.StatusNotFound, "InvalidDBInstanceId.NotFound", mongodbVersion, "DescribeDBInstanceTDEInfo", "DBInstanceId=dds-ghost")
	c.refused(http.StatusNotFound, "InvalidDBInstanceId.NotFound", mongodbVersion, "DescribeDBInstanceTDEInfo", "DBInstanceId=dds-own", "RegionId=cn-beijing")
	c.refused(http.StatusBadRequest, "MissingParameter", mongodbVersion, "DescribeDBInstanceTDEInfo")
}

func TestMongoDBTellsWhatKMSSaysOfAKey(t *testing.T) {
	c := serveProducts(t, mongodbWorld())
	got := read[struct{ EncryptionKey, EncryptionKeyStatus, KeyUsage string }](c, mongodbVersion, "DescribeDBInstanceEncryptionKey", "DBInstanceId=dds-own")
	if got.EncryptionKey != testKey || got.EncryptionKeyStatus != "Enabled" || got.KeyUsage != "ENCRYPT/DECRYPT" {
		t.Errorf("the key is %+v", got)
	}
	for _, id := range []string{"dds-plain", "dds-service", "dds-disk"} {
		c.refused(http.StatusBadRequest, "NoActiveBYOK", mongodbVersion, "DescribeDBInstanceEncryptionKey", "DBInstanceId="+id)
	}
}

func TestMongoDBRegions(t *testing.T) {
	c := serveProducts(t, World{Regions: []string{"cn-beijing", "cn-hangzhou"}})
	if rows := c.call(admin, mongodbVersion, "DescribeRegions").rows("Regions", "DdsRegion"); len(rows) != 2 || rows[1]["RegionId"] != "cn-hangzhou" {
		t.Errorf("regions: %v", rows)
	}
}

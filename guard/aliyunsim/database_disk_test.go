package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	hbaseVersion      = "2019-01-01"
	adbMySQLVersion   = "2019-03-15"
	adbPGVersion      = "2016-05-03"
	clickhouseVersion = "2019-11-11"
)

// diskDetail is the call that tells the key of disk encryption of one database.
type diskDetail struct {
	version, action, parameter string

	row    func(a answer) map[string]any // what holds the key
	fields []string                      // that tell the encryption
	// What the fields say of rows x-own, x-service and x-plain.
	own, service, plain []any
	notFound            string
}

// listed is the only row of a list in an answer.
func listed(path ...string) func(answer) map[string]any {
	return func(a answer) map[string]any {
		if rows := a.rows(path...); len(rows) == 1 {
			return rows[0]
		}
		return nil
	}
}

func diskDetails() map[string]diskDetail {
	encryption := []string{"EncryptionType", "EncryptionKey"}
	own, service := []any{"CloudDisk", testKey}, []any{"CloudDisk", "key-service"}
	return map[string]diskDetail{
		"HBase": {
			hbaseVersion, "DescribeInstance", "ClusterId", func(a answer) map[string]any { return a.body }, encryption,
			own, service, []any{"NoEncryption", ""}, "Instance.NotFound",
		},
		"HBase over zones": {
			hbaseVersion, "DescribeMultiZoneCluster", "ClusterId", func(a answer) map[string]any { return a.body }, encryption,
			own, service, []any{"NULL", ""}, "Instance.NotFound",
		},
		"AnalyticDB MySQL": {
			adbMySQLVersion, "DescribeDBClusterAttribute", "DBClusterId", listed("Items", "DBCluster"), []string{"KmsId"},
			[]any{testKey}, []any{"key-service"}, []any{""}, "InvalidDBCluster.NotFound",
		},
		"AnalyticDB PostgreSQL": {
			adbPGVersion, "DescribeDBInstanceAttribute", "DBInstanceId", listed("Items", "DBInstanceAttribute"), encryption,
			own, service, []any{"NULL", ""}, "InvalidDBInstanceId.NotFound",
		},
		"ClickHouse": {
			clickhouseVersion, "DescribeDBClusterAttribute", "DBClusterId",
			func(a answer) map[string]any { row, _ := a.at("DBCluster").(map[string]any); return row }, encryption,
			own, service, []any{"off", ""}, "InvalidDBCluster.NotFound",
		},
	}
}

// diskWorld has a row of each kind for each way of encryption, the HBase
// clusters over several zones or not.
func diskWorld(multiZone bool) World {
	w := World{Keys: []Key{
		{ID: testKey, Region: "cn-hangzhou"},
		{ID: "key-service", Region: "cn-hangzhou", Creator: "Databases", Aliases: []string{
			"alias/acs/hbase", "alias/acs/adb", "alias/acs/gpdb", "alias/acs/clickhouse",
		}},
	}}
	for _, x := range []struct {
		id, key   string
		encrypted bool
	}{{"x-own", testKey, false}, {"x-service", "", true}, {"x-plain", "", false}} {
		r := &w.Resources
		r.HBaseClusters = append(r.HBaseClusters, HBaseCluster{ID: x.id, Region: "cn-hangzhou", Key: x.key, Encrypted: x.encrypted, MultiZone: multiZone})
		r.ADBMySQLClusters = append(r.ADBMySQLClusters, ADBMySQLCluster{ID: x.id, Region: "cn-hangzhou", Key: x.key, Encrypted: x.encrypted})
		r.ADBPGInstances = append(r.ADBPGInstances, ADBPGInstance{ID: x.id, Region: "cn-hangzhou", Key: x.key, Encrypted: x.encrypted})
		r.ClickHouseClusters = append(r.ClickHouseClusters, ClickHouseCluster{ID: x.id, Region: "cn-hangzhou", Key: x.key, Encrypted: x.encrypted})
	}
	return w
}

func TestDatabasesTellTheKeyOfTheirDisks(t *testing.T) {
	for name, d := range diskDetails() {
		t.Run(name, func(t *testing.T) {
			c := serveProducts(t, diskWorld(d.action == "DescribeMultiZoneCluster"))
			for id, want := range map[string][]any{"x-own": d.own, "x-service": d.service, "x-plain": d.plain} {
				row := d.row(c.call(admin, d.version, d.action, d.parameter, id))
				var got []any
				for _, field := range d.fields {
					got = append(got, row[field])
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", id, diff)
				}
			}
			c.refused(http.StatusNotFound, d.notFound, d.version, d.action, d.parameter+"=x-ghost")
			c.refused(http.StatusBadRequest, "MissingParameter", d.version, d.action)
			c.refused(http.StatusBadRequest, "InvalidParameter", d.version, d.action, d.parameter+"=x-own", "Verbose=true")
		})
	}
}

// A cluster over several zones exists for its own action alone; engine and
// module version tell it in the list.
func TestHBaseTellsClustersOverSeveralZones(t *testing.T) {
	c := serveProducts(t, World{Resources: Resources{HBaseClusters: []HBaseCluster{
		{ID: "hb-1", Region: "cn-hangzhou"}, {ID: "ld-1", Region: "cn-hangzhou", MultiZone: true},
	}}})
	c.refused(http.StatusNotFound, "Instance.NotFound", hbaseVersion, "DescribeInstance", "ClusterId=ld-1")
	c.refused(http.StatusNotFound, "Instance.NotFound", hbaseVersion, "DescribeMultiZoneCluster", "ClusterId=hb-1")
	rows := c.call(admin, hbaseVersion, "DescribeInstances").rows("Instances", "Instance")
	if len(rows) != 2 || rows[0]["Engine"] != "hbase" || rows[1]["Engine"] != "hbaseue" || rows[1]["ModuleStackVersion"] != "2.0" {
		t.Errorf("rows: %v", rows)
	}
	if rows := c.call(admin, hbaseVersion, "DescribeInstances", "DbType", "hbaseue").rows("Instances", "Instance"); len(rows) != 1 {
		t.Errorf("of one engine: %v", rows)
	}
}

// CloudMonitor and HBase have one version: the action tells which is meant.
func TestProductsMayShareAVersion(t *testing.T) {
	c := serveProducts(t, World{})
	if a := c.call(admin, hbaseVersion, "DescribeRegions"); a.status != http.StatusOK || len(a.rows("Regions", "Region")) != 1 {
		t.Errorf("HBase: %s", a.text)
	}
	if a := c.call(admin, cmsVersion, "DescribeMetricLast", "Namespace", "acs_kms", "MetricName", "code_4xx_1m"); a.status != http.StatusOK {
		t.Errorf("CloudMonitor: %s", a.text)
	}
	c.refused(http.StatusNotFound, "InvalidAction.NotFound", hbaseVersion, "DescribeNothing")
}

func TestDatabaseRegions(t *testing.T) {
	c := serveProducts(t, World{Regions: []string{"cn-beijing", "cn-hangzhou"}})
	for _, version := range []string{hbaseVersion, adbMySQLVersion, adbPGVersion, clickhouseVersion} {
		rows := c.call(admin, version, "DescribeRegions").rows("Regions", "Region")
		if len(rows) != 2 || rows[0]["RegionId"] != "cn-beijing" || rows[1]["RegionId"] != "cn-hangzhou" {
			t.Errorf("%s: %v", version, rows)
		}
	}
}

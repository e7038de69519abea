package aliyunsim

import (
	"net/http"
	"strconv"
	"testing"
)

// databaseList is a list of a database that is paged by PageNumber and PageSize.
type databaseList struct {
	api, version, action string

	rows    []string // where the rows are in an answer
	total   string
	world   Resources // 120 rows in cn-hangzhou, one in cn-beijing
	usual   int       // rows of a page that names no size
	sizes   []int     // sizes that are taken
	refused []string  // parameters that are not
}

var fixedSizes = []string{"PageSize=1", "PageSize=10", "PageSize=31", "PageSize=99", "PageSize=101", "MaxResults=30"}

func databaseLists() map[string]databaseList {
	return map[string]databaseList{
		"MongoDB": {
			api: "dds", version: mongodbVersion, action: "DescribeDBInstances", rows: []string{"DBInstances", "DBInstance"}, total: "TotalCount",
			world: Resources{MongoDBInstances: []MongoDBInstance{
				{ID: "dds", Region: "cn-hangzhou", Count: 120}, {ID: "dds-bj", Region: "cn-beijing"},
				{ID: "dds-sharded", Region: "cn-hangzhou", Type: "sharding"},
			}},
			usual: 30, sizes: []int{30, 50, 100}, refused: append([]string{"DBInstanceType=serverless"}, fixedSizes...),
		},
		"Redis": {
			api: "r-kvstore", version: redisVersion, action: "DescribeInstances", rows: []string{"Instances", "KVStoreInstance"}, total: "TotalCount",
			world: Resources{RedisInstances: []RedisInstance{{ID: "r", Region: "cn-hangzhou", Count: 120}, {ID: "r-bj", Region: "cn-beijing"}}},
			usual: 10, sizes: []int{1, 10, 50}, refused: []string{"PageSize=0", "PageSize=51", "PageSize=100", "NextToken=x"},
		},
		"HBase": {
			api: "hbase", version: hbaseVersion, action: "DescribeInstances", rows: []string{"Instances", "Instance"}, total: "TotalCount",
			world: Resources{HBaseClusters: []HBaseCluster{{ID: "hb", Region: "cn-hangzhou", Count: 120}, {ID: "hb-bj", Region: "cn-beijing"}}},
			usual: 10, sizes: []int{1, 10, 100}, refused: []string{"PageSize=0", "PageSize=101", "NextToken=x"},
		},
		"AnalyticDB MySQL": {
			api: "adb", version: adbMySQLVersion, action: "DescribeDBClusters", rows: []string{"Items", "DBCluster"}, total: "TotalCount",
			world: Resources{ADBMySQLClusters: []ADBMySQLCluster{{ID: "am", Region: "cn-hangzhou", Count: 120}, {ID: "am-bj", Region: "cn-beijing"}}},
			usual: 30, sizes: []int{30, 50, 100}, refused: fixedSizes,
		},
		"AnalyticDB PostgreSQL": {
			api: "gpdb", version: adbPGVersion, action: "DescribeDBInstances", rows: []string{"Items", "DBInstance"}, total: "TotalRecordCount",
			world: Resources{ADBPGInstances: []ADBPGInstance{{ID: "gp", Region: "cn-hangzhou", Count: 120}, {ID: "gp-bj", Region: "cn-beijing"}}},
			usual: 30, sizes: []int{30, 50, 100}, refused: fixedSizes,
		},
		"ClickHouse": {
			api: "clickhouse", version: clickhouseVersion, action: "DescribeDBClusters", rows: []string{"DBClusters", "DBCluster"}, total: "TotalCount",
			world: Resources{ClickHouseClusters: []ClickHouseCluster{{ID: "cc", Region: "cn-hangzhou", Count: 120}, {ID: "cc-bj", Region: "cn-beijing"}}},
			usual: 30, sizes: []int{30, 50, 100}, refused: fixedSizes,
		},
	}
}

// Each list cuts its rows where its documentation says, by default above all,
// keeps to its region, and counts what is on all pages.
func TestDatabaseListsCutTheirPages(t *testing.T) {
	for name, list := range databaseLists() {
		t.Run(name, func(t *testing.T) {
			c := serveProducts(t, World{Resources: list.world})
			list.expect(c, list.usual, 120)
			for _, size := range list.sizes {
				list.expect(c, size, 120, "PageSize="+strconv.Itoa(size))
			}
			list.expect(c, list.usual, 120, "PageNumber="+strconv.Itoa(120/list.usual)) // every usual size divides 120
			list.expect(c, 0, 120, "PageNumber="+strconv.Itoa(120/list.usual+1))
			list.expect(c, 1, 1, "RegionId=cn-beijing")
			for _, param := range list.refused {
				if a := c.call(admin, list.version, list.action, pairs([]string{param})...); a.status != http.StatusBadRequest {
					t.Errorf("%s: status %d, want 400: %s", param, a.status, a.text)
				}
			}
		})
	}
}

// Faults falsify these lists as they do the others.
func TestDatabaseListsCanBeFalsified(t *testing.T) {
	for name, list := range databaseLists() {
		t.Run(name, func(t *testing.T) {
			c := serveProducts(t, World{Resources: list.world})
			once := func(kind FaultKind) {
				c.fault(Fault{API: list.api + "." + list.action, Kind: kind, Times: 1})
			}
			once(FaultDropRow)
			list.expect(c, list.usual-1, 120)
			once(FaultEmptyPage)
			list.expect(c, 0, 120)
			once(FaultWrongTotal)
			list.expect(c, list.usual, 121)
			once(FaultUnknownValue)
			if a := c.call(admin, list.version, list.action); !hasUnknownValue(a.rows(list.rows...)) {
				t.Errorf("no value is unknown: %s", a.text)
			}
			list.expect(c, list.usual, 120)
		})
	}
}

func hasUnknownValue(rows []map[string]any) bool {
	for _, r := range rows {
		for _, v := range r {
			if v == "Transmogrifying" {
				return true
			}
		}
	}
	return false
}

// expect makes a call that must show so many rows, and count so many on all pages.
func (l databaseList) expect(c *cloud, rows, total int, params ...string) {
	c.t.Helper()
	a := c.call(admin, l.version, l.action, pairs(params)...)
	if got := len(a.rows(l.rows...)); a.status != http.StatusOK || got != rows || a.at(l.total) != float64(total) {
		c.t.Errorf("%v: status %d, %d rows of %v, want %d of %d", params, a.status, got, a.at(l.total), rows, total)
	}
}

package aliyun_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// readBy are the calls that each category is read by.
var readBy = map[guard.Category][]string{
	guard.OSS:         {"oss.GetBucketEncryption", "oss.ListBuckets", "oss.GetBucketReplication", "oss.ListBucketInventory"},
	guard.ECSDisk:     {"ecs.DescribeDisks"},
	guard.ECSSnapshot: {"ecs.DescribeSnapshots", "ecs.DescribeImages"},
	guard.RDS: {
		"rds.DescribeDBInstanceTDE", "rds.DescribeRegions", "rds.DescribeDBInstances", "rds.DescribeDBInstanceEncryptionKey",
		"rds.DescribeKmsAssociateResources",
	},
	guard.PolarDB:     {"polardb.DescribeDBClusterTDE", "polardb.DescribeRegions", "polardb.DescribeDBClusters"},
	guard.Certificate: {"slb.DescribeLoadBalancerListeners", "alb.ListListeners", "slb.DescribeRegions", "alb.DescribeRegions"},
	guard.Secret:      {"kms.DescribeSecret", "kms.ListSecrets"},
	guard.KeyPolicy:   {"kms.GetKeyPolicy"},

	guard.SnapshotPolicy: {"ecs.DescribeAutoSnapshotPolicyEx"},
	guard.DefaultKey:     {"ecs.DescribeDiskDefaultKMSKeyId"},
	guard.Scope:          {"ecs.DescribeRegions", "kms.DescribeRegions"},
	guard.MongoDB:        {"dds.DescribeDBInstanceTDEInfo", "dds.DescribeRegions", "dds.DescribeDBInstances"},
	guard.Redis: {
		"r-kvstore.DescribeEncryptionKey", "r-kvstore.DescribeRegions", "r-kvstore.DescribeInstances", "r-kvstore.DescribeInstanceTDEStatus",
	},
	guard.NAS:                  {"nas.DescribeFileSystems", "nas.DescribeRegions"},
	guard.HBase:                {"hbase.DescribeInstance", "hbase.DescribeRegions", "hbase.DescribeInstances", "hbase.DescribeMultiZoneCluster"},
	guard.AnalyticDBMySQL:      {"adb.DescribeDBClusterAttribute", "adb.DescribeRegions", "adb.DescribeDBClusters"},
	guard.AnalyticDBPostgreSQL: {"gpdb.DescribeDBInstanceAttribute", "gpdb.DescribeRegions", "gpdb.DescribeDBInstances"},
	guard.ClickHouse:           {"clickhouse.DescribeDBClusterAttribute", "clickhouse.DescribeRegions", "clickhouse.DescribeDBClusters"},
	guard.SLS:                  {"sls.GetLogStore", "sls.ListProject", "sls.ListLogStores"},
	guard.OceanBase:            {"oceanbasepro.DescribeTenantEncryption", "oceanbasepro.DescribeInstances", "oceanbasepro.DescribeTenants"},
	guard.DBFS:                 {"dbfs.ListDbfs"},
	guard.DedicatedStorage:     {"ebs.DescribeDedicatedBlockStorageClusterDisks", "ebs.DescribeDedicatedBlockStorageClusters"},
	guard.StorageGateway: {
		"sgw.DescribeGatewayFileShares", "sgw.DescribeRegions", "sgw.DescribeStorageBundles", "sgw.DescribeGateways",
	},
	guard.Kafka:       {"alikafka.GetInstanceList"},
	guard.AutoScaling: {"ess.DescribeScalingConfigurations", "ess.DescribeRegions"},
	guard.Desktop:     {"ecd.DescribeDesktops", "ecd.DescribeRegions"},
}

// failures are the ways in which any call can fail.
var failures = []aliyunsim.Fault{
	{Code: "Forbidden.RAM", Status: 403}, {Code: "InternalError", Status: 500}, {Code: "Throttling.User", Status: 400},
	{Code: "InvalidAccessKeyId.NotFound", Status: 404}, {Code: "SomethingNew.NotFound", Status: 404},
	{Kind: aliyunsim.FaultResetBefore}, {Kind: aliyunsim.FaultTimeoutBefore},
	{Kind: aliyunsim.FaultTruncate}, {Kind: aliyunsim.FaultHTML},
}

// TestAnyFailureIsIncomplete lets the call that matters most of each required
// category fail in each way, and every other call in two: the category is incomplete,
// with a reason, and never read as having nothing.
func TestAnyFailureIsIncomplete(t *testing.T) {
	for category, apis := range readBy {
		for i, api := range apis {
			ways := failures
			if i > 0 || !slices.Contains(everywhere, category) {
				ways = []aliyunsim.Fault{failures[0], failures[7]} // refused, cut off
			}
			for _, f := range ways {
				t.Run(fmt.Sprintf("%s %s%s", api, f.Code, f.Kind), func(t *testing.T) {
					t.Parallel()
					limit := 5 * time.Second
					if f.Kind == aliyunsim.FaultTimeoutBefore {
						limit = 200 * time.Millisecond
					}
					g := start(t, full(), func(o *aliyun.Options) { o.Timeout = limit })
					aliyun.Hurry(g.Client)
					f.API = api
					g.fault(t, f)
					a := audit(t, g, key)
					checkIncomplete(t, a, category)
				})
			}
		}
	}
}

func checkIncomplete(t *testing.T, a guard.Audit, category guard.Category) {
	t.Helper()
	if a.Complete() {
		t.Error("the audit counts as complete")
	}
	for _, row := range a.IncompleteRows() {
		if row.Reason == "" {
			t.Errorf("row %+v gives no reason", row)
		}
		if row.Category == category {
			return
		}
	}
	t.Errorf("%s is not incomplete: %v", category, rows(a))
}

// TestFalseListsAreIncomplete falsifies replies that stay well formed. What is
// left out declares no total and names no other source, so that nothing could tell.
func TestFalseListsAreIncomplete(t *testing.T) {
	counted := []aliyunsim.FaultKind{aliyunsim.FaultWrongTotal, aliyunsim.FaultDropRow, aliyunsim.FaultEmptyPage}
	odd := []aliyunsim.FaultKind{aliyunsim.FaultUnknownValue}
	tests := []struct {
		category guard.Category
		api      string
		kinds    []aliyunsim.FaultKind
	}{
		{guard.ECSDisk, "ecs.DescribeDisks", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.ECSSnapshot, "ecs.DescribeSnapshots", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.ECSSnapshot, "ecs.DescribeImages", counted},
		{guard.RDS, "rds.DescribeDBInstances", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.RDS, "rds.DescribeDBInstanceTDE", odd},
		{guard.RDS, "rds.DescribeKmsAssociateResources", []aliyunsim.FaultKind{aliyunsim.FaultEmptyPage}},
		{guard.PolarDB, "polardb.DescribeDBClusters", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.PolarDB, "polardb.DescribeDBClusterTDE", odd},
		{guard.Certificate, "slb.DescribeLoadBalancerListeners", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.Certificate, "alb.ListListeners", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.Secret, "kms.ListSecrets", counted},
		{guard.SnapshotPolicy, "ecs.DescribeAutoSnapshotPolicyEx", counted},
		{guard.Secret, "kms.DescribeSecret", odd},
		{guard.MongoDB, "dds.DescribeDBInstances", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.MongoDB, "dds.DescribeDBInstanceTDEInfo", odd},
		{guard.Redis, "r-kvstore.DescribeInstances", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.Redis, "r-kvstore.DescribeInstanceTDEStatus", odd},
		{guard.NAS, "nas.DescribeFileSystems", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.NAS, "nas.DescribeRegions", counted},
		{guard.HBase, "hbase.DescribeInstances", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.AnalyticDBMySQL, "adb.DescribeDBClusters", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.AnalyticDBMySQL, "adb.DescribeDBClusterAttribute", []aliyunsim.FaultKind{aliyunsim.FaultEmptyPage}},
		{guard.AnalyticDBPostgreSQL, "gpdb.DescribeDBInstances", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.AnalyticDBPostgreSQL, "gpdb.DescribeDBInstanceAttribute", []aliyunsim.FaultKind{aliyunsim.FaultEmptyPage}},
		{guard.ClickHouse, "clickhouse.DescribeDBClusters", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.SLS, "sls.ListProject", counted},
		{guard.SLS, "sls.ListLogStores", counted},
		{guard.OceanBase, "oceanbasepro.DescribeInstances", counted},
		{guard.OceanBase, "oceanbasepro.DescribeTenants", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.OceanBase, "oceanbasepro.DescribeTenantEncryption", counted},
		{guard.DBFS, "dbfs.ListDbfs", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.DedicatedStorage, "ebs.DescribeDedicatedBlockStorageClusters", counted},
		{guard.DedicatedStorage, "ebs.DescribeDedicatedBlockStorageClusterDisks", odd},
		{guard.StorageGateway, "sgw.DescribeStorageBundles", counted},
		{guard.StorageGateway, "sgw.DescribeGateways", counted},
		{guard.AutoScaling, "ess.DescribeScalingConfigurations", counted},
		{guard.Desktop, "ecd.DescribeDesktops", append(counted, aliyunsim.FaultUnknownValue)},
		{guard.OSS, "oss.ListBuckets", []aliyunsim.FaultKind{aliyunsim.FaultRepeatToken}},
		{guard.OSS, "oss.GetBucketEncryption", odd},
	}
	for _, tt := range tests {
		for _, kind := range tt.kinds {
			t.Run(tt.api+" "+string(kind), func(t *testing.T) {
				t.Parallel()
				g := start(t, full())
				aliyun.Hurry(g.Client)
				g.fault(t, aliyunsim.Fault{API: tt.api, Kind: kind})
				checkIncomplete(t, audit(t, g, key), tt.category)
			})
		}
	}
}

// TestTokensThatRepeatAreIncomplete needs lists of several pages.
func TestTokensThatRepeatAreIncomplete(t *testing.T) {
	balancers := []aliyunsim.LoadBalancer{{ID: "alb-x", Region: home, Count: 250, Listeners: []aliyunsim.Listener{{Port: 443}}}}
	for _, tt := range []struct {
		category guard.Category
		api      string
		of       aliyunsim.Resources
	}{
		{guard.ECSDisk, "ecs.DescribeDisks", aliyunsim.Resources{ECSDisks: []aliyunsim.ECSDisk{{ID: "d", Region: home, Count: 1100}}}},
		{guard.ECSSnapshot, "ecs.DescribeSnapshots", aliyunsim.Resources{ECSSnapshots: []aliyunsim.ECSSnapshot{{ID: "s", Region: home, Count: 250}}}},
		{guard.RDS, "rds.DescribeDBInstances", aliyunsim.Resources{RDSInstances: []aliyunsim.RDSInstance{{ID: "rm", Region: home, Count: 250}}}},
		{guard.Certificate, "alb.ListListeners", aliyunsim.Resources{LoadBalancers: balancers}},
	} {
		t.Run(tt.api, func(t *testing.T) {
			t.Parallel()
			w := world()
			w.Resources = tt.of
			g := start(t, w)
			g.fault(t, aliyunsim.Fault{API: tt.api, Kind: aliyunsim.FaultRepeatToken})
			checkIncomplete(t, audit(t, g, key), tt.category)
		})
	}
}

// TestPassingFailuresDoNotShow: a read is made again.
func TestPassingFailuresDoNotShow(t *testing.T) {
	for _, f := range []aliyunsim.Fault{
		{API: "rds.DescribeDBInstances", Code: "Throttling.User", Status: 400, Times: 2},
		{API: "ecs.DescribeDisks", Kind: aliyunsim.FaultResetBefore, Times: 1},
		{API: "ecs.DescribeDisks", Kind: aliyunsim.FaultDropRow, Times: 1},
		{API: "kms.ListSecrets", Kind: aliyunsim.FaultWrongTotal, Times: 1},
	} {
		g := start(t, full())
		g.fault(t, f)
		if a := audit(t, g, key); !a.Complete() || len(a.Dependencies) != foundInFull {
			t.Errorf("%s %s%s: %v, %d dependencies", f.API, f.Code, f.Kind, a.IncompleteRows(), len(a.Dependencies))
		}
	}
}

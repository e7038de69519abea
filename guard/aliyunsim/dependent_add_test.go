package aliyunsim

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// listings read what an audit reads of a kind: the list, and where that names no
// key, what tells the key of one row.
var listings = map[string]func(c *cloud, id string) (list, key answer){
	"ecs_disks":     func(c *cloud, _ string) (list, key answer) { return c.twice(ecsVersion, "DescribeDisks") },
	"ecs_snapshots": func(c *cloud, _ string) (list, key answer) { return c.twice(ecsVersion, "DescribeSnapshots") },
	"oss_buckets": func(c *cloud, id string) (list, key answer) {
		o := c.oss("cn-hangzhou")
		return o.do(http.MethodGet, "/", ""), o.do(http.MethodGet, "/"+id+"/", "encryption")
	},
	"nas_file_systems": func(c *cloud, _ string) (list, key answer) { return c.twice(nasVersion, "DescribeFileSystems") },
	"mongodb_instances": func(c *cloud, id string) (list, key answer) {
		return c.call(admin, mongodbVersion, "DescribeDBInstances"), c.call(admin, mongodbVersion, "DescribeDBInstanceTDEInfo", "DBInstanceId", id)
	},
	"redis_instances": func(c *cloud, id string) (list, key answer) {
		return c.call(admin, redisVersion, "DescribeInstances"), c.call(admin, redisVersion, "DescribeEncryptionKey", "InstanceId", id)
	},
	"sls_logstores": func(c *cloud, id string) (list, key answer) {
		project, name, _ := strings.Cut(id, "/")
		list, key = c.sls().of(project).get("/logstores"), c.sls().of(project).get("/logstores/"+name)
		list.text = strings.ReplaceAll(list.text, name, id) // the list has the names alone
		return list, key
	},
	"hbase_clusters": func(c *cloud, id string) (list, key answer) {
		return c.call(admin, hbaseVersion, "DescribeInstances"), c.call(admin, hbaseVersion, "DescribeInstance", "ClusterId", id)
	},
	"adb_mysql_clusters": func(c *cloud, id string) (list, key answer) {
		return c.call(admin, adbMySQLVersion, "DescribeDBClusters"), c.call(admin, adbMySQLVersion, "DescribeDBClusterAttribute", "DBClusterId", id)
	},
	"adb_pg_instances": func(c *cloud, id string) (list, key answer) {
		return c.call(admin, adbPGVersion, "DescribeDBInstances"), c.call(admin, adbPGVersion, "DescribeDBInstanceAttribute", "DBInstanceId", id)
	},
	"clickhouse_clusters": func(c *cloud, id string) (list, key answer) {
		return c.call(admin, clickhouseVersion, "DescribeDBClusters"), c.call(admin, clickhouseVersion, "DescribeDBClusterAttribute", "DBClusterId", id)
	},
	"polardb_clusters": func(c *cloud, id string) (list, key answer) {
		return c.call(admin, polardbVersion, "DescribeDBClusters"), c.call(admin, polardbVersion, "DescribeDBClusterTDE", "DBClusterId", id)
	},
	"rds_instances": func(c *cloud, id string) (list, key answer) {
		return c.call(admin, rdsVersion, "DescribeDBInstances"), c.call(admin, rdsVersion, "DescribeDBInstanceTDE", "DBInstanceId", id)
	},
	"kms_applications": func(c *cloud, id string) (list, key answer) {
		return c.kms("ListApplicationAccessPoints"), c.kms("DescribePolicy", "Name", ownPolicyPrefix+id)
	},
	"kafka_instances":   func(c *cloud, _ string) (list, key answer) { return c.twice(kafkaVersion, "GetInstanceList") },
	"dbfs_file_systems": func(c *cloud, _ string) (list, key answer) { return c.twice(dbfsVersion, "ListDbfs") },
	"scaling_configurations": func(c *cloud, _ string) (list, key answer) {
		return c.twice(essVersion, "DescribeScalingConfigurations")
	},
	"desktops": func(c *cloud, _ string) (list, key answer) { return c.twice(ecdVersion, "DescribeDesktops") },
	"ebs_dedicated_disks": func(c *cloud, _ string) (list, key answer) {
		return c.twice(ebsVersion, "DescribeDedicatedBlockStorageClusterDisks", "DbscId", "dbsc-colleague")
	},
	"gateway_shares": func(c *cloud, _ string) (list, key answer) {
		return c.twice(sgwVersion, "DescribeGatewayFileShares", "GatewayId", "gw-colleague")
	},
	"oceanbase_tenants": func(c *cloud, _ string) (list, key answer) {
		return c.twice(oceanbaseVersion, "DescribeTenantEncryption", "InstanceId", "ob-colleague")
	},
	"secrets": func(c *cloud, id string) (list, key answer) {
		return c.kms("ListSecrets"), c.kms("DescribeSecret", "SecretName", id)
	},
}

// twice is for lists that name the key themselves.
func (c *cloud) twice(version, action string, params ...string) (list, key answer) {
	c.t.Helper()
	a := c.call(admin, version, action, params...)
	return a, a
}

// Whatever a colleague adds is where an audit looks, names the key, and is gone
// once it is removed.
func TestAddedDependentsAreListed(t *testing.T) {
	for _, kind := range DependentKinds() {
		t.Run(kind, func(t *testing.T) {
			c := startCloud(t, "")
			var ids []string
			for range 2 {
				id, err := c.sim.AddDependent(kind, testKey)
				must(t, err)
				ids = append(ids, id)
			}
			for _, id := range ids {
				list, key := listings[kind](c, id)
				if list.status != http.StatusOK || !strings.Contains(list.text, id) {
					t.Errorf("%s is not listed: %s", id, list.text)
				}
				if key.status != http.StatusOK || !strings.Contains(key.text, testKey) {
					t.Errorf("%s does not name the key: %s", id, key.text)
				}
				if !slices.ContainsFunc(c.sim.Dependents(), func(d Dependent) bool {
					return d.Kind == kind && d.ID == id && d.Key == testKey && d.Region == "cn-hangzhou" && d.Count == 1
				}) {
					t.Errorf("%s is not shown", id)
				}
				must(t, c.sim.Remove(kind, id))
			}
			if left := c.sim.Dependents(); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestAddDependentRefuses(t *testing.T) {
	c := startCloud(t, "  - {id: key-sign, region: cn-hangzhou, spec: RSA_2048, usage: SIGN/VERIFY}\n")
	for _, row := range []struct{ kind, key, says string }{
		{"ecs_images", testKey, "use one of ecs_disks, "},
		{"ecs_disks", "key-none", "does not exist"},
		{"ecs_disks", "alias/orders", "does not exist"},
		{"ecs_disks", "key-sign", "no resource can be encrypted"},
	} {
		if id, err := c.sim.AddDependent(row.kind, row.key); err == nil || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s under %s: %q, %v; want an error that says %q", row.kind, row.key, id, err, row.says)
		}
	}
}

// Two seats that add at once get a row each.
func TestAddDependentAtOnce(t *testing.T) {
	c := startCloud(t, "")
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			_, err := c.sim.AddDependent("ecs_disks", testKey)
			must(t, err)
		})
	}
	all.Wait()
	if n := len(c.sim.Dependents()); n != 20 {
		t.Errorf("%d rows, want 20", n)
	}
}

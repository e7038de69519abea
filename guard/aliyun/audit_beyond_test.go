package aliyun_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// row is a resource of any product, as a test wishes it.
type row struct {
	id, region, key string
	service         bool   // encrypted with the key that the product manages
	status          string // empty: one that serves
	count           int
}

// product is how a product beyond the required ones is given rows, and what an
// audit finds of one.
type product struct {
	category guard.Category
	relation string
	regional bool   // bears on keys of the same region alone
	odd      string // a status that no documentation knows; empty: its rows have none
	service  string // whose own key its rows name; empty: they tell that without naming one
	add      func(*aliyunsim.Resources, row)
}

var products = []product{
	{guard.MongoDB, "TDE", false, "Melting", "", func(r *aliyunsim.Resources, x row) {
		r.MongoDBInstances = append(r.MongoDBInstances, aliyunsim.MongoDBInstance{
			ID: x.id, Region: x.region, TDE: x.key != "" || x.service, Key: x.key, Status: x.status, Count: x.count,
		})
	}},
	{guard.MongoDB, "disk encryption", false, "Melting", "mongodb", func(r *aliyunsim.Resources, x row) {
		r.MongoDBInstances = append(r.MongoDBInstances, aliyunsim.MongoDBInstance{
			ID: x.id, Region: x.region, Type: "sharding", DiskKey: x.key, DiskEncrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.Redis, "TDE", false, "Melting", "kvstore", func(r *aliyunsim.Resources, x row) {
		r.RedisInstances = append(r.RedisInstances, aliyunsim.RedisInstance{
			ID: x.id, Region: x.region, TDE: x.key != "" || x.service, Key: x.key, Status: x.status, Count: x.count,
		})
	}},
	{guard.NAS, "file system", false, "Melting", "", func(r *aliyunsim.Resources, x row) {
		r.NASFileSystems = append(r.NASFileSystems, aliyunsim.NASFileSystem{
			ID: x.id, Region: x.region, Key: x.key, Encrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.OceanBase, "TDE", false, "MELTING", "", func(r *aliyunsim.Resources, x row) {
		r.OceanBaseTenants = append(r.OceanBaseTenants, aliyunsim.OceanBaseTenant{
			ID: x.id, Region: x.region, Instance: "ob-" + x.region, Key: x.key, Encrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.HBase, "disk encryption", false, "MELTING", "hbase", func(r *aliyunsim.Resources, x row) {
		r.HBaseClusters = append(r.HBaseClusters, aliyunsim.HBaseCluster{
			ID: x.id, Region: x.region, Key: x.key, Encrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.HBase, "disk encryption", false, "MELTING", "hbase", func(r *aliyunsim.Resources, x row) {
		r.HBaseClusters = append(r.HBaseClusters, aliyunsim.HBaseCluster{
			ID: x.id, Region: x.region, MultiZone: true, Key: x.key, Encrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.AnalyticDBMySQL, "disk encryption", false, "Melting", "", func(r *aliyunsim.Resources, x row) {
		r.ADBMySQLClusters = append(r.ADBMySQLClusters, aliyunsim.ADBMySQLCluster{
			ID: x.id, Region: x.region, Key: x.key, Encrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.AnalyticDBPostgreSQL, "disk encryption", false, "Melting", "gpdb", func(r *aliyunsim.Resources, x row) {
		r.ADBPGInstances = append(r.ADBPGInstances, aliyunsim.ADBPGInstance{
			ID: x.id, Region: x.region, Key: x.key, Encrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.ClickHouse, "disk encryption", false, "Melting", "clickhouse", func(r *aliyunsim.Resources, x row) {
		r.ClickHouseClusters = append(r.ClickHouseClusters, aliyunsim.ClickHouseCluster{
			ID: x.id, Region: x.region, Key: x.key, Encrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.DBFS, "file system", false, "melting", "dbfs", func(r *aliyunsim.Resources, x row) {
		r.DBFSFileSystems = append(r.DBFSFileSystems, aliyunsim.DBFSFileSystem{
			ID: x.id, Region: x.region, Instances: []string{"i-1"}, Key: x.key, Encrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.DedicatedStorage, "disk", true, "Melting", "ecs", func(r *aliyunsim.Resources, x row) {
		r.EBSDedicatedDisks = append(r.EBSDedicatedDisks, aliyunsim.EBSDedicatedDisk{
			ID: x.id, Region: x.region, Cluster: "dbsc-" + x.region, Instance: "i-1", Key: x.key, Encrypted: x.service, Status: x.status, Count: x.count,
		})
	}},
	{guard.StorageGateway, "server-side encryption", false, "", "oss", func(r *aliyunsim.Resources, x row) {
		r.GatewayShares = append(r.GatewayShares, aliyunsim.GatewayShare{
			ID: x.id, Region: x.region, Gateway: "gw-" + x.region, Bucket: "b", Key: x.key, Encrypted: x.service, Count: x.count,
		})
	}},
	{guard.Kafka, "disk encryption", false, "97", "", func(r *aliyunsim.Resources, x row) {
		status, _ := strconv.Atoi(x.status)
		r.KafkaInstances = append(r.KafkaInstances, aliyunsim.KafkaInstance{
			ID: x.id, Region: x.region, Key: x.key, Encrypted: x.service, Status: status, Count: x.count,
		})
	}},
	{guard.AutoScaling, "scaling configuration", true, "", "ecs", func(r *aliyunsim.Resources, x row) {
		r.ScalingConfigurations = append(r.ScalingConfigurations, aliyunsim.ScalingConfiguration{
			ID: x.id, Region: x.region, Group: "asg-1", Key: x.key, Encrypted: x.service, Count: x.count,
		})
	}},
	{guard.Desktop, "disk encryption", false, "Melting", "ecd", func(r *aliyunsim.Resources, x row) {
		r.Desktops = append(r.Desktops, aliyunsim.Desktop{
			ID: x.id, Region: x.region, Key: x.key, Encrypted: x.service, Users: []string{"ann"}, Status: x.status, Count: x.count,
		})
	}},
}

// beyond adds one dependent of each product, and one that is none. Logstores
// are called after their projects, and have tests of their own.
func beyond(r *aliyunsim.Resources) {
	r.SLSLogstores = append(r.SLSLogstores,
		aliyunsim.SLSLogstore{Project: "shop", Name: "mine", Region: home, Key: keyID}, aliyunsim.SLSLogstore{Project: "shop", Name: "theirs", Region: home, Key: other})
	for i, p := range products {
		p.add(r, row{id: fmt.Sprintf("x%d-mine", i), region: home, key: keyID})
		p.add(r, row{id: fmt.Sprintf("x%d-theirs", i), region: home, key: other})
	}
}

// beyondLines are the dependents that beyond adds, in the order of an audit.
var beyondLines = slices.Sorted(slices.Values(linesBeyond()))

func linesBeyond() []string {
	out := []string{"sls cn-hangzhou shop/mine logstore, in use now, group shop/mine"}
	for i, p := range products {
		out = append(out, fmt.Sprintf("%s %s x%d-mine %s, in use now, group x%d-mine", p.category, home, i, p.relation, i))
	}
	return out
}

// places writes the places and IDs of the dependents of a category.
func places(a guard.Audit, of guard.Category) []string {
	var out []string
	for _, d := range a.Dependencies {
		if d.Category == of {
			out = append(out, d.Region+" "+d.ID+" "+d.Relation)
		}
	}
	return out
}

// incompleteIn reports whether a category is incomplete somewhere.
func incompleteIn(a guard.Audit, of guard.Category) bool {
	for _, r := range a.IncompleteRows() {
		if r.Category == of {
			return true
		}
	}
	return false
}

// TestProductsFindTheKeyInEachForm: by ID, ARN and alias; an alias means the key
// of the resource's own region, and a service's own key is none of ours.
func TestProductsFindTheKeyInEachForm(t *testing.T) {
	for _, p := range products {
		t.Run(string(p.category)+" "+p.relation, func(t *testing.T) {
			t.Parallel()
			w := world()
			if p.service != "" {
				w.Keys = append(w.Keys, aliyunsim.Key{ID: "key-hzz650serv1ceserv1ce", Region: home, Creator: "Service", Aliases: []string{"alias/acs/" + p.service}})
			}
			for _, x := range []row{
				{id: "a-id", region: home, key: keyID}, {id: "b-arn", region: home, key: key.ARN()}, {id: "c-alias", region: home, key: "alias/orders"},
				{id: "d-other", region: home, key: other}, {id: "e-plain", region: home}, {id: "f-service", region: home, service: true},
				{id: "g-far", region: "cn-beijing", key: key.ARN()}, {id: "h-far-alias", region: "cn-beijing", key: "alias/orders"},
			} {
				p.add(&w.Resources, x)
			}
			a := audit(t, start(t, w), key)
			want := []string{"cn-hangzhou a-id ", "cn-hangzhou b-arn ", "cn-hangzhou c-alias "}
			if !p.regional {
				want = append([]string{"cn-beijing g-far "}, want...)
			}
			for i := range want {
				want[i] += p.relation
			}
			if d := cmp.Diff(want, places(a, p.category)); d != "" || !a.Complete() {
				t.Errorf("incomplete %v, dependents (-want +got):\n%s", a.IncompleteRows(), d)
			}
		})
	}
}

// TestProductsReadLongLists has more rows than the largest page of any product.
func TestProductsReadLongLists(t *testing.T) {
	const many = 130
	for _, p := range products {
		t.Run(string(p.category)+" "+p.relation, func(t *testing.T) {
			t.Parallel()
			w := world()
			p.add(&w.Resources, row{id: "x", region: home, key: keyID, count: many})
			fast := func(o *aliyun.Options) {
				o.Budget = aliyun.Budget{Share: 1, PerSecond: map[string]float64{
					"hbase.DescribeInstance": 10000, "hbase.DescribeMultiZoneCluster": 10000, "adb.DescribeDBClusterAttribute": 10000,
					"gpdb.DescribeDBInstanceAttribute": 10000, "clickhouse.DescribeDBClusterAttribute": 10000,
					"dds.DescribeDBInstanceTDEInfo": 10000, "r-kvstore.DescribeInstanceTDEStatus": 10000, "r-kvstore.DescribeEncryptionKey": 10000,
				}}
			}
			a := audit(t, start(t, w, fast), key)
			if n := len(places(a, p.category)); n != many || !a.Complete() {
				t.Errorf("%d dependents, want %d; incomplete %v", n, many, a.IncompleteRows())
			}
		})
	}
}

// TestProductsDoNotGuessAStatus: a status that is not known blocks the audit of
// the key that it concerns, and of no other.
func TestProductsDoNotGuessAStatus(t *testing.T) {
	for _, p := range products {
		if p.odd == "" {
			continue
		}
		t.Run(string(p.category)+" "+p.relation, func(t *testing.T) {
			t.Parallel()
			w := world()
			p.add(&w.Resources, row{id: "x", region: home, key: keyID, status: p.odd})
			g := start(t, w)
			if a := audit(t, g, key); !incompleteIn(a, p.category) {
				t.Errorf("the status %s passed: %v", p.odd, lines(a))
			}
			if a := audit(t, g, guard.KeyRef{Account: account, Region: home, ID: other}); !a.Complete() {
				t.Errorf("the key that is not concerned: %v", a.IncompleteRows())
			}
		})
	}
}

// TestProductsThatNameNoKeyAreIncomplete: what is encrypted and names no key may
// be under any, unless the product says that the key is its own.
func TestProductsThatNameNoKeyAreIncomplete(t *testing.T) {
	for _, p := range products {
		t.Run(string(p.category)+" "+p.relation, func(t *testing.T) {
			t.Parallel()
			w := world()
			p.add(&w.Resources, row{id: "x", region: home, service: true})
			a := audit(t, start(t, w), key)
			if tells := p.service == ""; a.Complete() != tells || len(a.Dependencies) != 0 {
				t.Errorf("complete %v, want %v; %v", a.Complete(), tells, lines(a))
			}
		})
	}
}

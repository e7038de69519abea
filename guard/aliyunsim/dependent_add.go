package aliyunsim

import (
	"fmt"
	"slices"
	"strings"
)

// sample makes plausible rows of one kind that use a key.
type sample struct {
	kind string
	add  func(s *Sim, region, key string) (id string, err error)
}

// samples are the kinds of dependents that AddDependent can make.
func samples() []sample {
	return append([]sample{
		sampleOf("ecs_disks", "d-colleague", func(t *tables) *table[ECSDisk] { return &t.ecsDisks }, func(id, region, key string) ECSDisk {
			return ECSDisk{ID: id, Region: region, Kind: "data", Instance: "i-colleague", Key: key}
		}),
		sampleOf("ecs_snapshots", "s-colleague", func(t *tables) *table[ECSSnapshot] { return &t.ecsSnapshots }, func(id, region, key string) ECSSnapshot {
			return ECSSnapshot{ID: id, Region: region, Disk: "d-colleague", Key: key}
		}),
		sampleOf("oss_buckets", "colleague-bucket", func(t *tables) *table[OSSBucket] { return &t.ossBuckets }, func(id, region, key string) OSSBucket {
			return OSSBucket{Name: id, Region: region, Key: key}
		}),
		sampleOf("polardb_clusters", "pc-colleague", func(t *tables) *table[PolarDBCluster] { return &t.polardbClusters }, func(id, region, key string) PolarDBCluster {
			return PolarDBCluster{ID: id, Region: region, Engine: "MySQL", TDE: true, Key: key}
		}),
		sampleOf("rds_instances", "rm-colleague", func(t *tables) *table[RDSInstance] { return &t.rdsInstances }, func(id, region, key string) RDSInstance {
			return RDSInstance{ID: id, Region: region, Engine: "MySQL", TDE: true, Key: key}
		}),
		sampleOf("nas_file_systems", "nas-colleague", func(t *tables) *table[NASFileSystem] { return &t.nasFileSystems }, func(id, region, key string) NASFileSystem {
			return NASFileSystem{ID: id, Region: region, Key: key}
		}),
		sampleOf("mongodb_instances", "dds-colleague", func(t *tables) *table[MongoDBInstance] { return &t.mongodbInstances }, func(id, region, key string) MongoDBInstance {
			return MongoDBInstance{ID: id, Region: region, TDE: true, Key: key}
		}),
		sampleOf("redis_instances", "r-colleague", func(t *tables) *table[RedisInstance] { return &t.redisInstances }, func(id, region, key string) RedisInstance {
			return RedisInstance{ID: id, Region: region, TDE: true, Key: key}
		}),
		{"sls_logstores", sampleLogstore},
		sampleOf("hbase_clusters", "hb-colleague", func(t *tables) *table[HBaseCluster] { return &t.hbaseClusters }, func(id, region, key string) HBaseCluster {
			return HBaseCluster{ID: id, Region: region, Key: key}
		}),
		sampleOf("adb_mysql_clusters", "am-colleague", func(t *tables) *table[ADBMySQLCluster] { return &t.adbMySQLClusters }, func(id, region, key string) ADBMySQLCluster {
			return ADBMySQLCluster{ID: id, Region: region, Key: key}
		}),
		sampleOf("adb_pg_instances", "gp-colleague", func(t *tables) *table[ADBPGInstance] { return &t.adbPGInstances }, func(id, region, key string) ADBPGInstance {
			return ADBPGInstance{ID: id, Region: region, Key: key}
		}),
		sampleOf("clickhouse_clusters", "cc-colleague", func(t *tables) *table[ClickHouseCluster] { return &t.clickhouseClusters }, func(id, region, key string) ClickHouseCluster {
			return ClickHouseCluster{ID: id, Region: region, Key: key}
		}),
		sampleOf("secrets", "colleague/secret", func(t *tables) *table[Secret] { return &t.secrets }, func(id, region, key string) Secret {
			return Secret{Name: id, Region: region, Key: key}
		}),
	}, serviceSamples()...)
}

// sampleOf makes rows of a table, named by the first number that is free.
func sampleOf[T tableRow[T]](kind, prefix string, of func(*tables) *table[T], row func(id, region, key string) T) sample {
	return sample{kind, func(s *Sim, region, key string) (string, error) {
		t := of(&s.tables)
		for n := 1; ; n++ {
			if id := fmt.Sprintf("%s-%d", prefix, n); !t.has(id) {
				return id, addRow(s, t, row(id, region, key))
			}
		}
	}}
}

// sampleLogstore makes a logstore in a project of the region, since a project
// has one region only.
func sampleLogstore(s *Sim, region, key string) (id string, err error) {
	one := sampleOf("sls_logstores", "colleague-"+region+"/logs", func(t *tables) *table[SLSLogstore] { return &t.slsLogstores },
		func(id, region, key string) SLSLogstore { return SLSLogstore{Region: region, Key: key}.named(id) })
	return one.add(s, region, key)
}

// DependentKinds lists the kinds of which AddDependent can make a row.
func DependentKinds() []string {
	var kinds []string
	for _, s := range samples() {
		kinds = append(kinds, s.kind)
	}
	return kinds
}

// AddDependent adds a row of a kind that uses a key, in the key's region, as a
// colleague would who knows nothing of a planned deletion, and returns its name.
// It refuses a key that does not exist or is asymmetric.
// KIND@ACCOUNT adds it to a member, which names the key by its ARN.
func (s *Sim) AddDependent(kind, key string) (id string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kind, account, err := s.within(kind)
	if err != nil {
		return "", err
	}
	kinds := samples()
	at := slices.IndexFunc(kinds, func(one sample) bool { return one.kind == kind })
	if at < 0 {
		return "", fmt.Errorf("kind %q cannot be made by itself: use one of %s", kind, strings.Join(DependentKinds(), ", "))
	}
	s.destroyDue(s.now())
	switch k := s.keys.byID[key]; {
	case k == nil:
		return "", fmt.Errorf("key %s does not exist: name one that does", key)
	case isAsymmetric(k.Spec):
		return "", fmt.Errorf("key %s is of spec %s: no resource can be encrypted under it", key, k.Spec)
	case account != s:
		return kinds[at].add(account, k.Region, s.arn(k))
	default:
		return kinds[at].add(s, k.Region, key)
	}
}

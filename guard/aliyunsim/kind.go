package aliyunsim

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// tables are the rows of every resource kind.
type tables struct {
	ossBuckets         table[OSSBucket]
	ecsDisks           table[ECSDisk]
	ecsSnapshots       table[ECSSnapshot]
	ecsImages          table[ECSImage]
	ecsInstances       table[ECSInstance]
	ecsPolicies        table[ECSSnapshotPolicy]
	ecsDefaultKeys     table[ECSDefaultKey]
	rdsInstances       table[RDSInstance]
	polardbClusters    table[PolarDBCluster]
	nasFileSystems     table[NASFileSystem]
	mongodbInstances   table[MongoDBInstance]
	redisInstances     table[RedisInstance]
	slsLogstores       table[SLSLogstore]
	hbaseClusters      table[HBaseCluster]
	adbMySQLClusters   table[ADBMySQLCluster]
	adbPGInstances     table[ADBPGInstance]
	clickhouseClusters table[ClickHouseCluster]
	loadBalancers      table[LoadBalancer]
	certificates       table[Certificate]
	secrets            table[Secret]
	kmsInstances       table[KMSInstance]
	kmsApplications    table[KMSApplication]

	dbfsFileSystems       table[DBFSFileSystem]
	desktops              table[Desktop]
	ebsDedicatedDisks     table[EBSDedicatedDisk]
	gatewayShares         table[GatewayShare]
	kafkaInstances        table[KafkaInstance]
	oceanbaseTenants      table[OceanBaseTenant]
	scalingConfigurations table[ScalingConfiguration]
}

// kind is a sort of row that can be added and removed by name.
type kind struct {
	add    func(s *Sim, row []byte) error
	remove func(s *Sim, name string) bool
	rows   func(s *Sim) any // as written, for the state view
}

// kinds are all sorts of rows, by their names in a world file.
func kinds() map[string]kind {
	return map[string]kind{
		"keys":                  {addKeyRow, (*Sim).removeKey, func(s *Sim) any { return s.keyViews() }},
		"principals":            {addPrincipalRow, (*Sim).removePrincipal, func(s *Sim) any { return s.principalViews() }},
		"oss_buckets":           tableKind(func(s *Sim) *table[OSSBucket] { return &s.tables.ossBuckets }),
		"ecs_disks":             tableKind(func(s *Sim) *table[ECSDisk] { return &s.tables.ecsDisks }),
		"ecs_snapshots":         tableKind(func(s *Sim) *table[ECSSnapshot] { return &s.tables.ecsSnapshots }),
		"ecs_images":            tableKind(func(s *Sim) *table[ECSImage] { return &s.tables.ecsImages }),
		"ecs_instances":         tableKind(func(s *Sim) *table[ECSInstance] { return &s.tables.ecsInstances }),
		"ecs_snapshot_policies": tableKind(func(s *Sim) *table[ECSSnapshotPolicy] { return &s.tables.ecsPolicies }),
		"ecs_default_keys":      tableKind(func(s *Sim) *table[ECSDefaultKey] { return &s.tables.ecsDefaultKeys }),
		"rds_instances":         tableKind(func(s *Sim) *table[RDSInstance] { return &s.tables.rdsInstances }),
		"polardb_clusters":      tableKind(func(s *Sim) *table[PolarDBCluster] { return &s.tables.polardbClusters }),
		"nas_file_systems":      tableKind(func(s *Sim) *table[NASFileSystem] { return &s.tables.nasFileSystems }),
		"mongodb_instances":     tableKind(func(s *Sim) *table[MongoDBInstance] { return &s.tables.mongodbInstances }),
		"redis_instances":       tableKind(func(s *Sim) *table[RedisInstance] { return &s.tables.redisInstances }),
		"sls_logstores":         tableKind(func(s *Sim) *table[SLSLogstore] { return &s.tables.slsLogstores }),
		"hbase_clusters":        tableKind(func(s *Sim) *table[HBaseCluster] { return &s.tables.hbaseClusters }),
		"adb_mysql_clusters":    tableKind(func(s *Sim) *table[ADBMySQLCluster] { return &s.tables.adbMySQLClusters }),
		"adb_pg_instances":      tableKind(func(s *Sim) *table[ADBPGInstance] { return &s.tables.adbPGInstances }),
		"clickhouse_clusters":   tableKind(func(s *Sim) *table[ClickHouseCluster] { return &s.tables.clickhouseClusters }),
		"load_balancers":        tableKind(func(s *Sim) *table[LoadBalancer] { return &s.tables.loadBalancers }),
		"certificates":          tableKind(func(s *Sim) *table[Certificate] { return &s.tables.certificates }),
		"secrets":               tableKind(func(s *Sim) *table[Secret] { return &s.tables.secrets }),
		"kms_instances":         tableKind(func(s *Sim) *table[KMSInstance] { return &s.tables.kmsInstances }),
		"kms_applications":      tableKind(func(s *Sim) *table[KMSApplication] { return &s.tables.kmsApplications }),

		"dbfs_file_systems":      tableKind(func(s *Sim) *table[DBFSFileSystem] { return &s.tables.dbfsFileSystems }),
		"desktops":               tableKind(func(s *Sim) *table[Desktop] { return &s.tables.desktops }),
		"ebs_dedicated_disks":    tableKind(func(s *Sim) *table[EBSDedicatedDisk] { return &s.tables.ebsDedicatedDisks }),
		"gateway_shares":         tableKind(func(s *Sim) *table[GatewayShare] { return &s.tables.gatewayShares }),
		"kafka_instances":        tableKind(func(s *Sim) *table[KafkaInstance] { return &s.tables.kafkaInstances }),
		"oceanbase_tenants":      tableKind(func(s *Sim) *table[OceanBaseTenant] { return &s.tables.oceanbaseTenants }),
		"scaling_configurations": tableKind(func(s *Sim) *table[ScalingConfiguration] { return &s.tables.scalingConfigurations }),
	}
}

func tableKind[T tableRow[T]](of func(*Sim) *table[T]) kind {
	return kind{
		add: func(s *Sim, row []byte) error {
			var r T
			if err := decodeRow(row, &r); err != nil {
				return err
			}
			return addRow(s, of(s), r)
		},
		remove: func(s *Sim, name string) bool { return of(s).remove(name) },
		rows:   func(s *Sim) any { return worldForm(of(s).written()) },
	}
}

// addRow puts a row into its table and its region into use.
func addRow[T tableRow[T]](s *Sim, t *table[T], r T) error {
	if err := s.regions.use(r.row().region); err != nil && r.row().region != "" {
		return err
	}
	if err := checkRow(r, &s.tables); err != nil {
		return err
	}
	return t.add(r)
}

// addRows adds the rows of one kind when the world is loaded.
func addRows[T tableRow[T]](s *Sim, kind string, t *table[T], rows []T) error {
	for i, r := range rows {
		if err := addRow(s, t, r); err != nil {
			return fmt.Errorf("%s, row %d: %w", kind, i+1, err)
		}
	}
	return nil
}

func (s *Sim) loadResources(r Resources) error {
	t := &s.tables
	return errors.Join(
		addRows(s, "oss_buckets", &t.ossBuckets, r.OSSBuckets),
		addRows(s, "ecs_disks", &t.ecsDisks, r.ECSDisks),
		addRows(s, "ecs_snapshots", &t.ecsSnapshots, r.ECSSnapshots),
		addRows(s, "ecs_images", &t.ecsImages, r.ECSImages),
		addRows(s, "ecs_instances", &t.ecsInstances, r.ECSInstances),
		addRows(s, "ecs_snapshot_policies", &t.ecsPolicies, r.ECSSnapshotPolicies),
		addRows(s, "ecs_default_keys", &t.ecsDefaultKeys, r.ECSDefaultKeys),
		addRows(s, "rds_instances", &t.rdsInstances, r.RDSInstances),
		addRows(s, "polardb_clusters", &t.polardbClusters, r.PolarDBClusters),
		addRows(s, "nas_file_systems", &t.nasFileSystems, r.NASFileSystems),
		addRows(s, "mongodb_instances", &t.mongodbInstances, r.MongoDBInstances),
		addRows(s, "redis_instances", &t.redisInstances, r.RedisInstances),
		addRows(s, "sls_logstores", &t.slsLogstores, r.SLSLogstores),
		addRows(s, "hbase_clusters", &t.hbaseClusters, r.HBaseClusters),
		addRows(s, "adb_mysql_clusters", &t.adbMySQLClusters, r.ADBMySQLClusters),
		addRows(s, "adb_pg_instances", &t.adbPGInstances, r.ADBPGInstances),
		addRows(s, "clickhouse_clusters", &t.clickhouseClusters, r.ClickHouseClusters),
		addRows(s, "load_balancers", &t.loadBalancers, r.LoadBalancers),
		addRows(s, "certificates", &t.certificates, r.Certificates),
		addRows(s, "secrets", &t.secrets, r.Secrets),
		addRows(s, "kms_instances", &t.kmsInstances, r.KMSInstances),
		addRows(s, "kms_applications", &t.kmsApplications, r.KMSApplications),

		addRows(s, "dbfs_file_systems", &t.dbfsFileSystems, r.DBFSFileSystems),
		addRows(s, "desktops", &t.desktops, r.Desktops),
		addRows(s, "ebs_dedicated_disks", &t.ebsDedicatedDisks, r.EBSDedicatedDisks),
		addRows(s, "gateway_shares", &t.gatewayShares, r.GatewayShares),
		addRows(s, "kafka_instances", &t.kafkaInstances, r.KafkaInstances),
		addRows(s, "oceanbase_tenants", &t.oceanbaseTenants, r.OceanBaseTenants),
		addRows(s, "scaling_configurations", &t.scalingConfigurations, r.ScalingConfigurations),
	)
}

// Add adds one row, in YAML or JSON, of a kind of the world file: keys,
// principals, or any list below resources. KIND@ACCOUNT adds it to a member. It
// refuses unknown fields and names that are taken.
func (s *Sim) Add(kindName string, row []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, account, err := s.findKind(kindName)
	if err != nil {
		return err
	}
	if err := k.add(account, row); err != nil {
		return fmt.Errorf("add to %s: %w", kindName, err)
	}
	return nil
}

// Remove takes a row out by its name or ID; of a counted row one number, or all
// by the name as written. KIND@ACCOUNT takes it from a member.
func (s *Sim) Remove(kindName, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, account, err := s.findKind(kindName)
	if err != nil {
		return err
	}
	if !k.remove(account, name) {
		return fmt.Errorf("remove from %s: there is no %q", kindName, name)
	}
	return nil
}

// findKind reads KIND or KIND@ACCOUNT.
func (s *Sim) findKind(name string) (kind, *Sim, error) {
	plain, account, err := s.within(name)
	if err != nil {
		return kind{}, nil, err
	}
	all := kinds()
	k, ok := all[plain]
	if !ok {
		return kind{}, nil, fmt.Errorf("kind %q is unknown: use one of %s", plain, strings.Join(slices.Sorted(maps.Keys(all)), ", "))
	}
	return k, account, nil
}

// decodeRow reads exactly one strict YAML or JSON value.
func decodeRow(row []byte, into any) error {
	d := yaml.NewDecoder(bytes.NewReader(row), yaml.Strict())
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("row cannot be read: %w", err)
	}
	var more any
	if err := d.Decode(&more); !errors.Is(err, io.EOF) {
		return errors.New("row is followed by another document: add one row at a time")
	}
	return nil
}

package aliyunsim

import "time"

// Resources are the things that can depend on a key, one list a kind. A key is
// named as the cloud would report it: by ID, ARN or alias. Count makes that many
// rows with numbered IDs.
type Resources struct {
	OSSBuckets          []OSSBucket         `yaml:"oss_buckets"`
	ECSDisks            []ECSDisk           `yaml:"ecs_disks"`
	ECSSnapshots        []ECSSnapshot       `yaml:"ecs_snapshots"`
	ECSImages           []ECSImage          `yaml:"ecs_images"`
	ECSInstances        []ECSInstance       `yaml:"ecs_instances"`
	ECSSnapshotPolicies []ECSSnapshotPolicy `yaml:"ecs_snapshot_policies"`
	ECSDefaultKeys      []ECSDefaultKey     `yaml:"ecs_default_keys"`
	RDSInstances        []RDSInstance       `yaml:"rds_instances"`
	PolarDBClusters     []PolarDBCluster    `yaml:"polardb_clusters"`
	NASFileSystems      []NASFileSystem     `yaml:"nas_file_systems"`
	MongoDBInstances    []MongoDBInstance   `yaml:"mongodb_instances"`
	RedisInstances      []RedisInstance     `yaml:"redis_instances"`
	SLSLogstores        []SLSLogstore       `yaml:"sls_logstores"`
	HBaseClusters       []HBaseCluster      `yaml:"hbase_clusters"`
	ADBMySQLClusters    []ADBMySQLCluster   `yaml:"adb_mysql_clusters"`
	ADBPGInstances      []ADBPGInstance     `yaml:"adb_pg_instances"`
	ClickHouseClusters  []ClickHouseCluster `yaml:"clickhouse_clusters"`
	LoadBalancers       []LoadBalancer      `yaml:"load_balancers"`
	Certificates        []Certificate       `yaml:"certificates"`
	Secrets             []Secret            `yaml:"secrets"`
	KMSInstances        []KMSInstance       `yaml:"kms_instances"`
	KMSApplications     []KMSApplication    `yaml:"kms_applications"`

	DBFSFileSystems       []DBFSFileSystem       `yaml:"dbfs_file_systems"`
	Desktops              []Desktop              `yaml:"desktops"`
	EBSDedicatedDisks     []EBSDedicatedDisk     `yaml:"ebs_dedicated_disks"`
	GatewayShares         []GatewayShare         `yaml:"gateway_shares"`
	KafkaInstances        []KafkaInstance        `yaml:"kafka_instances"`
	OceanBaseTenants      []OceanBaseTenant      `yaml:"oceanbase_tenants"`
	ScalingConfigurations []ScalingConfiguration `yaml:"scaling_configurations"`
}

// OSSBucket is a bucket with its default encryption rule.
type OSSBucket struct {
	Name           string           `yaml:"name"`
	Region         string           `yaml:"region"`
	Key            string           `yaml:"key"`             // default SSE-KMS key; with SSE KMS empty: the OSS service key
	SSE            string           `yaml:"sse"`             // KMS, AES256, SM4 or none; default KMS when key is set, else none
	DataEncryption string           `yaml:"data_encryption"` // SM4, or empty
	Versioning     string           `yaml:"versioning"`      // Enabled, Suspended or empty
	StorageClass   string           `yaml:"storage_class"`   // default Standard
	CreatedAt      time.Time        `yaml:"created_at"`
	Objects        []OSSObject      `yaml:"objects"`
	Replication    []OSSReplication `yaml:"replication"`
	Inventories    []OSSInventory   `yaml:"inventories"`
	Count          int              `yaml:"count"`
}

// OSSObject is one object version; only those that matter need be written.
type OSSObject struct {
	Name    string `yaml:"name"`
	Version string `yaml:"version"` // version ID of an older version; empty: the current one
	Key     string `yaml:"key"`
	SSE     string `yaml:"sse"` // default KMS when key is set, else the bucket's
	Size    int64  `yaml:"size"`
}

// OSSReplication is a rule that copies a bucket elsewhere under a key of its own.
type OSSReplication struct {
	ID     string `yaml:"id"`
	Bucket string `yaml:"bucket"`
	Region string `yaml:"region"`
	Key    string `yaml:"key"`
}

// OSSInventory is a scheduled list of a bucket that is itself encrypted.
type OSSInventory struct {
	ID  string `yaml:"id"`
	Key string `yaml:"key"`
}

// ECSDisk is a system or data disk.
type ECSDisk struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Zone      string            `yaml:"zone"`     // default REGION-a
	Kind      string            `yaml:"kind"`     // system or data (default)
	Instance  string            `yaml:"instance"` // instance it is attached to; empty: unattached
	Key       string            `yaml:"key"`
	Encrypted bool              `yaml:"encrypted"` // default true when key is set
	Status    string            `yaml:"status"`    // default In_use with an instance, else Available
	Category  string            `yaml:"category"`  // default cloud_essd
	Size      int               `yaml:"size"`      // GiB; default 40
	Snapshot  string            `yaml:"snapshot"`  // snapshot it was made from
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// ECSSnapshot is a snapshot of a disk.
type ECSSnapshot struct {
	ID        string    `yaml:"id"`
	Name      string    `yaml:"name"`
	Region    string    `yaml:"region"`
	Disk      string    `yaml:"disk"` // source disk; it may no longer exist
	DiskKind  string    `yaml:"disk_kind"`
	Key       string    `yaml:"key"`
	Encrypted bool      `yaml:"encrypted"`
	Status    string    `yaml:"status"` // default accomplished
	Usage     string    `yaml:"usage"`  // none (default), image, disk or image_disk
	CreatedAt time.Time `yaml:"created_at"`
	// CreatedEvery is how much earlier than the one before each further snapshot
	// of a counted row was made; in whole seconds.
	CreatedEvery Duration          `yaml:"created_every"`
	Tags         map[string]string `yaml:"tags"`
	Count        int               `yaml:"count"`
}

// ECSImage is a custom image made of snapshots; it carries no key ID itself.
type ECSImage struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Snapshots []string          `yaml:"snapshots"`
	Encrypted bool              `yaml:"encrypted"`
	Status    string            `yaml:"status"` // default Available
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// ECSInstance is a virtual machine.
type ECSInstance struct {
	ID     string            `yaml:"id"`
	Name   string            `yaml:"name"`
	Region string            `yaml:"region"`
	Status string            `yaml:"status"` // default Running
	Tags   map[string]string `yaml:"tags"`
	Count  int               `yaml:"count"`
}

// ECSSnapshotPolicy is an automatic snapshot policy whose copies use a key.
type ECSSnapshotPolicy struct {
	ID     string            `yaml:"id"`
	Name   string            `yaml:"name"`
	Region string            `yaml:"region"`
	Key    string            `yaml:"key"`    // key of the copies; empty: copies are not encrypted
	Target string            `yaml:"target"` // region of the copies
	Tags   map[string]string `yaml:"tags"`
	Count  int               `yaml:"count"`
}

// ECSDefaultKey is the account's default key for new disks in one region.
type ECSDefaultKey struct {
	Region    string `yaml:"region"`
	Key       string `yaml:"key"`
	Encrypted bool   `yaml:"encrypted"` // encryption by default is on
}

// RDSInstance is a database instance.
type RDSInstance struct {
	ID      string `yaml:"id"`
	Name    string `yaml:"name"`
	Region  string `yaml:"region"`
	Engine  string `yaml:"engine"` // MySQL (default), SQLServer, PostgreSQL or MariaDB
	TDE     bool   `yaml:"tde"`
	Key     string `yaml:"key"`      // TDE key
	DiskKey string `yaml:"disk_key"` // key of cloud-disk encryption
	Status  string `yaml:"status"`   // default Running
	Role    string `yaml:"role"`     // Primary (default), Readonly, Guard or Temp
	Count   int    `yaml:"count"`
}

// PolarDBCluster is a database cluster.
type PolarDBCluster struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Engine    string            `yaml:"engine"` // MySQL (default), PostgreSQL or Oracle
	TDE       bool              `yaml:"tde"`
	Key       string            `yaml:"key"`
	TDERegion string            `yaml:"tde_region"` // region of the key; default: the cluster's
	Status    string            `yaml:"status"`     // default Running
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// LoadBalancer is a CLB (lb-…) or ALB (alb-…) instance. Those that a
// certificate's listener names need no row.
type LoadBalancer struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Status    string            `yaml:"status"` // default active
	Listeners []Listener        `yaml:"listeners"`
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// Listener is a port of a load balancer.
type Listener struct {
	Port     int    `yaml:"port"`
	Protocol string `yaml:"protocol"` // HTTPS (default), HTTP, TCP, …
}

// Certificate is a server certificate, possibly served by an HTTPS listener.
type Certificate struct {
	ID         string            `yaml:"id"`
	Name       string            `yaml:"name"`
	Region     string            `yaml:"region"`
	Listener   string            `yaml:"listener"`    // LOADBALANCER/PORT, lb-… for CLB, alb-… for ALB; empty: not deployed
	Key        string            `yaml:"key"`         // SIGN/VERIFY key whose public key it carries; empty: one of its own
	CommonName string            `yaml:"common_name"` // default example.com
	Expired    bool              `yaml:"expired"`
	Tags       map[string]string `yaml:"tags"` // shown by CLB
	Count      int               `yaml:"count"`
}

// Secret is a secret of the KMS Secrets Manager.
type Secret struct {
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Key       string            `yaml:"key"`
	Kind      string            `yaml:"kind"`     // Generic (default), Rds, RAMCredentials, ECS, …
	Instance  string            `yaml:"instance"` // KMS instance, if any
	DeletesAt time.Time         `yaml:"deletes_at"`
	CreatedAt time.Time         `yaml:"created_at"`
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

// KMSInstance is a dedicated KMS instance with its own gateway.
type KMSInstance struct {
	ID      string    `yaml:"id"`
	Name    string    `yaml:"name"`
	Region  string    `yaml:"region"`
	Status  string    `yaml:"status"` // default Connected
	EndsAt  time.Time `yaml:"ends_at"`
	KeyNum  int       `yaml:"key_num"`    // quota of keys; default 1000
	Secrets int       `yaml:"secret_num"` // quota of secrets
	Count   int       `yaml:"count"`
}

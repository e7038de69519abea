package guard

// Categories beyond the required ones. An audit reads them wherever the product exists; what cannot be read there
// makes it incomplete like any other.
const (
	NAS                  Category = "nas"
	MongoDB              Category = "mongodb"
	Redis                Category = "redis"
	SLS                  Category = "sls"
	HBase                Category = "hbase"
	AnalyticDBMySQL      Category = "adb-mysql"
	AnalyticDBPostgreSQL Category = "adb-postgresql"
	ClickHouse           Category = "clickhouse"
	Kafka                Category = "kafka"
	DBFS                 Category = "dbfs"
	DedicatedStorage     Category = "ebs-dedicated"
	AutoScaling          Category = "auto-scaling"
	Desktop              Category = "desktop"
	StorageGateway       Category = "storage-gateway"
	OceanBase            Category = "oceanbase"
	SnapshotPolicy       Category = "snapshot-policy" // copies that automatic snapshot policies will make
	DefaultKey           Category = "default-key"     // the account's default for new disks
	Alias                Category = "alias"           // names by which applications may call the key
)

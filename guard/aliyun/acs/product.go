package acs

import (
	"maps"
	"slices"
)

// Product names a cloud product in calls and in the configuration of
// endpoints, in lower case.
type Product string

// The products that can be called. All but OSS and SLS speak the RPC style.
const (
	ActionTrail Product = "actiontrail"
	ALB         Product = "alb"
	CAS         Product = "cas"
	CMS         Product = "cms"
	ECS         Product = "ecs"
	KMS         Product = "kms"
	OSS         Product = "oss"
	PolarDB     Product = "polardb"
	RAM         Product = "ram"
	RDS         Product = "rds"
	SLB         Product = "slb"
	STS         Product = "sts"

	// Products beyond those that every audit needs, each with its name in the API.

	AnalyticDB     Product = "adb" // for MySQL
	AutoScaling    Product = "ess"
	ClickHouse     Product = "clickhouse"
	DBFS           Product = "dbfs"
	Desktop        Product = "ecd"
	EBS            Product = "ebs"  // dedicated block storage clusters
	Greenplum      Product = "gpdb" // AnalyticDB for PostgreSQL
	HBase          Product = "hbase"
	Kafka          Product = "alikafka"
	MongoDB        Product = "dds"
	NAS            Product = "nas"
	OceanBase      Product = "oceanbase"
	Redis          Product = "r-kvstore" // and Tair
	StorageGateway Product = "sgw"
	SLS            Product = "sls" // the log service

	// Quotas tells the account's rates of calls.
	Quotas Product = "quotas"
	// ResourceManager lists the accounts of a resource directory.
	ResourceManager Product = "resourcemanager"
)

// api is what the cloud calls a product, and where it listens.
type api struct {
	code    string // as signed requests and logs of the cloud spell it
	version string // of the API; names the product on the wire
	pattern string // host, with {region} where each region has its own
	// shared lists the regions that a host outside the pattern serves.
	shared map[string]string
}

var apis = map[Product]api{
	ActionTrail:     {code: "Actiontrail", version: "2020-07-06", pattern: "actiontrail.{region}.aliyuncs.com"},
	ALB:             {code: "Alb", version: "2020-06-16", pattern: "alb.{region}.aliyuncs.com"},
	CAS:             {code: "cas", version: "2020-04-07", pattern: "cas.aliyuncs.com", shared: casHosts},
	CMS:             {code: "Cms", version: "2019-01-01", pattern: "metrics.{region}.aliyuncs.com"},
	ECS:             {code: "Ecs", version: "2014-05-26", pattern: "ecs.{region}.aliyuncs.com", shared: ecsHosts},
	KMS:             {code: "Kms", version: "2016-01-20", pattern: "kms.{region}.aliyuncs.com"},
	OSS:             {code: "oss", pattern: "oss-{region}.aliyuncs.com"},
	PolarDB:         {code: "polardb", version: "2017-08-01", pattern: "polardb.{region}.aliyuncs.com", shared: polardbHosts},
	RAM:             {code: "Ram", version: "2015-05-01", pattern: "ram.aliyuncs.com"},
	RDS:             {code: "Rds", version: "2014-08-15", pattern: "rds.{region}.aliyuncs.com", shared: rdsHosts},
	SLB:             {code: "Slb", version: "2014-05-15", pattern: "slb.{region}.aliyuncs.com", shared: slbHosts},
	AnalyticDB:      {code: "adb", version: "2019-03-15", pattern: "adb.{region}.aliyuncs.com", shared: adbHosts},
	AutoScaling:     {code: "Ess", version: "2014-08-28", pattern: "ess.{region}.aliyuncs.com", shared: essHosts},
	ClickHouse:      {code: "clickhouse", version: "2019-11-11", pattern: "clickhouse.{region}.aliyuncs.com", shared: clickhouseHosts},
	DBFS:            {code: "DBFS", version: "2020-04-18", pattern: "dbfs.{region}.aliyuncs.com", shared: dbfsHosts},
	Desktop:         {code: "ecd", version: "2020-09-30", pattern: "ecd.{region}.aliyuncs.com"},
	EBS:             {code: "ebs", version: "2021-07-30", pattern: "ebs.{region}.aliyuncs.com"},
	Greenplum:       {code: "gpdb", version: "2016-05-03", pattern: "gpdb.{region}.aliyuncs.com", shared: gpdbHosts},
	HBase:           {code: "HBase", version: "2019-01-01", pattern: "hbase.{region}.aliyuncs.com", shared: hbaseHosts},
	Kafka:           {code: "alikafka", version: "2019-09-16", pattern: "alikafka.{region}.aliyuncs.com"},
	MongoDB:         {code: "Dds", version: "2015-12-01", pattern: "mongodb.{region}.aliyuncs.com", shared: mongodbHosts},
	NAS:             {code: "NAS", version: "2017-06-26", pattern: "nas.{region}.aliyuncs.com"},
	OceanBase:       {code: "OceanBasePro", version: "2019-09-01", pattern: "oceanbasepro.{region}.aliyuncs.com"},
	Redis:           {code: "R-kvstore", version: "2015-01-01", pattern: "r-kvstore.{region}.aliyuncs.com", shared: redisHosts},
	StorageGateway:  {code: "sgw", version: "2018-05-11", pattern: "sgw.{region}.aliyuncs.com", shared: sgwHosts},
	Quotas:          {code: "quotas", version: "2020-05-10", pattern: "quotas.aliyuncs.com"},
	SLS:             {code: "Sls", pattern: "{region}.log.aliyuncs.com"},
	ResourceManager: {code: "ResourceManager", version: "2020-03-31", pattern: "resourcemanager.aliyuncs.com"},
	STS:             {code: "Sts", version: "2015-04-01", pattern: "sts.{region}.aliyuncs.com"},
}

// Products returns every product, sorted by name.
func Products() []Product { return slices.Sorted(maps.Keys(apis)) }

package config

import "slices"

// products are the products whose address can be replaced, by the lower-case
// code of their API. A name that is not here is refused, since an address under
// a misspelt name would leave the product's public address in use.
var products = []string{
	"actiontrail", "adb", "alb", "amqp-open", "cas", "clickhouse", "cms", "cs", "dbfs", "dds", "ebs",
	"ecd", "ecs", "elasticsearch", "ess", "gpdb", "hbase", "hbr", "hitsdb", "kms", "maxcompute", "nas",
	"oceanbase", "alikafka", "oss", "polardb", "polardbx", "quotas", "r-kvstore", "ram", "rds",
	"resourcecenter", "resourcemanager", "sgw", "slb", "sls", "sts", "vpc",
}

// Products returns the names under alicloud.endpoints, sorted.
func Products() []string { return slices.Sorted(slices.Values(products)) }

package aliyun

import (
	"slices"

	"kmsguard/guard"
)

// uncovered are the products that take a key and are not read, with the reason.
// Which of them the account uses is not asked.
var uncovered = []guard.Product{
	{Name: "ACK", Why: "the answer that would name the key of cluster secrets is not documented"},
	{Name: "ClickHouse enterprise edition", Why: "has an API of its own, which is not read"},
	{Name: "Cloud Backup", Why: "its API does not show the key of a vault"},
	{Name: "Elasticsearch", Why: "its API says whether disks are encrypted, not with which key"},
	{Name: "KMS replica keys and backups", Why: "no API tells them"},
	{Name: "Launch templates", Why: "their API does not show the key of new disks"},
	{Name: "Lindorm", Why: "its API says whether KMS is used, not which key"},
	{Name: "MaxCompute", Why: "the answer that would name the key is not documented"},
	{Name: "MSE Nacos", Why: "its API lists no keys of configurations"},
	{Name: "PolarDB-X", Why: "its API says whether TDE is on, not with which key"},
	{Name: "RabbitMQ", Why: "its API does not show the key"},
	{Name: "Released RDS instances and deleted PolarDB clusters", Why: "their backups are kept and are in no list; they stay under the key"},
	{Name: "RocketMQ", Why: "its API only filters by a key and shows none"},
	{Name: "TLS beyond CLB and ALB", Why: "listeners of other services (NLB, CDN, API gateways) are not read"},
}

func notCovered() []guard.Product { return slices.Clone(uncovered) }

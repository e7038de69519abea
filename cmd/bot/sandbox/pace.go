package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"kmsguard/cmd/bot/config"
)

// In a sandbox days pass in a second, so that what a bot asks of the cloud in a
// day is asked in a moment. Limits stay real time, and would only make it wait:
// cloud and Slack answer faster here, and the bot is told so, unless a world says
// how fast the cloud answers. Faults show what a limit does.

// pace is how many calls a second are answered of each API that the bot asks
// again and again.
const pace = 1000

// paced are the groups of APIs that share one quota in the cloud, and the APIs
// in them that the bot calls.
var paced = map[string][]string{
	"kms.key-reads":            {"kms.DescribeKey", "kms.ListKeys", "kms.ListKeyVersions", "kms.GetPublicKey", "kms.ListAliases", "kms.ListAliasesByKeyId", "kms.DescribeRegions"},
	"kms.secret-reads":         {"kms.ListSecrets", "kms.DescribeSecret"},
	"kms.ListResourceTags":     {"kms.ListResourceTags"},
	"actiontrail.LookupEvents": {"actiontrail.LookupEvents"},
	"sts.AssumeRole":           {"sts.AssumeRole"},
	"sts.GetCallerIdentity":    {"sts.GetCallerIdentity"},
	"cms.DescribeMetricList":   {"cms.DescribeMetricList"},
}

// assumed are the APIs of which a large audit makes many calls, and of which the
// cloud publishes no limit: the bot assumes one, and no simulator has it.
var assumed = []string{
	"ecs.DescribeDisks", "ecs.DescribeSnapshots", "ecs.DescribeImages", "oss.GetBucketEncryption", "oss.GetBucketReplication",
	"oss.ListBucketInventory", "oss.ListObjectVersions", "oss.HeadObject", "rds.DescribeDBInstanceTDE",
	"rds.DescribeDBInstanceEncryptionKey", "polardb.DescribeDBClusterTDE",
}

// quotas are the world's, over the pace of a sandbox.
func quotas(ofWorld map[string]string) map[string]string {
	with := map[string]string{}
	for group := range paced {
		with[group] = fmt.Sprintf("%d/s", pace)
	}
	maps.Copy(with, ofWorld)
	return with
}

// budgets tells the bot how fast it may ask.
func budgets() map[string]config.Rate {
	with := map[string]config.Rate{}
	for _, apis := range append(slices.Collect(maps.Values(paced)), assumed) {
		for _, api := range apis {
			with[api] = config.Rate{Calls: pace, Per: time.Second}
		}
	}
	return with
}

package endure

import "fmt"

// Quotas run in real time, and here weeks pass in a second: both sides are told
// that there is hardly any. Faults show what a limit does.
const unhurried = 100_000 // calls a second

// paced are the groups of APIs that share one quota in the cloud, and the APIs in
// them that the bot calls again and again.
var paced = map[string][]string{
	"kms.key-reads":            {"kms.DescribeKey", "kms.ListKeys", "kms.ListKeyVersions", "kms.GetPublicKey", "kms.ListAliasesByKeyId", "kms.DescribeRegions"},
	"kms.secret-reads":         {"kms.ListSecrets", "kms.DescribeSecret"},
	"kms.ListResourceTags":     {"kms.ListResourceTags"},
	"actiontrail.LookupEvents": {"actiontrail.LookupEvents"},
	"sts.AssumeRole":           {"sts.AssumeRole"},
	"sts.GetCallerIdentity":    {"sts.GetCallerIdentity"},
	"cms.DescribeMetricList":   {"cms.DescribeMetricList"},
}

// quotas are the cloud's, and rates what the bot is told of them.
var quotas, rates = func() (map[string]string, map[string]float64) {
	q, r := map[string]string{}, map[string]float64{}
	for group, apis := range paced {
		q[group] = fmt.Sprintf("%d/s", unhurried)
		for _, api := range apis {
			r[api] = unhurried
		}
	}
	return q, r
}()

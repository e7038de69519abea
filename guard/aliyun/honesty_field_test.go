package aliyun_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

func unknownEnum(t *testing.T) {
	categories := map[string]guard.Category{
		"ecs.DescribeDisks": guard.ECSDisk, "ecs.DescribeSnapshots": guard.ECSSnapshot, "rds.DescribeDBInstances": guard.RDS,
		"polardb.DescribeDBClusters": guard.PolarDB, "slb.DescribeLoadBalancerListeners": guard.Certificate, "kms.DescribeSecret": guard.Secret,
		"oss.GetBucketEncryption": guard.OSS,
	}
	further := map[string]guard.Category{
		"rds.DescribeDBInstanceTDE": guard.RDS, "polardb.DescribeDBClusterTDE": guard.PolarDB, "alb.ListListeners": guard.Certificate,
	}
	for name, calls := range map[string]map[string]guard.Category{"of a list": categories, "of a further call": further} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := behind(t, full(), &front{})
			for api := range calls {
				g.fault(t, aliyunsim.Fault{API: api, Kind: aliyunsim.FaultUnknownValue})
			}
			a := audit(t, g, key)
			for _, category := range calls {
				checkIncomplete(t, a, category)
			}
		})
	}
}

// lack is a field that the answers of a call must have, and what that call
// reads. Two fields with a space between them are left out together.
type lack struct {
	action, fields string
	category       guard.Category
}

// lacking are left out together, a line in one audit: each category is held to
// one of them.
var lacking = [][]lack{
	{
		{"DescribeDisks", "DiskId", guard.ECSDisk}, {"DescribeSnapshots", "SnapshotId", guard.ECSSnapshot}, {"DescribeDBInstances", "DBInstanceId", guard.RDS},
		{"DescribeDBClusters", "DBClusterId", guard.PolarDB}, {"ListListeners", "LoadBalancerId", guard.Certificate}, {"ListSecrets", "SecretName", guard.Secret},
	},
	{
		{"DescribeDisks", "Status", guard.ECSDisk}, {"DescribeSnapshots", "Status", guard.ECSSnapshot}, {"DescribeDBInstances", "DBInstanceStatus", guard.RDS},
		{"DescribeDBClusters", "DBClusterStatus", guard.PolarDB}, {"ListListeners", "ListenerProtocol", guard.Certificate}, {"DescribeSecret", "SecretType", guard.Secret},
	},
	{
		{"DescribeDisks", "Disks", guard.ECSDisk}, {"DescribeSnapshots", "Snapshots", guard.ECSSnapshot}, {"DescribeDBInstances", "Items", guard.RDS},
		{"DescribeDBClusters", "Items", guard.PolarDB}, {"ListListeners", "Listeners", guard.Certificate}, {"ListSecrets", "SecretList", guard.Secret},
		{"GetKeyPolicy", "Policy", guard.KeyPolicy},
	},
	{
		{"DescribeDisks", "TotalCount", guard.ECSDisk}, {"DescribeSnapshots", "TotalCount", guard.ECSSnapshot}, {"DescribeDBInstances", "TotalRecordCount", guard.RDS},
		{"DescribeDBClusters", "TotalRecordCount", guard.PolarDB}, {"ListListeners", "TotalCount", guard.Certificate}, {"ListSecrets", "TotalCount", guard.Secret},
	},
	{
		{"DescribeDisks", "KMSKeyId", guard.ECSDisk}, {"DescribeSnapshots", "KMSKeyId", guard.ECSSnapshot}, {"DescribeDBInstanceTDE", "EncryptionKey TDEMode", guard.RDS},
		{"DescribeDBClusterTDE", "EncryptionKey", guard.PolarDB}, {"DescribeLoadBalancerListeners", "LoadBalancerId", guard.Certificate}, {"DescribeSecret", "SecretName", guard.Secret},
	},
	{
		{"DescribeImages", "ImageId", guard.ECSSnapshot}, {"DescribeDBInstanceTDE", "TDEStatus", guard.RDS}, {"DescribeDBClusterTDE", "TDEStatus", guard.PolarDB},
		{"DescribeLoadBalancerListeners", "ListenerProtocol", guard.Certificate},
	},
	{
		{"DescribeImages", "SnapshotId", guard.ECSSnapshot}, {"DescribeDBInstanceEncryptionKey", "EncryptionKey EncryptionKeyList", guard.RDS},
		{"DescribeLoadBalancerListeners", "Listeners", guard.Certificate},
	},
	{
		{"DescribeImages", "SnapshotId Encrypted", guard.ECSSnapshot}, {"DescribeKmsAssociateResources", "AssociateStatus", guard.RDS},
		{"DescribeLoadBalancerListeners", "TotalCount", guard.Certificate},
	},
	{{"DescribeImages", "DiskDeviceMappings", guard.ECSSnapshot}, {"DescribeKmsAssociateResources", "AssociateDBInstances", guard.RDS}},
	{{"DescribeImages", "Images", guard.ECSSnapshot}, {"DescribeKmsAssociateResources", "DBInstanceId", guard.RDS}},
	{{"DescribeImages", "TotalCount", guard.ECSSnapshot}},
	{{"DescribeRegions", "RegionId", guard.Scope}, {"DescribeRegions", "RegionId", guard.RDS}, {"DescribeRegions", "RegionId", guard.PolarDB}},
	{{"DescribeRegions", "Regions", guard.Scope}, {"DescribeRegions", "Regions", guard.Secret}, {"DescribeRegions", "Regions", guard.Certificate}},
}

// missingField leaves fields out of every answer of a call.
func missingField(t *testing.T) {
	for _, together := range lacking {
		t.Run(together[0].action+" without "+together[0].fields, func(t *testing.T) {
			t.Parallel()
			a := audit(t, behind(t, full(), &front{change: func(a asked, tree map[string]any) {
				for _, l := range together {
					if l.action == a.action {
						leaveOut(tree, strings.Fields(l.fields))
					}
				}
			}}), key)
			for _, l := range together {
				checkIncomplete(t, a, l.category)
			}
		})
	}
	t.Run("of a disk that names no key, alone", encryptionNotTold)
	t.Run("of object storage", missingFromStorage)
}

// encryptionNotTold has a row that neither names a key nor says that it is not
// encrypted, of a resource that the cloud's own filter does not find either.
func encryptionNotTold(t *testing.T) {
	t.Parallel()
	w := world()
	w.Resources.ECSDisks = []aliyunsim.ECSDisk{{ID: "d", Region: home}}
	w.Resources.ECSSnapshots = []aliyunsim.ECSSnapshot{{ID: "s", Region: home}}
	a := audit(t, behind(t, w, &front{change: func(a asked, tree map[string]any) {
		if a.action == "DescribeDisks" || a.action == "DescribeSnapshots" {
			leaveOut(tree, []string{"Encrypted", "KMSKeyId"})
		}
	}}), key)
	checkIncomplete(t, a, guard.ECSDisk)
	checkIncomplete(t, a, guard.ECSSnapshot)
}

func missingFromStorage(t *testing.T) {
	for name, f := range map[string]func(asked) (int, string){
		"a bucket without a region": answering("ListBuckets", "<ListAllMyBucketsResult><IsTruncated>false</IsTruncated><Buckets><Bucket><Name>b</Name></Bucket></Buckets></ListAllMyBucketsResult>"),
		"a bucket without a name":   answering("ListBuckets", "<ListAllMyBucketsResult><IsTruncated>false</IsTruncated><Buckets><Bucket><Region>cn-hangzhou</Region></Bucket></Buckets></ListAllMyBucketsResult>"),
		"no list of buckets":        answering("ListBuckets", "<ListAllMyBucketsResult><IsTruncated>false</IsTruncated></ListAllMyBucketsResult>"),
		"a rule without algorithm":  answering("encryption", "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault/></ServerSideEncryptionRule>"),
		"no encryption rule":        answering("encryption", "<ServerSideEncryptionRule/>"),
		"no replication rule":       answering("replication", "<ReplicationConfiguration/>"),
		"a replication key that is not named": answering("replication",
			"<ReplicationConfiguration><Rule><SourceSelectionCriteria><SseKmsEncryptedObjects><Status>Enabled</Status></SseKmsEncryptedObjects></SourceSelectionCriteria></Rule></ReplicationConfiguration>"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkIncomplete(t, audit(t, behind(t, full(), &front{instead: f}), key), guard.OSS)
		})
	}
}

// answering answers one call of object storage.
func answering(action, body string) func(asked) (int, string) {
	return func(a asked) (int, string) {
		if a.action == action {
			return http.StatusOK, body
		}
		return 0, ""
	}
}

// leaveOut takes fields out of an answer, wherever they are.
func leaveOut(v any, fields []string) {
	switch v := v.(type) {
	case map[string]any:
		maps.DeleteFunc(v, func(name string, _ any) bool {
			for _, f := range fields {
				if name == f {
					return true
				}
			}
			return false
		})
		for _, inner := range v {
			leaveOut(inner, fields)
		}
	case []any:
		for _, inner := range v {
			leaveOut(inner, fields)
		}
	}
}

package aliyun_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// named is a resource of each category that names a key as it is told, in the
// key's region.
func named(reference string) aliyunsim.Resources {
	return aliyunsim.Resources{
		OSSBuckets:      []aliyunsim.OSSBucket{{Name: "bucket", Region: home, Key: reference}},
		ECSDisks:        []aliyunsim.ECSDisk{{ID: "d", Region: home, Key: reference}},
		ECSSnapshots:    []aliyunsim.ECSSnapshot{{ID: "s", Region: home, Key: reference}},
		RDSInstances:    []aliyunsim.RDSInstance{{ID: "rm", Region: home, TDE: true, Key: reference}},
		PolarDBClusters: []aliyunsim.PolarDBCluster{{ID: "pc-1", Region: home, TDE: true, Key: reference}},
		Secrets:         []aliyunsim.Secret{{Name: "x", Region: home, Key: reference}},
	}
}

// namedIn are the categories of those resources.
var namedIn = []guard.Category{guard.OSS, guard.ECSDisk, guard.ECSSnapshot, guard.RDS, guard.PolarDB, guard.Secret}

func keyForms(t *testing.T) {
	const theirs = memberAccount
	inOf := "acs:kms:" + home + ":" + account + ":"
	tests := []struct {
		name, reference string
		found, unclear  bool // neither: none of ours
		doubted         bool // none of ours, and the cloud's own filter may think otherwise
	}{
		{"ID", keyID, true, false, false},
		{"ARN", key.ARN(), true, false, false},
		{"alias", "alias/orders", true, false, false},
		{"ARN of an alias", inOf + "alias/orders", true, false, false},
		{"ID in another letter case", strings.ToUpper(keyID), false, true, false},
		{"ARN in another letter case", inOf + "key/" + strings.ToUpper(keyID), false, true, false},
		{"a form that nobody knows", "kms://" + keyID, false, true, false},
		{"another key", other, false, false, false},
		{"an alias that differs in letter case", "alias/Orders", false, false, false},
		{"an alias of another account", "acs:kms:" + home + ":" + theirs + ":alias/orders", false, false, true},
		{"an alias of another region", "acs:kms:cn-beijing:" + account + ":alias/orders", false, false, true},
		{"a key of another account", "acs:kms:" + home + ":" + theirs + ":key/key-theirs", false, false, false},
		{"a service key", "key-service", false, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := world()
			w.Resources = named(tt.reference)
			a := audit(t, behind(t, w, &front{}), key)
			for _, category := range namedIn {
				n := len(foundIn(a, account, category))
				switch {
				case tt.unclear && completeIn(a, account, category):
					t.Errorf("%s counts as read", category)
				case !tt.unclear && (n == 1) != tt.found:
					t.Errorf("%s: %d were found, want one: %v", category, n, tt.found)
				case !tt.unclear && !tt.doubted && !completeIn(a, account, category):
					t.Errorf("%s is incomplete: %v", category, rows(a, category))
				}
			}
		})
	}
	t.Run("an alias of the same name elsewhere", sameAliasElsewhere)
	t.Run("an ARN in another account", arnInAnotherAccount)
}

// sameAliasElsewhere has resources that name an alias of their own account, and
// of their own region, that is called like one of the key.
func sameAliasElsewhere(t *testing.T) {
	t.Parallel()
	w := besideMember(world(), named("alias/orders"))
	w.Resources.RDSInstances = []aliyunsim.RDSInstance{{ID: "rm-far", Region: "cn-beijing", TDE: true, Key: "alias/orders"}}
	w.Resources.PolarDBClusters = []aliyunsim.PolarDBCluster{{ID: "pc-far", Region: "cn-beijing", TDE: true, Key: "alias/orders"}}
	a := audit(t, behind(t, w, &front{}, readingMember), key)
	if len(a.Dependencies) != 0 || !a.Complete() {
		t.Errorf("found %v, incomplete %v", lines(a), a.IncompleteRows())
	}
}

func arnInAnotherAccount(t *testing.T) {
	t.Parallel()
	a := audit(t, behind(t, besideMember(world(), named(key.ARN())), &front{}, readingMember), key)
	for _, category := range namedIn {
		if len(foundIn(a, memberAccount, category)) != 1 {
			t.Errorf("%s: %v, incomplete %v", category, lines(a), a.IncompleteRows())
		}
	}
}

// createdMeanwhile adds a resource under the key while its list is read: it is
// found, or the list is incomplete. Where the list had been read to its end the
// resource is newer than the audit.
func createdMeanwhile(t *testing.T) {
	for _, tt := range []struct {
		action, kind, row string
		category          guard.Category
		there             aliyunsim.Resources
	}{
		{"DescribeDisks", "ecs_disks", "{id: d-new, region: cn-hangzhou, key: %s}", guard.ECSDisk, aliyunsim.Resources{
			ECSDisks: []aliyunsim.ECSDisk{{ID: "d", Region: home, Count: 501}},
		}},
		{"DescribeSnapshots", "ecs_snapshots", "{id: s-new, region: cn-hangzhou, key: %s}", guard.ECSSnapshot, aliyunsim.Resources{
			ECSSnapshots: []aliyunsim.ECSSnapshot{{ID: "s", Region: home, Count: 101}},
		}},
		{"DescribeDBInstances", "rds_instances", "{id: rm-new, region: cn-hangzhou, tde: true, key: %s}", guard.RDS, aliyunsim.Resources{
			RDSInstances: []aliyunsim.RDSInstance{{ID: "rm", Region: home, Count: 101}},
		}},
		{"DescribeDBClusters", "polardb_clusters", "{id: pc-new, region: cn-hangzhou, tde: true, key: %s}", guard.PolarDB, aliyunsim.Resources{
			PolarDBClusters: []aliyunsim.PolarDBCluster{{ID: "pc", Region: home, Count: 101}},
		}},
		{"ListSecrets", "secrets", "{name: new, region: cn-hangzhou, key: %s}", guard.Secret, aliyunsim.Resources{
			Secrets: []aliyunsim.Secret{{Name: "x", Region: home, Key: other, Count: 101}},
		}},
	} {
		for _, page := range []string{"2", "1"} {
			t.Run(tt.action+" before page "+page, func(t *testing.T) {
				t.Parallel()
				w := world()
				w.Resources = tt.there
				w.Quotas["kms.DescribeSecret"], w.Quotas["kms.ListSecrets"] = "10000/s", "10000/s"
				var f *front
				var added atomic.Bool
				f = &front{before: func(a asked) {
					first := a.params.Get("NextToken") == "" && a.params.Get("PageNumber") != "2"
					if a.action == tt.action && a.region == home && first == (page == "1") && added.CompareAndSwap(false, true) {
						if err := f.sim.Add(tt.kind, fmt.Appendf(nil, tt.row, keyID)); err != nil {
							t.Error(err)
						}
					}
				}}
				a := audit(t, behind(t, w, f, swift), key)
				if n := len(foundIn(a, account, tt.category)); !added.Load() || n != 1 && completeIn(a, account, tt.category) {
					t.Errorf("added %v, %d were found: %v", added.Load(), n, rows(a, tt.category))
				}
			})
		}
	}
}

// swift lets a client call as often as it likes.
func swift(o *aliyun.Options) {
	o.Budget = aliyun.Budget{Share: 1, PerSecond: map[string]float64{}}
	for _, api := range []string{
		"kms.DescribeSecret", "kms.ListSecrets", "rds.DescribeDBInstanceTDE", "rds.DescribeDBInstanceEncryptionKey", "polardb.DescribeDBClusterTDE",
		"actiontrail.LookupEvents", "kms.DescribeKey",
	} {
		o.Budget.PerSecond[api] = 10000
	}
}

package aliyun_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

var deletion = guard.Purpose{Plan: guard.Plan{Action: guard.Delete, WindowDays: 30}}

// full is a world with a dependent of every category and relation, in three
// regions and in each form of naming a key.
func full() aliyunsim.World {
	w := world()
	w.Resources = aliyunsim.Resources{
		OSSBuckets: []aliyunsim.OSSBucket{
			{
				Name: "orders-archive", Region: home, Key: keyID,
				Replication: []aliyunsim.OSSReplication{{ID: "r", Bucket: "far", Region: "cn-beijing"}},
			},
			{Name: "plain", Region: home}, {Name: "theirs", Region: home, Key: other},
			{Name: "far", Region: "cn-beijing"},
		},
		ECSDisks: []aliyunsim.ECSDisk{
			{ID: "d-1", Region: home, Kind: "system", Instance: "i-1", Key: keyID},
			{ID: "d-2", Region: home, Key: key.ARN()}, {ID: "d-3", Region: home, Key: other}, {ID: "d-4", Region: home},
		},
		ECSSnapshots: []aliyunsim.ECSSnapshot{
			{ID: "s-1", Region: home, Disk: "d-gone", Key: keyID, CreatedAt: now.AddDate(-2, 0, 0)}, {ID: "s-2", Region: home, Disk: "d-3", Key: other},
		},
		ECSImages:           []aliyunsim.ECSImage{{ID: "m-1", Region: home, Snapshots: []string{"s-1"}, Status: "Deprecated"}, {ID: "m-2", Region: home, Snapshots: []string{"s-2"}}},
		ECSSnapshotPolicies: []aliyunsim.ECSSnapshotPolicy{{ID: "sp-1", Region: home, Target: "cn-beijing", Key: other}},
		RDSInstances: []aliyunsim.RDSInstance{
			{ID: "rm-1", Region: home, TDE: true, Key: keyID}, {ID: "rm-2", Region: home, DiskKey: "alias/orders"},
			{ID: "rm-3", Region: "cn-shanghai", TDE: true, Key: key.ARN(), Status: "Stopped"},
			{ID: "rm-4", Region: home, Engine: "MariaDB"}, {ID: "rm-5", Region: home, TDE: true, Key: other},
		},
		PolarDBClusters: []aliyunsim.PolarDBCluster{
			{ID: "pc-1", Region: home, TDE: true, Key: keyID}, {ID: "pc-2", Region: "cn-beijing", TDE: true, Key: "alias/orders", TDERegion: home},
			{ID: "pc-3", Region: home}, {ID: "pc-4", Region: "cn-shanghai", TDE: true, Key: "alias/orders"},
		},
		Certificates: []aliyunsim.Certificate{{ID: "cert-1", Region: home, Listener: "lb-1/443"}, {ID: "cert-2", Region: "cn-beijing", Listener: "alb-1/443"}},
		Secrets:      []aliyunsim.Secret{{Name: "orders/db", Region: home, Key: keyID}, {Name: "other", Region: home, Key: other}},
	}
	beyond(&w.Resources)
	return w
}

// whole audits a key.
func whole(t testing.TB, g *ground, of guard.KeyRef) guard.Audit {
	t.Helper()
	a, err := g.Audit(t.Context(), of, deletion, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// audit is whole without the key's aliases, which every world has and few tests are about.
func audit(t testing.TB, g *ground, of guard.KeyRef) guard.Audit {
	t.Helper()
	a := whole(t, g, of)
	unnamed(&a)
	return a
}

// unnamed drops the aliases from an audit.
func unnamed(a *guard.Audit) {
	a.Dependencies = slices.DeleteFunc(a.Dependencies, func(d guard.Dependency) bool { return d.Category == guard.Alias })
}

// lines writes the dependencies one a line, to be compared.
func lines(a guard.Audit) []string {
	var out []string
	for _, d := range a.Dependencies {
		out = append(out, fmt.Sprintf("%s %s %s %s, %s, group %s", d.Category, d.Region, d.ID, d.Relation, d.Severity, d.Group))
	}
	return out
}

// rows writes the coverage of some categories one a line.
func rows(a guard.Audit, of ...guard.Category) []string {
	var out []string
	for _, c := range a.Coverage {
		if len(of) == 0 || slices.Contains(of, c.Category) {
			out = append(out, fmt.Sprintf("%s %s %s %d", c.Category, c.Region, c.Status, c.Population))
		}
	}
	return out
}

// everywhere are the categories that an audit has whatever products there are.
var everywhere = []guard.Category{
	guard.OSS, guard.ECSDisk, guard.ECSSnapshot, guard.RDS, guard.PolarDB, guard.Certificate, guard.Secret, guard.KeyPolicy, guard.Gateway, guard.Alias, guard.Scope,
}

func TestAuditFindsEveryCategory(t *testing.T) {
	a := audit(t, start(t, full()), key)
	want := []string{
		"oss cn-hangzhou orders-archive default encryption, at rest, group orders-archive",
		"ecs-disk cn-hangzhou d-1 disk, in use now, group d-1",
		"ecs-disk cn-hangzhou d-2 disk, unattached, group d-2",
		"ecs-snapshot cn-hangzhou m-1 image, at rest, group d-gone",
		"ecs-snapshot cn-hangzhou s-1 snapshot, at rest, group d-gone",
		"rds cn-hangzhou rm-1 TDE, in use now, group rm-1",
		"rds cn-hangzhou rm-2 disk encryption, in use now, group rm-2",
		"rds cn-shanghai rm-3 TDE, at rest, group rm-3",
		"polardb cn-beijing pc-2 TDE, in use now, group pc-2",
		"polardb cn-hangzhou pc-1 TDE, in use now, group pc-1",
		"secret cn-hangzhou orders/db secret, at rest, group orders/db",
	}
	if d := cmp.Diff(append(want, beyondLines...), lines(a)); d != "" {
		t.Errorf("dependencies (-want +got):\n%s", d)
	}
	for _, d := range a.Dependencies {
		if d.CloudRequestID == "" || d.OnDisable == "" || d.OnDeletion == "" || d.Detail == "" || d.Account != account {
			t.Errorf("dependency %+v lacks something", d)
		}
	}
	wantRows := []string{
		"oss cn-beijing complete 0", "oss cn-hangzhou unknowable 3", "oss cn-shanghai complete 0",
		"ecs-disk cn-beijing not-applicable 0", "ecs-disk cn-hangzhou complete 0", "ecs-disk cn-shanghai not-applicable 0",
		"ecs-snapshot cn-beijing not-applicable 0", "ecs-snapshot cn-hangzhou complete 0", "ecs-snapshot cn-shanghai not-applicable 0",
		"rds cn-beijing complete 0", "rds cn-hangzhou complete 0", "rds cn-shanghai complete 0",
		"polardb cn-beijing complete 0", "polardb cn-hangzhou complete 0", "polardb cn-shanghai complete 0",
		"certificate cn-beijing unknowable 1", "certificate cn-hangzhou unknowable 1", "certificate cn-shanghai complete 0",
		"secret cn-beijing complete 0", "secret cn-hangzhou complete 0", "secret cn-shanghai complete 0",
		"alias cn-hangzhou complete 0", "gateway cn-hangzhou not-applicable 0", "key-policy cn-hangzhou complete 0", "scope  complete 0",
	}
	if d := cmp.Diff(wantRows, rows(a, everywhere...)); d != "" {
		t.Errorf("coverage (-want +got):\n%s", d)
	}
	if !a.Complete() || a.Calls == 0 || a.Key.Ref != key || len(a.NotCovered) == 0 {
		t.Errorf("complete %v after %d calls", a.Complete(), a.Calls)
	}
}

func TestAuditOfAnotherKeyFindsNothingOfIt(t *testing.T) {
	g := start(t, world())
	if a := audit(t, g, key); len(a.Dependencies) != 0 || !a.Complete() {
		t.Errorf("an empty account: %v, complete %v", lines(a), a.Complete())
	}
}

func TestAuditReadsLongLists(t *testing.T) {
	w := world()
	w.Resources = aliyunsim.Resources{
		OSSBuckets:      []aliyunsim.OSSBucket{{Name: "b", Region: home, Key: keyID, Count: 20}},
		ECSDisks:        []aliyunsim.ECSDisk{{ID: "d", Region: home, Key: keyID, Count: 1200}, {ID: "e", Region: home, Key: other, Count: 700}},
		ECSSnapshots:    []aliyunsim.ECSSnapshot{{ID: "s", Region: home, Key: keyID, Count: 300}},
		RDSInstances:    []aliyunsim.RDSInstance{{ID: "rm", Region: home, TDE: true, Key: keyID, Count: 130}},
		PolarDBClusters: []aliyunsim.PolarDBCluster{{ID: "pc", Region: home, TDE: true, Key: keyID, Count: 120}},
		Secrets:         []aliyunsim.Secret{{Name: "x", Region: home, Key: keyID, Count: 110}},
	}
	w.Quotas["kms.DescribeSecret"], w.Quotas["kms.ListSecrets"] = "10000/s", "10000/s"
	fast := map[string]float64{}
	for _, api := range []string{"kms.DescribeSecret", "rds.DescribeDBInstanceTDE", "rds.DescribeDBInstanceEncryptionKey", "polardb.DescribeDBClusterTDE"} {
		fast[api] = 10000
	}
	a := audit(t, start(t, w, func(o *aliyun.Options) { o.Budget = aliyun.Budget{Share: 1, PerSecond: fast} }), key)
	count := map[guard.Category]int{}
	for _, d := range a.Dependencies {
		count[d.Category]++
	}
	want := map[guard.Category]int{guard.OSS: 20, guard.ECSDisk: 1200, guard.ECSSnapshot: 300, guard.RDS: 130, guard.PolarDB: 120, guard.Secret: 110}
	if d := cmp.Diff(want, count); d != "" || !a.Complete() {
		t.Errorf("complete %v, %v, dependencies (-want +got):\n%s", a.Complete(), a.IncompleteRows(), d)
	}
}

func TestAuditTellsHowFarItHasCome(t *testing.T) {
	g := start(t, world())
	var steps, last atomic.Int64
	_, err := g.Audit(t.Context(), key, deletion, func(s guard.Step) {
		steps.Add(1)
		if s.Done > s.Total || s.What == "" || int64(s.Done) != last.Add(1) {
			t.Errorf("step %d of %d: %q", s.Done, s.Total, s.What)
		}
		last.Store(int64(s.Done))
	})
	if err != nil || steps.Load() < 10 {
		t.Errorf("%d steps, %v", steps.Load(), err)
	}
}

func TestAuditOfAKeyThatCannotBeRead(t *testing.T) {
	g := start(t, world())
	missing := guard.KeyRef{Account: account, Region: home, ID: "key-hzz650nosuchkey"}
	if _, err := g.Audit(t.Context(), missing, deletion, nil); guard.KindOf(err) != guard.NotFound {
		t.Errorf("a key that is not there: %v, want not found", err)
	}
	g.fault(t, aliyunsim.Fault{API: "kms.DescribeKey", Code: "Forbidden.NoPermission", Status: 403})
	if _, err := g.Audit(t.Context(), key, deletion, nil); guard.KindOf(err) != guard.Denied {
		t.Errorf("a key that may not be read: %v, want denied", err)
	}
}

package aliyunsim

import (
	"cmp"
	"slices"
	"strings"
)

// Dependent is a row that names a key.
type Dependent struct {
	Account string // that holds the row
	Kind    string // as in the world file, such as ecs_disks; of a member KIND@ACCOUNT, as Remove takes it
	ID      string
	Name    string
	Region  string
	Key     string // as the row names it: ID, ARN or alias; * stands for every key
	Detail  string // what it is, in a few words
	Count   int    // how many such rows there are; a counted row is listed once
}

// Dependents lists every row that names a key, by itself or through what it is
// made of, by kind and ID. Home lists the rows of its members too.
func (s *Sim) Dependents() []Dependent {
	s.mu.Look()
	defer s.mu.Leave()
	var all []Dependent
	for _, a := range s.overseen() {
		for _, d := range a.dependents() {
			d.Account, d.Kind = a.account, a.kindIn(d.Kind)
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b Dependent) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	return all
}

// overseen are the accounts that views of this one include: all for home.
func (s *Sim) overseen() []*Sim {
	if s == s.home {
		return s.accounts()
	}
	return []*Sim{s}
}

// dependents lists the rows of the account alone, kind by kind.
func (s *Sim) dependents() []Dependent {
	t := &s.tables
	return slices.Concat(
		dependents("oss_buckets", &t.ossBuckets, bucketDependents),
		dependents("ecs_disks", &t.ecsDisks, diskDependents),
		dependents("ecs_snapshots", &t.ecsSnapshots, snapshotDependents),
		dependents("ecs_images", &t.ecsImages, t.imageDependents),
		dependents("ecs_snapshot_policies", &t.ecsPolicies, policyDependents),
		dependents("ecs_default_keys", &t.ecsDefaultKeys, defaultKeyDependents),
		dependents("rds_instances", &t.rdsInstances, rdsDependents),
		dependents("polardb_clusters", &t.polardbClusters, polardbDependents),
		dependents("nas_file_systems", &t.nasFileSystems, nasDependents),
		dependents("mongodb_instances", &t.mongodbInstances, mongodbDependents),
		dependents("redis_instances", &t.redisInstances, redisDependents),
		dependents("sls_logstores", &t.slsLogstores, slsDependents),
		dependents("hbase_clusters", &t.hbaseClusters, hbaseDependents),
		dependents("adb_mysql_clusters", &t.adbMySQLClusters, adbMySQLDependents),
		dependents("adb_pg_instances", &t.adbPGInstances, adbPGDependents),
		dependents("clickhouse_clusters", &t.clickhouseClusters, clickhouseDependents),
		dependents("certificates", &t.certificates, certificateDependents),
		dependents("secrets", &t.secrets, secretDependents),
		dependents("kms_applications", &t.kmsApplications, t.applicationDependents),
		t.serviceDependents(),
	)
}

// dependents asks every row of a table which keys it names and as what, and
// completes what it says. What is left of a counted row is one.
func dependents[T tableRow[T]](kind string, t *table[T], of func(T) []Dependent) []Dependent {
	var all []Dependent
	for i := 0; i < len(t.spans); {
		base, count := t.spans[i].base, 0
		row := base.row()
		for ; i < len(t.spans) && t.spans[i].base.row().name == row.name; i++ {
			count += t.spans[i].len()
		}
		for _, d := range of(base) {
			if d.Key == "" {
				continue
			}
			d.Kind, d.ID, d.Region, d.Count = kind, row.name, row.region, count
			all = append(all, d)
		}
	}
	return all
}

func bucketDependents(b OSSBucket) []Dependent {
	_, key := b.rule()
	all := []Dependent{{Key: key, Detail: "bucket, encrypted by default"}}
	for _, o := range b.Objects {
		all = append(all, Dependent{Key: o.Key, Detail: "object " + o.Name + " with a key of its own"})
	}
	for _, r := range b.Replication {
		all = append(all, Dependent{Key: r.Key, Detail: "replication to " + r.Bucket})
	}
	for _, i := range b.Inventories {
		all = append(all, Dependent{Key: i.Key, Detail: "inventory " + i.ID})
	}
	return all
}

func diskDependents(d ECSDisk) []Dependent {
	detail := firstOf(d.Kind, "data") + " disk, unattached"
	if d.Instance != "" {
		detail = firstOf(d.Kind, "data") + " disk of " + d.Instance + ", attached"
	}
	return []Dependent{{Name: d.Name, Key: d.Key, Detail: detail}}
}

func snapshotDependents(s ECSSnapshot) []Dependent {
	return []Dependent{{Name: s.Name, Key: s.Key, Detail: "snapshot of disk " + s.Disk}}
}

// imageDependents are the keys of an image, which its snapshots name for it.
func (t *tables) imageDependents(i ECSImage) []Dependent {
	var all []Dependent
	for _, id := range i.Snapshots {
		if p, ok := t.ecsSnapshots.get(id); ok {
			all = append(all, Dependent{Name: i.Name, Key: p.Key, Detail: "image made of snapshot " + id})
		}
	}
	return all
}

func policyDependents(p ECSSnapshotPolicy) []Dependent {
	return []Dependent{{Name: p.Name, Key: p.Key, Detail: "automatic snapshots, copies encrypted"}}
}

func defaultKeyDependents(k ECSDefaultKey) []Dependent {
	return []Dependent{{Key: k.Key, Detail: "default key of new disks in " + k.Region}}
}

func rdsDependents(r RDSInstance) []Dependent {
	engine := firstOf(r.Engine, "MySQL")
	return []Dependent{
		{Name: r.Name, Key: r.Key, Detail: engine + " instance, transparent encryption"},
		{Name: r.Name, Key: r.DiskKey, Detail: engine + " instance, disk encryption"},
	}
}

func polardbDependents(p PolarDBCluster) []Dependent {
	return []Dependent{{Name: p.Name, Key: p.Key, Detail: firstOf(p.Engine, "MySQL") + " cluster, transparent encryption"}}
}

func certificateDependents(c Certificate) []Dependent {
	detail := "certificate, not deployed"
	if c.Listener != "" {
		detail = "certificate served by " + c.Listener
	}
	return []Dependent{{Name: firstOf(c.Name, c.CommonName), Key: c.Key, Detail: detail}}
}

func secretDependents(s Secret) []Dependent {
	return []Dependent{{Key: s.Key, Detail: strings.ToLower(firstOf(s.Kind, "Generic")) + " secret"}}
}

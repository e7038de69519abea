package aliyunsim

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const dependentWorld = `
resources:
  ecs_disks:
    - {id: d-many, region: cn-hangzhou, kind: data, key: key-hzz650a1b2c3d4e5f6g7h, count: 20000}
    - {id: d-own, region: cn-hangzhou, kind: system, instance: i-1, key: key-hzz650a1b2c3d4e5f6g7h}
    - {id: d-plain, region: cn-hangzhou}
  ecs_snapshots: [{id: s-1, region: cn-hangzhou, disk: d-gone, key: key-hzz650a1b2c3d4e5f6g7h}, {id: s-plain, region: cn-hangzhou, disk: d-plain}]
  ecs_images: [{id: m-1, region: cn-hangzhou, name: golden, snapshots: [s-1, s-plain, s-gone]}]
  ecs_snapshot_policies: [{id: sp-1, region: cn-hangzhou, key: key-bjother, target: cn-beijing}]
  ecs_default_keys: [{region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h, encrypted: true}]
  polardb_clusters: [{id: pc-1, region: cn-hangzhou, tde: true, key: key-hzz650a1b2c3d4e5f6g7h}]
  certificates: [{id: "7", region: cn-hangzhou, listener: lb-1/443, key: key-sign}, {id: "8", region: cn-hangzhou, key: key-sign}, {id: "9", region: cn-hangzhou}]
  kms_applications: [{name: app, region: cn-hangzhou, keys: [key-bjother, "*"], policies: [{name: p, resources: [secret/db, key/key-hzz650a1b2c3d4e5f6g7h]}]}, {name: peer, region: cn-hangzhou, policies: [{name: p}]}]
  oss_buckets:
    - {name: archive, region: cn-hangzhou, key: alias/orders, objects: [{name: a.bin, key: key-bjother}, {name: b.bin}],
       replication: [{id: r1, bucket: copy, region: cn-beijing, key: key-bjother}], inventories: [{id: weekly, key: alias/orders}]}
    - {name: by-service, region: cn-hangzhou, sse: KMS}
  rds_instances:
    - {id: rm-1, region: cn-hangzhou, engine: MySQL, tde: true, key: key-hzz650a1b2c3d4e5f6g7h, disk_key: key-bjother}
  kafka_instances: [{id: alikafka-1, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h}]
  dbfs_file_systems: [{id: dbfs-1, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h, instances: [i-1]}]
  ebs_dedicated_disks: [{id: d-d, region: cn-hangzhou, cluster: dbsc-1, key: key-hzz650a1b2c3d4e5f6g7h}]
  scaling_configurations: [{id: asc-1, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h, data_disks: [{key: key-bjother}, {}]}]
  desktops: [{id: ecd-1, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h}]
  gateway_shares: [{id: share-1, region: cn-hangzhou, gateway: gw-1, key: key-hzz650a1b2c3d4e5f6g7h, client_key: key-bjother}]
  oceanbase_tenants: [{id: t-1, region: cn-hangzhou, instance: ob-1, key: key-hzz650a1b2c3d4e5f6g7h}]
  secrets: [{name: db, region: cn-hangzhou, key: key-hzz650a1b2c3d4e5f6g7h}]
`

func TestDependentsAreAllRowsThatNameAKey(t *testing.T) {
	c := startCloud(t, dependentWorld)
	var got []string
	for _, d := range c.sim.Dependents() {
		got = append(got, fmt.Sprintf("%s %s×%d %s: %s", d.Kind, d.ID, d.Count, d.Key, d.Detail))
	}
	want := []string{
		"certificates 7×1 key-sign: certificate served by lb-1/443",
		"certificates 8×1 key-sign: certificate, not deployed",
		"dbfs_file_systems dbfs-1×1 key-hzz650a1b2c3d4e5f6g7h: database file system, attached",
		"desktops ecd-1×1 key-hzz650a1b2c3d4e5f6g7h: cloud desktop, volume encryption",
		"ebs_dedicated_disks d-d×1 key-hzz650a1b2c3d4e5f6g7h: data disk in cluster dbsc-1",
		"ecs_default_keys cn-hangzhou×1 key-hzz650a1b2c3d4e5f6g7h: default key of new disks in cn-hangzhou",
		"ecs_disks d-many×20000 key-hzz650a1b2c3d4e5f6g7h: data disk, unattached",
		"ecs_disks d-own×1 key-hzz650a1b2c3d4e5f6g7h: system disk of i-1, attached",
		"ecs_images m-1×1 key-hzz650a1b2c3d4e5f6g7h: image made of snapshot s-1",
		"ecs_snapshot_policies sp-1×1 key-bjother: automatic snapshots, copies encrypted",
		"ecs_snapshots s-1×1 key-hzz650a1b2c3d4e5f6g7h: snapshot of disk d-gone",
		"gateway_shares share-1×1 key-hzz650a1b2c3d4e5f6g7h: file share of gw-1, encrypted in its bucket",
		"gateway_shares share-1×1 key-bjother: file share of gw-1, encrypted by the gateway",
		"kafka_instances alikafka-1×1 key-hzz650a1b2c3d4e5f6g7h: Kafka instance, disk encryption",
		"kms_applications app×1 key-bjother: application access point, may use it",
		"kms_applications app×1 *: application access point, may use every key",
		"kms_applications app×1 key-hzz650a1b2c3d4e5f6g7h: application access point, may use it",
		"kms_applications peer×1 key-hzz650a1b2c3d4e5f6g7h: application access point, may use it",
		"oceanbase_tenants t-1×1 key-hzz650a1b2c3d4e5f6g7h: OceanBase tenant of ob-1, transparent encryption",
		"oss_buckets archive×1 alias/orders: bucket, encrypted by default",
		"oss_buckets archive×1 key-bjother: object a.bin with a key of its own",
		"oss_buckets archive×1 key-bjother: replication to copy",
		"oss_buckets archive×1 alias/orders: inventory weekly",
		"polardb_clusters pc-1×1 key-hzz650a1b2c3d4e5f6g7h: MySQL cluster, transparent encryption",
		"rds_instances rm-1×1 key-hzz650a1b2c3d4e5f6g7h: MySQL instance, transparent encryption",
		"rds_instances rm-1×1 key-bjother: MySQL instance, disk encryption",
		"scaling_configurations asc-1×1 key-hzz650a1b2c3d4e5f6g7h: scaling configuration, system disks of new instances",
		"scaling_configurations asc-1×1 key-bjother: scaling configuration, data disks of new instances",
		"secrets db×1 key-hzz650a1b2c3d4e5f6g7h: generic secret",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is left of a counted row stays one row.
func TestDependentsCountWhatIsLeft(t *testing.T) {
	c := startCloud(t, dependentWorld)
	must(t, c.sim.Remove("ecs_disks", "d-many-000500"))
	left := slices.DeleteFunc(c.sim.Dependents(), func(d Dependent) bool { return d.ID != "d-many" })
	if len(left) != 1 || left[0].Count != 19_999 {
		t.Errorf("left: %+v", left)
	}
}

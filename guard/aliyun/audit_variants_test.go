package aliyun_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// owned writes what depends, how it is ranked, when it breaks and whose it is.
func owned(a guard.Audit) []string {
	var out []string
	for _, d := range a.Dependencies {
		out = append(out, d.ID+" "+d.Relation+", "+string(d.Severity)+", "+string(d.Onset)+", "+d.Owner+", "+d.Detail)
	}
	return out
}

// TestVariants holds for what only some products have: several keys in one
// resource, tags, and resources that serve nobody.
func TestVariants(t *testing.T) {
	team := map[string]string{"team": "orders"}
	for name, tt := range map[string]struct {
		of   aliyunsim.Resources
		want []string
	}{
		"both keys of MongoDB": {
			aliyunsim.Resources{MongoDBInstances: []aliyunsim.MongoDBInstance{{ID: "dds-1", Region: home, TDE: true, Key: keyID, DiskKey: keyID, Tags: team}}},
			[]string{
				"dds-1 TDE, in use now, later, team=orders, TDE of a replicate instance, Running",
				"dds-1 disk encryption, in use now, later, team=orders, disk encryption of a replicate instance, Running",
			},
		},
		"Redis that is released": {
			aliyunsim.Resources{RedisInstances: []aliyunsim.RedisInstance{{ID: "r-1", Region: home, TDE: true, Key: keyID, Status: "Released", Tags: team}}},
			[]string{"r-1 TDE, at rest, later, team=orders, TDE of a Redis instance, Released"},
		},
		"NAS that is stopped": {
			aliyunsim.Resources{NASFileSystems: []aliyunsim.NASFileSystem{{ID: "nas-1", Region: home, Kind: "extreme", Key: keyID, Status: "Stopped", Tags: team}}},
			[]string{"nas-1 file system, at rest, at once, team=orders, extreme file system, Stopped"},
		},
		"Kafka that has expired": {
			aliyunsim.Resources{KafkaInstances: []aliyunsim.KafkaInstance{{ID: "alikafka-1", Region: home, Key: keyID, Status: 15, Tags: team}}},
			[]string{"alikafka-1 disk encryption, at rest, later, team=orders, disks of a Kafka instance, in service status 15"},
		},
		"a file system that is not attached": {
			aliyunsim.Resources{DBFSFileSystems: []aliyunsim.DBFSFileSystem{{ID: "dbfs-1", Region: home, Key: keyID, Tags: team}}},
			[]string{"dbfs-1 file system, unattached, later, team=orders, database file system, not attached"},
		},
		"a dedicated disk that is not attached": {
			aliyunsim.Resources{EBSDedicatedDisks: []aliyunsim.EBSDedicatedDisk{{ID: "d-1", Region: home, Cluster: "dbsc-1", Key: keyID, Tags: team}}},
			[]string{"d-1 disk, unattached, later, team=orders, data disk, not attached"},
		},
		"both keys of a share": {
			aliyunsim.Resources{GatewayShares: []aliyunsim.GatewayShare{{ID: "s-1", Region: home, Gateway: "gw-1", Bucket: "b", Key: keyID, ClientKey: keyID}}},
			[]string{
				"s-1 client-side encryption, in use now, at once, , file share of the gateway gw-1, kept in the bucket b",
				"s-1 server-side encryption, in use now, at once, , file share of the gateway gw-1, kept in the bucket b",
			},
		},
		"several disks of a scaling configuration": {
			aliyunsim.Resources{ScalingConfigurations: []aliyunsim.ScalingConfiguration{
				{ID: "asc-1", Region: home, Group: "asg-1", Status: "Inactive", Key: keyID, DataDisks: []aliyunsim.ScalingDisk{{Key: keyID}, {Key: other}}, Tags: team},
				{ID: "asc-2", Region: home, Group: "asg-1", DataDisks: []aliyunsim.ScalingDisk{{}, {Key: key.ARN()}}},
			}},
			[]string{
				"asc-2 scaling configuration, in use now, later, , active, of the scaling group asg-1",
				"asc-1 scaling configuration, unattached, later, team=orders, inactive, of the scaling group asg-1",
			},
		},
		"a desktop that is stopped": {
			aliyunsim.Resources{Desktops: []aliyunsim.Desktop{{ID: "ecd-1", Region: home, Key: keyID, Users: []string{"ann", "bo"}, Status: "Stopped", Tags: team}}},
			[]string{"ecd-1 disk encryption, at rest, later, team=orders, disks of a desktop for 2 users, Stopped"},
		},
		"tenants of several clusters": {
			aliyunsim.Resources{OceanBaseTenants: []aliyunsim.OceanBaseTenant{
				{ID: "t-1", Region: home, Instance: "ob-1", Key: keyID}, {ID: "t-2", Region: home, Instance: "ob-2", Key: keyID, Status: "OFFLINE"},
			}},
			[]string{
				"t-1 TDE, in use now, later, , tenant of the cluster ob-1, ONLINE", "t-2 TDE, at rest, later, , tenant of the cluster ob-2, OFFLINE",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := world()
			w.Resources = tt.of
			a := audit(t, start(t, w), key)
			if d := cmp.Diff(tt.want, owned(a)); d != "" || !a.Complete() {
				t.Errorf("incomplete %v, dependents (-want +got):\n%s", a.IncompleteRows(), d)
			}
		})
	}
}

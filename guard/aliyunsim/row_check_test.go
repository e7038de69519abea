package aliyunsim

import (
	"strings"
	"testing"
)

func TestRowsThatNoProductCouldHold(t *testing.T) {
	c := startCloud(t, "")
	rows := []struct {
		kind, row, want string
	}{
		{"oss_buckets", "{name: b, region: cn-hangzhou, sse: DES}", "sse"},
		{"oss_buckets", "{name: b, region: cn-hangzhou, sse: AES256, key: k}", "a key goes with KMS only"},
		{"oss_buckets", "{name: b, region: cn-hangzhou, versioning: maybe}", "versioning"},
		{"oss_buckets", "{name: b, region: cn-hangzhou, objects: [{key: k}]}", "without a name"},
		{"oss_buckets", "{name: b, region: cn-hangzhou, objects: [{name: o, sse: DES}]}", "b/o"},
		{"ecs_disks", "{id: d-1, region: cn-hangzhou, kind: tape}", "kind"},
		{"ecs_snapshots", "{id: s-1, region: cn-hangzhou, usage: all}", "usage"},
		{"ecs_snapshots", "{id: s-1, region: cn-hangzhou, disk_kind: tape}", "disk_kind"},
		{"ecs_snapshots", "{id: s-1, region: cn-hangzhou, created_every: 1500ms}", "whole seconds"},
		{"ecs_snapshots", "{id: s-1, region: cn-hangzhou, created_every: 65000d, count: 100000}", "older than"},
		{"rds_instances", "{id: rm-1, region: cn-hangzhou, engine: DB2}", "engine"},
		{"rds_instances", "{id: rm-1, region: cn-hangzhou, role: Boss}", "role"},
		{"rds_instances", "{id: rm-1, region: cn-hangzhou, key: k}", "disk_key"},
		{"polardb_clusters", "{id: rm-1, region: cn-hangzhou}", "pc-bp1"},
		{"polardb_clusters", "{id: pc-1, region: cn-hangzhou, key: k}", "tde"},
		{"polardb_clusters", "{id: pc-1, region: cn-hangzhou, engine: DB2}", "engine"},
		{"ebs_dedicated_disks", "{id: d-1, region: cn-hangzhou}", "no cluster"},
		{"ebs_dedicated_disks", "{id: d-1, region: cn-hangzhou, cluster: dbsc-1, kind: tape}", "kind"},
		{"gateway_shares", "{id: s-1, region: cn-hangzhou}", "no gateway"},
		{"gateway_shares", "{id: s-1, region: cn-hangzhou, gateway: gw-1, protocol: FTP}", "protocol"},
		{"scaling_configurations", "{id: asc-1, region: cn-hangzhou, status: Asleep}", "status"},
		{"oceanbase_tenants", "{id: t-1, region: cn-hangzhou}", "no instance"},
		{"oceanbase_tenants", "{id: t-1, region: cn-hangzhou, instance: ob-1, mode: DB2}", "mode"},
		{"kms_applications", "{name: a, region: cn-hangzhou, policies: [{resources: [key/k]}]}", "name"},
		{"kms_applications", "{name: a, region: cn-hangzhou, policies: [{name: policy-of-a}]}", "begin with"},
		{"kms_applications", "{name: a, region: cn-hangzhou, policies: [{name: p, resources: [k]}]}", "key/key-1"},
		{"load_balancers", "{id: nlb-1, region: cn-hangzhou}", "lb-bp1"},
		{"load_balancers", "{id: lb-1, region: cn-hangzhou, listeners: [{port: 0}]}", "port 0"},
		{"load_balancers", "{id: lb-1, region: cn-hangzhou, listeners: [{port: 1, protocol: SCTP}]}", "SCTP"},
		{"certificates", "{id: c-1, region: cn-hangzhou, listener: lb-1}", "lb-bp1/443"},
		{"certificates", "{id: c-1, region: cn-hangzhou, listener: lb-1/70000}", "lb-bp1/443"},
		{"certificates", "{id: c-1, region: cn-hangzhou, listener: web/443}", "lb-bp1/443"},
	}
	for _, row := range rows {
		err := c.sim.Add(row.kind, []byte(row.row))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s %s: %v, want an error about %q", row.kind, row.row, err, row.want)
		}
	}
}

package aliyun_test

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// sort is a sort of row that a random world may have.
type sort struct {
	kind, row  string
	category   guard.Category
	sameRegion bool // as the key
}

var sorts = []sort{
	{"oss_buckets", "{name: ID, region: REGION, key: KEY}", guard.OSS, true},
	{"ecs_disks", "{id: ID, region: REGION, key: KEY}", guard.ECSDisk, true},
	{"ecs_snapshots", "{id: ID, region: REGION, key: KEY}", guard.ECSSnapshot, true},
	{"rds_instances", "{id: ID, region: REGION, tde: true, key: KEY}", guard.RDS, false},
	{"rds_instances", "{id: ID, region: REGION, disk_key: KEY}", guard.RDS, false},
	{"polardb_clusters", "{id: pc-ID, region: REGION, tde: true, key: KEY}", guard.PolarDB, false},
	{"secrets", "{name: ID, region: REGION, key: KEY}", guard.Secret, false},
	{"nas_file_systems", "{id: ID, region: REGION, encrypted: true, key: KEY}", guard.NAS, false},
	{"mongodb_instances", "{id: ID, region: REGION, tde: true, key: KEY}", guard.MongoDB, false},
	{"redis_instances", "{id: ID, region: REGION, tde: true, key: KEY}", guard.Redis, false},
	{"dbfs_file_systems", "{id: ID, region: REGION, key: KEY}", guard.DBFS, false},
	{"kafka_instances", "{id: ID, region: REGION, key: KEY}", guard.Kafka, false},
}

// sortOf returns the category that finds a row of the world.
func sortOf(kind string) guard.Category {
	kind, _, _ = strings.Cut(kind, "@")
	for _, s := range sorts {
		if s.kind == kind {
			return s.category
		}
	}
	return ""
}

// lands are where the keys of random worlds lie.
var lands = []string{"cn-beijing", home, "cn-shanghai"}

// randomKeys are keys of which some share the name of their alias with keys of
// other regions.
func randomKeys() []aliyunsim.Key {
	return []aliyunsim.Key{
		{ID: "key-a", Region: home, Aliases: []string{"alias/orders", "alias/old"}},
		{ID: "key-b", Region: home},
		{ID: "key-c", Region: "cn-beijing", Aliases: []string{"alias/orders"}},
		{ID: "key-d", Region: "cn-shanghai", Aliases: []string{"alias/far"}},
		{ID: "key-e", Region: home, Aliases: []string{"alias/e"}},
	}
}

// drawReference names one of the keys in some form, or none of them.
func drawReference(t *rapid.T, of aliyunsim.Key) string {
	arn := "acs:kms:" + of.Region + ":" + account + ":"
	forms := []string{
		of.ID, arn + "key/" + of.ID, "key-service", "acs:kms:" + of.Region + ":" + memberAccount + ":key/key-theirs", "alias/nobody",
		"alias/orders", arn + "alias/orders", "",
	}
	if len(of.Aliases) > 0 {
		forms = append(forms, of.Aliases[0], arn+of.Aliases[0])
	}
	return rapid.SampledFrom(forms).Draw(t, "reference")
}

// populate adds random rows to both accounts.
func populate(t *rapid.T, sim *aliyunsim.Sim, keys []aliyunsim.Key) {
	for n := range rapid.IntRange(0, 40).Draw(t, "rows") {
		s, of := rapid.SampledFrom(sorts).Draw(t, "sort"), rapid.SampledFrom(keys).Draw(t, "key")
		region := of.Region
		if !s.sameRegion {
			region = rapid.SampledFrom(lands).Draw(t, "region")
		}
		reference := drawReference(t, of)
		row := strings.NewReplacer("ID", fmt.Sprintf("row-%d", n), "REGION", region, "KEY", fmt.Sprintf("%q", reference)).Replace(s.row)
		if reference == "" { // under no key, or under one of the service's own
			row = strings.ReplaceAll(row, `, tde: true, key: ""`, "")
		}
		kind := s.kind
		if rapid.Bool().Draw(t, "member") && s.kind != "oss_buckets" {
			kind += "@" + memberAccount
		}
		if s.kind == "secrets" && reference == "" {
			continue // a secret always has a key
		}
		if err := sim.Add(kind, []byte(row)); err != nil {
			t.Fatal(row, err)
		}
	}
}

// disturb orders random failures of random calls. A row that is dropped from a
// list which declares no total, and is named by nothing else, could not be
// missed by anybody.
func disturb(t *rapid.T, sim *aliyunsim.Sim) {
	var apis []string
	for _, of := range readBy {
		apis = append(apis, of...)
	}
	slices.Sort(apis)
	kinds := []aliyunsim.FaultKind{
		aliyunsim.FaultError, aliyunsim.FaultResetBefore, aliyunsim.FaultResetAfter, aliyunsim.FaultTruncate, aliyunsim.FaultHTML,
		aliyunsim.FaultWrongTotal, aliyunsim.FaultRepeatToken, aliyunsim.FaultEmptyPage, aliyunsim.FaultDropRow, aliyunsim.FaultUnknownValue,
	}
	for range rapid.IntRange(0, 6).Draw(t, "faults") {
		f := aliyunsim.Fault{API: rapid.SampledFrom(apis).Draw(t, "api"), Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
		if f.Kind == aliyunsim.FaultError {
			f.Code, f.Status = "SomethingNew", rapid.SampledFrom([]int{400, 403, 404, 429, 500, 503}).Draw(t, "status")
		}
		f.After, f.Every = rapid.IntRange(0, 5).Draw(t, "after"), rapid.IntRange(0, 3).Draw(t, "every")
		f.Times = rapid.IntRange(0, 4).Draw(t, "times")
		if losing := f.Kind == aliyunsim.FaultDropRow || f.Kind == aliyunsim.FaultEmptyPage; losing && !slices.Contains(counted, f.API) {
			continue
		}
		if err := sim.SetFault(f); err != nil {
			t.Fatal(err)
		}
	}
}

// counted are the lists that declare a total.
var counted = []string{
	"ecs.DescribeDisks", "ecs.DescribeSnapshots", "ecs.DescribeImages", "rds.DescribeDBInstances", "polardb.DescribeDBClusters",
	"kms.ListSecrets", "nas.DescribeFileSystems", "dds.DescribeDBInstances", "r-kvstore.DescribeInstances",
}

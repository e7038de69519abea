package aliyunsim

import (
	"encoding/json"
	"net/http"
	"slices"
)

// ecsProductCode is the name of ECS in faults, quotas and RAM actions.
const ecsProductCode = "ecs"

// ecsAPI is the catalogue of ECS. Its call rates are published in the quota
// centre only, so none is set here; a world may.
func ecsAPI() product {
	region := []string{"RegionId"}
	paging := []string{"MaxResults", "NextToken", "PageNumber", "PageSize"}
	with := func(more ...string) []string { return append(more, paging...) }
	return product{
		code: ecsProductCode, service: "Ecs", version: "2014-05-26", denied: "Forbidden.RAM",
		actions: []action{
			{
				name: "DescribeDisks", required: region,
				optional: with("DiskIds", "DiskType", "InstanceId", "KMSKeyId", "Encrypted", "Status", "ZoneId", "SnapshotId", "DryRun"),
				handle:   ecsDescribeDisks,
			},
			{
				name: "DescribeSnapshots", required: region,
				optional: with("SnapshotIds", "DiskId", "KMSKeyId", "Encrypted", "Status", "Usage", "SourceDiskType", "DryRun",
					"Filter.1.Key", "Filter.1.Value", "Filter.2.Key", "Filter.2.Value"),
				handle: ecsDescribeSnapshots,
			},
			{
				name: "DescribeImages", required: region,
				optional: []string{"ImageId", "ImageName", "ImageOwnerAlias", "SnapshotId", "Status", "PageNumber", "PageSize", "DryRun"},
				handle:   ecsDescribeImages,
			},
			{
				name: "DescribeInstances", required: region,
				optional: with("InstanceIds", "InstanceName", "Status", "DryRun"), handle: ecsDescribeInstances,
			},
			{
				name: "DescribeAutoSnapshotPolicyEx", required: region,
				optional: []string{"AutoSnapshotPolicyId", "PageNumber", "PageSize"}, handle: ecsDescribeSnapshotPolicies,
			},
			{name: "DescribeDiskDefaultKMSKeyId", required: region, handle: ecsDescribeDefaultKey},
			{name: "DescribeDiskEncryptionByDefaultStatus", required: region, handle: ecsDescribeDefaultStatus},
			{name: "DescribeRegions", optional: []string{"AcceptLanguage"}, handle: ecsDescribeRegions},
		},
	}
}

func ecsDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		rows = append(rows, object{
			"RegionId": region, "RegionEndpoint": "ecs." + region + ".aliyuncs.com", "LocalName": region, "Status": "available",
		})
	}
	return object{"Regions": object{"Region": rows}}, nil
}

// ecsDryRun answers a probe of permissions: DryRun=true is always refused, and
// this code says that everything else about the call was in order.
func ecsDryRun(c *call) *apiError {
	dry, err := c.boolean("DryRun")
	if err != nil || !dry {
		return err
	}
	return refuse(http.StatusBadRequest, "DryRunOperation", "Request validation has been passed with DryRun flag set.")
}

// ecsIDs reads a parameter that is a JSON array of up to 100 IDs, as ECS
// demands; nil when it was not sent.
func ecsIDs(c *call, name string) ([]string, *apiError) {
	text := c.str(name)
	if text == "" {
		return nil, nil
	}
	var ids []string
	if json.Unmarshal([]byte(text), &ids) != nil || len(ids) == 0 || len(ids) > 100 {
		return nil, invalidParameter(name, `must be a JSON array of 1 to 100 IDs, like ["d-1","d-2"]`)
	}
	return ids, nil
}

// ecsEncrypted turns the filters Encrypted and KMSKeyId into a test of a row's
// own values. Encrypted=false means only what is not encrypted, which is why a
// client that wants everything leaves it out.
func ecsEncrypted(s *Sim, c *call) (func(encrypted bool, key string) bool, *apiError) {
	want, err := c.boolean("Encrypted")
	if err != nil {
		return nil, err
	}
	_, asked := c.params["Encrypted"]
	key := c.str("KMSKeyId")
	return func(encrypted bool, rowKey string) bool {
		return (!asked || encrypted == want) && (key == "" || s.sameKey(c.region, key, rowKey))
	}, nil
}

// byIDs returns the rows of those IDs that match, each once, in the order of
// the IDs.
func byIDs[T tableRow[T]](t *table[T], ids []string, match func(T) bool) []T {
	var rows []T
	for i, id := range ids {
		if r, ok := t.get(id); ok && match(r) && !slices.Contains(ids[:i], id) {
			rows = append(rows, r)
		}
	}
	return rows
}

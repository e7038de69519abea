package aliyunsim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

type snapshotList struct {
	NextToken  string
	TotalCount int
	Snapshots  struct {
		Snapshot []struct {
			SnapshotID   string `json:"SnapshotId"`
			CreationTime string
		}
	}
}

func (l snapshotList) ids() []string {
	ids := []string{}
	for _, s := range l.Snapshots.Snapshot {
		ids = append(ids, s.SnapshotID)
	}
	return ids
}

// madeBetween are the parameters that ask for snapshots made from one minute to another.
func madeBetween(from, to string) []string {
	return []string{"Filter.1.Key=CreationStartTime", "Filter.1.Value=" + from, "Filter.2.Key=CreationEndTime", "Filter.2.Value=" + to}
}

func TestSnapshotsAreFoundByTheirAge(t *testing.T) {
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	c := serveProducts(t, World{Resources: Resources{ECSSnapshots: []ECSSnapshot{
		{ID: "s-daily", Region: "cn-hangzhou", CreatedAt: at, CreatedEvery: Duration(24 * time.Hour), Count: 100},
		{ID: "s-one", Region: "cn-hangzhou", CreatedAt: at.Add(-72 * time.Hour)},
		{ID: "s-same", Region: "cn-hangzhou", CreatedAt: at.Add(-96 * time.Hour), Count: 3},
	}}})
	rows := []struct {
		from, to string
		want     []string
	}{
		{"2026-10-29T12:00Z", "2026-10-31T12:00Z", []string{"s-daily-000002", "s-daily-000003", "s-daily-000004", "s-one"}},
		{"2026-10-29T12:01Z", "2026-10-31T11:59Z", []string{"s-daily-000003"}},
		{"2026-10-28T00:00Z", "2026-10-28T23:59Z", []string{"s-daily-000005", "s-same-000001", "s-same-000002", "s-same-000003"}},
		{"2026-11-01T12:00Z", "9999-12-31T23:59Z", []string{"s-daily-000001"}},
		{"2026-11-01T12:01Z", "2027-01-01T00:00Z", []string{}},
		{"0001-01-01T00:00Z", "2026-07-26T00:00Z", []string{"s-daily-000100"}},
		{"0001-01-01T00:00Z", "0002-01-01T00:00Z", []string{}},
		{"2026-10-31T12:00Z", "2026-10-29T12:00Z", []string{}},
	}
	for _, row := range rows {
		got := read[snapshotList](c, ecsVersion, "DescribeSnapshots", madeBetween(row.from, row.to)...)
		if diff := cmp.Diff(row.want, got.ids()); diff != "" || got.TotalCount != len(row.want) {
			t.Errorf("%s to %s, %d (-want +got):\n%s", row.from, row.to, got.TotalCount, diff)
		}
	}
	byID := append(madeBetween("2026-10-30T00:00Z", "2026-10-31T00:00Z"), `SnapshotIds=["s-daily-000002","s-daily-000003","s-one"]`)
	if diff := cmp.Diff([]string{"s-daily-000003"}, read[snapshotList](c, ecsVersion, "DescribeSnapshots", byID...).ids()); diff != "" {
		t.Errorf("by ID and age (-want +got):\n%s", diff)
	}
	oldest := read[snapshotList](c, ecsVersion, "DescribeSnapshots", `SnapshotIds=["s-daily-000100"]`).Snapshots.Snapshot
	if len(oldest) != 1 || oldest[0].CreationTime != "2026-07-25T12:00:00Z" {
		t.Errorf("the oldest is %+v, want one of 2026-07-25T12:00:00Z", oldest)
	}
}

func TestSnapshotAgesNeedBothEnds(t *testing.T) {
	c := serveProducts(t, World{Regions: []string{"cn-hangzhou"}})
	both := madeBetween("2026-10-29T12:00Z", "2026-10-31T12:00Z")
	for _, params := range [][]string{
		both[:2], both[2:], both[:1], both[1:], both[:3],
		madeBetween("2026-10-29T12:00:00Z", "2026-10-31T12:00Z"), madeBetween("2026-10-29T12:00Z", "2026-10-31"),
		{"Filter.1.Key=CreationEndTime", "Filter.1.Value=2026-10-29T12:00Z", "Filter.2.Key=CreationStartTime", "Filter.2.Value=2026-10-29T12:00Z"},
		append(slices.Clone(both), "Filter.3.Key=Other", "Filter.3.Value=x"),
	} {
		c.refused(http.StatusBadRequest, "InvalidParameter", ecsVersion, "DescribeSnapshots", params...)
	}
}

// A window that is split in two at any minute gives the same snapshots, through
// pages of any size, as the whole.
func TestSnapshotWindowsAddUp(t *testing.T) {
	newest := time.Date(2026, 11, 1, 12, 0, 30, 0, time.UTC)
	c := serveProducts(t, World{Resources: Resources{ECSSnapshots: []ECSSnapshot{
		{ID: "s", Region: "cn-hangzhou", CreatedAt: newest, CreatedEvery: Duration(90 * time.Second), Count: 150},
		{ID: "s-late", Region: "cn-hangzhou", CreatedAt: newest.Add(-time.Hour)},
	}}})
	must(t, c.sim.Remove("ecs_snapshots", "s-000040"))
	minute := func(n int) string { return newest.Add(time.Duration(n) * time.Minute).Format(snapshotTimeForm) }
	walk := func(from, to, size int) (ids []string) {
		params := append(madeBetween(minute(from), minute(to)), fmt.Sprintf("MaxResults=%d", size))
		for token := ""; ; {
			got := read[snapshotList](c, ecsVersion, "DescribeSnapshots", append(slices.Clone(params), "NextToken="+token)...)
			ids = append(ids, got.ids()...)
			if token = got.NextToken; token == "" {
				if got.TotalCount != len(ids) {
					t.Fatalf("%d snapshots of a total of %d", len(ids), got.TotalCount)
				}
				return ids
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		split, size := rapid.IntRange(-240, 10).Draw(t, "split"), rapid.IntRange(20, 100).Draw(t, "size")
		parts := append(walk(-300, split, size), walk(split, 60, size)...)
		slices.Sort(parts)
		if parts = slices.Compact(parts); len(parts) != 150 {
			t.Fatalf("split at %s: %d snapshots, want 150", minute(split), len(parts))
		}
	})
}

func TestResourcesShowTheirTags(t *testing.T) {
	tags := map[string]string{"team": "orders"}
	c := serveProducts(t, World{Resources: Resources{
		ECSSnapshots:        []ECSSnapshot{{ID: "s-1", Region: "cn-hangzhou", Tags: tags}},
		ECSImages:           []ECSImage{{ID: "m-1", Region: "cn-hangzhou", Tags: tags}},
		ECSInstances:        []ECSInstance{{ID: "i-1", Region: "cn-hangzhou", Tags: tags}},
		ECSSnapshotPolicies: []ECSSnapshotPolicy{{ID: "sp-1", Region: "cn-hangzhou", Tags: tags}},
		PolarDBClusters:     []PolarDBCluster{{ID: "pc-1", Region: "cn-hangzhou", Tags: tags}},
		LoadBalancers:       []LoadBalancer{{ID: "lb-1", Region: "cn-hangzhou", Tags: tags}, {ID: "alb-1", Region: "cn-hangzhou", Tags: tags}},
		Certificates:        []Certificate{{ID: "7", Region: "cn-hangzhou", Listener: "lb-1/443", Tags: tags}},
	}})
	for api, want := range map[[2]string]string{
		{ecsVersion, "DescribeSnapshots"}:            `"Tags":{"Tag":[{"TagKey":"team","TagValue":"orders"}]}`,
		{ecsVersion, "DescribeImages"}:               `"Tags":{"Tag":[{"TagKey":"team","TagValue":"orders"}]}`,
		{ecsVersion, "DescribeInstances"}:            `"Tags":{"Tag":[{"TagKey":"team","TagValue":"orders"}]}`,
		{ecsVersion, "DescribeAutoSnapshotPolicyEx"}: `"Tags":{"Tag":[{"TagKey":"team","TagValue":"orders"}]}`,
		{polardbVersion, "DescribeDBClusters"}:       `"Tags":{"Tag":[{"Key":"team","Value":"orders"}]}`,
		{"2014-05-15", "DescribeLoadBalancers"}:      `"Tags":{"Tag":[{"TagKey":"team","TagValue":"orders"}]}`,
		{"2014-05-15", "DescribeServerCertificates"}: `"Tags":{"Tag":[{"TagKey":"team","TagValue":"orders"}]}`,
		{"2020-06-16", "ListLoadBalancers"}:          `"Tags":[{"Key":"team","Value":"orders"}]`,
	} {
		if a := c.call(admin, api[0], api[1]); !strings.Contains(a.text, want) {
			t.Errorf("%s shows no tags like %s: %s", api[1], want, a.text)
		}
	}
}

// The state view shows what a world file would say.
func TestStateShowsAgesAsWritten(t *testing.T) {
	c := startCloud(t, "resources: {ecs_snapshots: [{id: s, region: cn-hangzhou, created_at: 2026-11-01T00:00:00Z, created_every: 1d, count: 5}]}")
	want := []any{map[string]any{
		"id": "s", "region": "cn-hangzhou", "created_at": "2026-11-01T00:00:00Z", "created_every": "24h0m0s", "count": uint64(5),
	}}
	if diff := cmp.Diff(want, c.sim.State().Rows["ecs_snapshots"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

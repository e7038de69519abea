package aliyunsim

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// BenchmarkDiskPage measures one full page of 100,000 disks, signature check
// and encoding included.
func BenchmarkDiskPage(b *testing.B) {
	var w World
	w.Resources.ECSDisks = []ECSDisk{{ID: "d", Region: "cn-hangzhou", Key: testKey, Count: 100_000}}
	benchmarkPage(b, w, "DescribeDisks", "MaxResults", "500")
}

// BenchmarkSnapshotPage measures the last page of 100,000 snapshots, and one of
// a window in their middle.
func BenchmarkSnapshotPage(b *testing.B) {
	var w World
	w.Resources.ECSSnapshots = []ECSSnapshot{{
		ID: "s", Region: "cn-hangzhou", Key: testKey, CreatedAt: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
		CreatedEvery: Duration(time.Hour), Count: 100_000,
	}}
	b.Run("last", func(b *testing.B) { benchmarkPage(b, w, "DescribeSnapshots", "PageSize", "100", "PageNumber", "1000") })
	b.Run("window", func(b *testing.B) {
		benchmarkPage(b, w, "DescribeSnapshots", "MaxResults", "100", "Filter.1.Key", "CreationStartTime", "Filter.1.Value", "2020-01-01T00:00Z",
			"Filter.2.Key", "CreationEndTime", "Filter.2.Value", "2020-12-31T00:00Z")
	})
}

func benchmarkPage(b *testing.B, w World, action string, params ...string) {
	w.Account = testAccount
	w.Principals = []Principal{{AccessKey: admin.id, Secret: admin.secret, User: "admin", Policies: []PolicyRef{{Name: "all", Document: allowAll}}}}
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	c := &cloud{now: at, real: at}
	sim, err := New(w, Options{Now: c.readNow, Real: c.readReal})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		q := c.query(admin, ecsVersion, action, params...)
		signRPC(q, http.MethodPost, admin.secret)
		reply := httptest.NewRecorder()
		sim.ServeHTTP(reply, httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/?"+q.Encode(), nil))
		if reply.Code != http.StatusOK {
			b.Fatalf("status %d: %s", reply.Code, reply.Body)
		}
	}
}

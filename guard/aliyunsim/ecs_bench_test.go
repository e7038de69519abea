package aliyunsim

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// BenchmarkDiskPage measures one full page in the middle of 100,000 disks,
// signature check and encoding included.
func BenchmarkDiskPage(b *testing.B) {
	w := World{Account: testAccount, Principals: []Principal{{AccessKey: admin.id, Secret: admin.secret, User: "admin", Policies: []PolicyRef{{Name: "all", Document: allowAll}}}}}
	w.Resources.ECSDisks = []ECSDisk{{ID: "d", Region: "cn-hangzhou", Key: testKey, Count: 100_000}}
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	c := &cloud{now: at, real: at}
	sim, err := New(w, Options{Now: c.readNow, Real: c.readReal})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		q := c.query(admin, ecsVersion, "DescribeDisks", "MaxResults", "500")
		signRPC(q, http.MethodPost, admin.secret)
		reply := httptest.NewRecorder()
		sim.ServeHTTP(reply, httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/?"+q.Encode(), nil))
		if reply.Code != http.StatusOK {
			b.Fatalf("status %d: %s", reply.Code, reply.Body)
		}
	}
}

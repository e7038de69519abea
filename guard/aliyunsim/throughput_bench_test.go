package aliyunsim

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// connections is how many a client of the benchmark keeps.
const connections = 64

// BenchmarkThroughput measures calls a second over 64 connections without
// latency, client included: small replies, and the largest pages of disks.
func BenchmarkThroughput(b *testing.B) {
	for name, pairs := range map[string][]string{
		"small": {kmsVersion, "ListKeyVersions", "KeyId", testKey},
		"page":  {ecsVersion, "DescribeDisks", "MaxResults", "500"},
	} {
		b.Run(name, func(b *testing.B) { benchmarkCalls(b, pairs[0], pairs[1], pairs[2:]...) })
	}
}

func benchmarkCalls(b *testing.B, version, action string, pairs ...string) {
	b.Helper()
	c := benchmarkCloud(b)
	transport := &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}
	defer transport.CloseIdleConnections()
	c.client = &http.Client{Transport: transport}
	b.SetParallelism(connections)
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			q := c.query(admin, version, action, pairs...)
			signRPC(q, http.MethodPost, admin.secret)
			if status, err := c.discard(b, q.Encode()); err != nil || status != http.StatusOK {
				b.Errorf("%s: status %d, %v", action, status, err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

// benchmarkCloud serves 100,000 disks and a key without quotas that matter.
func benchmarkCloud(b *testing.B) *cloud {
	b.Helper()
	w := World{
		Account:    testAccount,
		Principals: []Principal{{AccessKey: admin.id, Secret: admin.secret, User: "admin", Policies: []PolicyRef{{Name: "all", Document: allowAll}}}},
		Keys:       []Key{{ID: testKey, Region: "cn-hangzhou"}},
		Resources:  Resources{ECSDisks: []ECSDisk{{ID: "d", Region: "cn-hangzhou", Key: testKey, Count: 100_000}}},
		Quotas:     map[string]string{groupKeyReads: "1000000000/h"},
	}
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	c := &cloud{now: at, real: at}
	var err error
	if c.sim, err = New(w, Options{Now: c.readNow, Real: c.readReal}); err != nil {
		b.Fatal(err)
	}
	c.server = httptest.NewServer(c.sim)
	b.Cleanup(c.server.Close)
	return c
}

// discard makes a call and reads its reply to the end.
func (c *cloud) discard(b *testing.B, query string) (int, error) {
	r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, c.server.URL+"/?"+query, bytes.NewReader(nil))
	if err != nil {
		return 0, err
	}
	resp, err := c.client.Do(r)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	return resp.StatusCode, err
}

package aliyun_test

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// measured is what one sweep cost.
type measured struct {
	audits   []guard.Audit
	took     time.Duration
	log      []aliyunsim.Call // of the sweep alone
	peak     uint64           // bytes of heap and stacks, at most
	resident uint64           // bytes of the whole process, at most; 0 where that is not told
}

// sweep measures one sweep of the keys.
func sweep(b *testing.B, p process, c *aliyun.Client, keys []guard.KeyRef) measured {
	b.Helper()
	before := len(p.log(b))
	m := measured{}
	stop := watchMemory(&m)
	began := time.Now()
	audits, err := c.Sweep(b.Context(), keys, deletion, nil)
	m.took = time.Since(began)
	stop()
	if err != nil {
		b.Fatal(err)
	}
	for _, a := range audits {
		if rows := a.IncompleteRows(); len(rows) > 0 {
			b.Fatalf("%s: %d categories are incomplete, the first %+v", a.Key.Ref.ID, len(rows), rows[0])
		}
	}
	m.audits, m.log = audits, p.log(b)[before:]
	return m
}

// watchMemory notes the most memory until it is stopped.
func watchMemory(m *measured) (stop func()) {
	runtime.GC()
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // the high-water mark begins anew, where there is one
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for ctx.Err() == nil {
			m.peak = max(m.peak, inUse())
			select {
			case <-tick.C:
			case <-ctx.Done():
			}
		}
	})
	return func() {
		cancel()
		wg.Wait()
		m.resident = highWater()
	}
}

// inUse is the bytes of heap and stacks.
func inUse() (sum uint64) {
	samples := []metrics.Sample{
		{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"},
	}
	metrics.Read(samples)
	for _, s := range samples {
		sum += s.Value.Uint64()
	}
	return sum
}

// highWater is the most memory that the process had, as Linux tells it.
func highWater() uint64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		if name, value, _ := strings.Cut(string(line), ":"); name == "VmHWM" {
			kilobytes, _ := strconv.ParseUint(strings.Fields(value)[0], 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

func apiOf(c aliyunsim.Call) string { return c.Product + "." + c.Action }

// bound is the time below which no client can make the calls: each connection
// carries one at a time, each quota lets through its rate, and of a list each
// page waits for the one before.
func (m measured) bound(c *aliyun.Client, connections int, t time.Duration) time.Duration {
	slots := time.Duration(len(m.log)) * t / time.Duration(connections)
	metered, chains := map[string]int{}, map[string]int{}
	var rates, chain time.Duration
	for _, call := range m.log {
		r := aliyun.RateOf(c, apiOf(call))
		metered[r.Group+call.Region]++
		after := float64(metered[r.Group+call.Region]) - r.Burst
		rates = max(rates, time.Duration(after/r.PerSecond*float64(time.Second)))
		chains[listOf(call)]++
		chain = max(chain, time.Duration(chains[listOf(call)])*t)
	}
	return max(slots, rates, chain)
}

// listOf names the list of which a call read a page, or the call's one subject.
func listOf(c aliyunsim.Call) string {
	parts := []string{apiOf(c), c.Region}
	for name, value := range c.Parameters {
		if name != "NextToken" && name != "SignatureNonce" {
			parts = append(parts, name+"="+value)
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

// needed is how many calls a full reading with the largest pages takes: none
// twice, none for a cross-check, and no page of snapshots that is not full.
func (m measured) needed(w aliyunsim.World) int {
	n, regions := 0, map[string]bool{}
	for _, c := range m.log {
		switch {
		case c.Outcome != "ok" && strings.HasPrefix(c.Outcome, "Throttling"), c.Parameters["KMSKeyId"] != "":
		case c.Action == "DescribeSnapshots":
			regions[c.Region] = true
		default:
			n++
		}
	}
	for region := range regions {
		rows := 0
		for _, s := range w.Resources.ECSSnapshots {
			if s.Region == region {
				rows += s.Count
			}
		}
		n += (rows + 99) / 100
	}
	return n
}

// busiest is how near any API came to its quota within any second: 1 is as many
// calls as the cloud admits.
func (m measured) busiest(c *aliyun.Client) (worst float64) {
	arrivals := map[string][]time.Time{}
	for _, call := range slices.SortedFunc(slices.Values(m.log), func(x, y aliyunsim.Call) int { return x.Time.Compare(y.Time) }) {
		r := aliyun.RateOf(c, apiOf(call))
		id := r.Group + call.Region
		arrivals[id] = append(arrivals[id], call.Time)
		for call.Time.Sub(arrivals[id][0]) >= time.Second {
			arrivals[id] = arrivals[id][1:]
		}
		worst = max(worst, float64(len(arrivals[id]))/r.Quota)
	}
	return worst
}

// report prints what a sweep cost.
func (m measured) report(b *testing.B, w aliyunsim.World, c *aliyun.Client, connections int) {
	b.Helper()
	b.ReportMetric(0, "ns/op") // a sweep is told in seconds
	b.ReportMetric(float64(len(m.log)), "calls")
	b.ReportMetric(m.took.Seconds(), "s")
	b.ReportMetric(float64(m.peak)/1e6, "peak-MB")
	b.ReportMetric(float64(m.resident)/1e6, "resident-MB")
	bound := m.bound(c, connections, time.Duration(w.Latency+w.ServiceLatency))
	b.ReportMetric(m.took.Seconds()/cmp.Or(bound.Seconds(), m.took.Seconds()), "x-bound")
	b.ReportMetric(100*(float64(len(m.log))/float64(m.needed(w))-1), "%-more-calls")
}

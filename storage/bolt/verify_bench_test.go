package bolt_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/metrics"
	"syscall"
	"testing"
	"time"

	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// BenchmarkCheck verifies a million entries of 10,000 streams, chain and
// indexes, and says how much memory that takes beside what was there before. Without
// KMSGUARD_LONG it is 50,000 entries.
func BenchmarkCheck(b *testing.B) {
	entries, streams := 50_000, 1000
	if os.Getenv("KMSGUARD_LONG") == "1" {
		entries, streams = 1_000_000, 10_000
	}
	path := filepath.Join(b.TempDir(), "ledger.db")
	many(b, path, entries, streams)
	s, err := bolt.Open(b.Context(), path, bolt.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // read only
	n, began := 0, cpuTime(b)
	peak := peakHeap(func() {
		for b.Loop() {
			if head, err := storage.Check(b.Context(), s); err != nil || head.Seq != uint64(entries) {
				b.Fatalf("%v, %v", head, err)
			}
			n++
		}
	})
	b.ReportMetric(float64(entries*n)/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(entries*n)/(cpuTime(b)-began).Seconds(), "entries/core-s")
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
}

// many fills a ledger by batches of 1,000 entries.
func many(b *testing.B, path string, entries, streams int) {
	b.Helper()
	s, err := bolt.Open(b.Context(), path, bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	data := make([][]byte, min(1000, entries/streams))
	for i := range data {
		data[i] = payload
	}
	for n := range entries / len(data) {
		batch := storage.Batch{
			Stream: fmt.Sprintf("key/1/cn-hangzhou/%d", n%streams), After: uint64(n / streams * len(data)), At: start, Data: data,
			Next: start.Add(time.Duration(n) * time.Second),
		}
		if _, err := s.Commit(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}

// peakHeap returns by how many bytes the heap was larger at most while a function ran.
func peakHeap(run func()) (peak uint64) {
	before, ended, watched := heap(), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ended:
				return
			case <-tick.C:
				now := heap()
				peak = max(peak, now-min(now, before))
			}
		}
	}()
	run()
	close(ended)
	<-watched
	return peak
}

// cpuTime is what the process has used of all cores, which others on the machine
// do not change.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

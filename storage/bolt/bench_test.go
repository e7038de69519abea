package bolt_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// payload is an event of usual size.
var payload = bytes.Repeat([]byte("event "), 100)

// BenchmarkAppend compares the append of one event, with its index row and due
// time, with a bare bbolt commit of as many bytes. Both run by
// turns on files with as many entries, so that a busy machine slows both. The
// aim is a ratio of 1.5 at most.
func BenchmarkAppend(b *testing.B) {
	for _, entries := range []int{1, 10_000, 50_000} {
		b.Run(fmt.Sprintf("entries=%d", entries), func(b *testing.B) {
			ledger, bare := filled(b, entries), filledBare(b, entries)
			var ours, theirs time.Duration
			n := uint64(0)
			for b.Loop() {
				began := time.Now()
				appendOne(b, ledger, fmt.Sprintf("key/1/cn-hangzhou/%d", n%1000), n/1000)
				between := time.Now()
				putOne(b, bare, uint64(entries)+n)
				ours, theirs = ours+between.Sub(began), theirs+time.Since(between)
				n++
			}
			b.ReportMetric(float64(ours.Microseconds())/float64(n), "append-µs")
			b.ReportMetric(float64(theirs.Microseconds())/float64(n), "bare-µs")
			b.ReportMetric(float64(ours)/float64(theirs), "ratio")
		})
	}
}

// appendOne appends to a stream and moves its due time.
func appendOne(b *testing.B, s *bolt.Store, stream string, after uint64) {
	b.Helper()
	batch := storage.Batch{Stream: stream, After: after, At: start, Data: [][]byte{payload}, Next: start.Add(time.Duration(after) * time.Hour)}
	if _, err := s.Commit(b.Context(), batch); err != nil {
		b.Fatal(err)
	}
}

func putOne(b *testing.B, db *bbolt.DB, n uint64) {
	b.Helper()
	err := db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("entries")).Put(number(n), payload) })
	if err != nil {
		b.Fatal(err)
	}
}

// filled is a ledger with so many entries, of streams that the benchmark does
// not use.
func filled(b *testing.B, entries int) *bolt.Store {
	b.Helper()
	s, err := bolt.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	for n := 0; n < entries; n += 100 {
		batch := storage.Batch{Stream: fmt.Sprintf("key/2/cn-hangzhou/%d", n), At: start, Next: start.Add(time.Duration(n) * time.Minute)}
		for range min(100, entries-n) {
			batch.Data = append(batch.Data, payload)
		}
		if _, err := s.Commit(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// filledBare is a bbolt file opened as ours is, with as many values.
func filledBare(b *testing.B, entries int) *bbolt.DB {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, InitialMmapSize: 256 << 20})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	for n := 0; n < entries; n += 100 {
		err := db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("entries"))
			for i := n; i < min(entries, n+100); i++ {
				err = errors.Join(err, bucket.Put(number(uint64(i)), payload))
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return db
}

// BenchmarkGroup appends from 64 goroutines at a time.
func BenchmarkGroup(b *testing.B) {
	s := filled(b, 1)
	n := uint64(0)
	for b.Loop() {
		var all sync.WaitGroup
		for i := range 64 {
			all.Go(func() { appendOne(b, s, fmt.Sprintf("key/1/cn-hangzhou/%d", i), n) })
		}
		all.Wait()
		n++
	}
	b.ReportMetric(64*float64(n)/b.Elapsed().Seconds(), "commits/s")
}

// BenchmarkVerify reads and verifies a ledger from its file.
func BenchmarkVerify(b *testing.B) {
	const entries = 50_000
	s := filled(b, entries)
	n := 0
	for b.Loop() {
		if _, err := storage.Verify(b.Context(), s.All(b.Context(), 0)); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(entries*float64(n)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkDue asks what is due of 100,000 streams when two are.
func BenchmarkDue(b *testing.B) {
	s, err := bolt.Open(b.Context(), filepath.Join(b.TempDir(), "ledger.db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	var all sync.WaitGroup
	for worker := range 512 {
		all.Go(func() {
			for n := worker; n < 100_000; n += 512 {
				batch := storage.Batch{Stream: fmt.Sprintf("key/1/cn-hangzhou/%d", n), At: start, Data: [][]byte{payload}, Next: start.Add(time.Duration(n) * time.Second)}
				if _, err := s.Commit(b.Context(), batch); err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
	for b.Loop() {
		due, err := s.DueBefore(b.Context(), start.Add(time.Second), 0)
		if err != nil || len(due) != 2 {
			b.Fatalf("due %q, %v", due, err)
		}
	}
}

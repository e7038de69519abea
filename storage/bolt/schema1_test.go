package bolt_test

import (
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

var update = flag.Bool("update", false, "write the sample ledger of schema 1, if there is none")

const sample1 = "testdata/schema1.db.gz"

// A ledger that was written by the first version stays readable for ever.
func TestLedgerOfSchema1(t *testing.T) {
	if _, err := os.Stat(sample1); *update && errors.Is(err, os.ErrNotExist) {
		writeSample(t)
	}
	s := open(t, unpack(t), bolt.Options{})
	const head = "3:093e3e5fbefcf32b18dcb127e01c8eb03fdccdac402e4fab991fc86b8cf7b9b0"
	if got, err := storage.Check(t.Context(), s); err != nil || got.String() != head {
		t.Errorf("check: %v, %v; want %s", got, err, head)
	}
	inputs, err := s.Waiting(t.Context())
	if diff := cmp.Diff([]storage.Input{{ID: "waits", At: start, Data: []byte("data")}}, inputs); diff != "" || err != nil {
		t.Errorf("waiting: %v (-want +got):\n%s", err, diff)
	}
	if fresh, err := s.Accept(t.Context(), storage.Input{ID: "handled", At: start}); fresh || err != nil {
		t.Errorf("a handled input: fresh %v, %v", fresh, err)
	}
	due, err := s.DueBefore(t.Context(), start.Add(time.Hour), 0)
	if !cmp.Equal(due, []string{"a"}) || err != nil {
		t.Errorf("due: %q, %v", due, err)
	}
	if generation, _, err := s.Lead(t.Context()); generation != 2 || err != nil {
		t.Errorf("generation %d, %v; want 2", generation, err)
	}
	commit(t, s, "a", 2, "four")
}

func unpack(t *testing.T) string {
	t.Helper()
	packed, err := os.Open(sample1)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close() //nolint:errcheck // read only
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func writeSample(t *testing.T) {
	t.Helper()
	s := open(t, filepath.Join(t.TempDir(), "ledger.db"), bolt.Options{})
	for _, in := range []storage.Input{{ID: "handled", At: start}, {ID: "waits", At: start, Data: []byte("data")}} {
		if _, err := s.Accept(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	b := storage.Batch{Stream: "a", At: start, Data: [][]byte{[]byte("one"), []byte("two")}, Next: start.Add(time.Hour), Handled: "handled"}
	if _, err := s.Commit(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	commit(t, s, "b", 0, "three")
	out, err := os.Create(sample1)
	if err != nil {
		t.Fatal(err)
	}
	packed := gzip.NewWriter(out)
	if err := errors.Join(s.Backup(t.Context(), packed), packed.Close(), out.Close()); err != nil {
		t.Fatal(err)
	}
}

package bolt_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

var start = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// open opens a file for a test, which checks and closes it in the end.
func open(t *testing.T, path string, o bolt.Options) *bolt.Store {
	t.Helper()
	s, err := bolt.Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func commit(t testing.TB, s *bolt.Store, stream string, after uint64, data string) {
	t.Helper()
	b := storage.Batch{Stream: stream, After: after, At: start, Data: [][]byte{[]byte(data)}}
	if _, err := s.Commit(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

func TestOpenMakesAFileForItsUserAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	open(t, path, bolt.Options{})
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("mode %v, %v; want -rw-------", info.Mode(), err)
	}
}

func TestOpenRefuses(t *testing.T) {
	rows := []struct {
		name string
		path func(dir string) string
		o    bolt.Options
		want guard.Kind
		says string
	}{
		{"a folder that is missing", func(dir string) string { return filepath.Join(dir, "none", "ledger.db") }, bolt.Options{}, guard.NotFound, "no such file"},
		{"a folder", func(dir string) string { return dir }, bolt.Options{}, guard.Invalid, "not a regular file"},
		{"a missing file, for reading", func(dir string) string { return filepath.Join(dir, "ledger.db") }, bolt.Options{ReadOnly: true}, guard.NotFound, "no such file"},
		{"a file that others may read", func(dir string) string { return write(t, dir, "", 0o640) }, bolt.Options{}, guard.Denied, "0640"},
		{"text", func(dir string) string { return write(t, dir, strings.Repeat("text ", 10000), 0o600) }, bolt.Options{}, guard.Invalid, "not a ledger"},
		{"a short file", func(dir string) string { return write(t, dir, "text", 0o600) }, bolt.Options{}, guard.Invalid, "not a ledger"},
		{"a bbolt file of another program", func(dir string) string { return foreign(t, dir, "jobs") }, bolt.Options{}, guard.Invalid, "another program"},
		{"the same for reading", func(dir string) string { return foreign(t, dir, "jobs") }, bolt.Options{ReadOnly: true}, guard.Invalid, "another program"},
		{"a ledger without a version", func(dir string) string { return foreign(t, dir, "meta") }, bolt.Options{}, guard.Invalid, "version"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			path := row.path(t.TempDir())
			s, err := bolt.Open(t.Context(), path, row.o)
			if err == nil {
				_ = s.Close()
				t.Fatal("it was opened")
			}
			if guard.KindOf(err) != row.want || !strings.Contains(err.Error(), row.says) || !strings.Contains(err.Error(), path) || guard.HintOf(err) == "" {
				t.Errorf("open: %v (kind %v, hint %q); want kind %v, the path, a hint and %q", err, guard.KindOf(err), guard.HintOf(err), row.want, row.says)
			}
		})
	}
}

func write(t *testing.T, dir, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(dir, "ledger.db")
	if err := errors.Join(os.WriteFile(path, []byte(text), mode), os.Chmod(path, mode)); err != nil {
		t.Fatal(err)
	}
	return path
}

// foreign makes a sound bbolt file with one bucket.
func foreign(t *testing.T, dir, bucket string) string {
	t.Helper()
	h := harness{filepath.Join(dir, "ledger.db")}
	h.update(t, func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte(bucket))
		return err
	})
	return h.path
}

func TestSecondProcessIsToldThatTheFileIsHeld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	first := open(t, path, bolt.Options{})
	commit(t, first, "a", 0, "one")
	for _, readOnly := range []bool{false, true} {
		s, err := bolt.Open(t.Context(), path, bolt.Options{LockWait: time.Millisecond, ReadOnly: readOnly})
		if err == nil {
			_ = s.Close()
			t.Fatal("two have opened one file")
		}
		if guard.KindOf(err) != guard.Unavailable || !strings.Contains(err.Error(), "another process holds the file") || guard.HintOf(err) == "" {
			t.Errorf("open: %v, kind %v, hint %q", err, guard.KindOf(err), guard.HintOf(err))
		}
	}
	commit(t, first, "a", 1, "two")
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	s := open(t, path, bolt.Options{})
	commit(t, s, "a", 0, "one")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reader, beside := open(t, path, bolt.Options{ReadOnly: true}), open(t, path, bolt.Options{ReadOnly: true})
	for _, r := range []*bolt.Store{reader, beside} {
		if head, err := storage.Check(t.Context(), r); err != nil || head.Seq != 1 {
			t.Errorf("check: %v, %v", head, err)
		}
	}
	_, commitErr := reader.Commit(t.Context(), storage.Batch{Stream: "a", After: 1, At: start, Data: [][]byte{nil}})
	_, acceptErr := reader.Accept(t.Context(), storage.Input{ID: "in", At: start})
	_, _, leadErr := reader.Lead(t.Context())
	for _, err := range []error{commitErr, acceptErr, leadErr} {
		if guard.KindOf(err) != guard.Denied {
			t.Errorf("writing: %v, want kind denied", err)
		}
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the file changed by reading it: %v", err)
	}
}

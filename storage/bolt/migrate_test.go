package bolt

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
)

// made is a ledger of the first schema with one entry.
func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.db")
	s, err := open(t.Context(), path, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	b := storage.Batch{Stream: "a", At: time.Unix(1, 0), Data: [][]byte{[]byte("one")}}
	_, err = s.Commit(t.Context(), b)
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// steps are two migrations that each make a bucket.
func steps(t *testing.T) []migration {
	t.Helper()
	bucket := func(name string) migration {
		return func(tx *bbolt.Tx) error {
			_, err := tx.CreateBucket([]byte(name))
			return err
		}
	}
	return []migration{bucket("second"), bucket("third")}
}

// inspect opens, looks and closes.
func inspect(t *testing.T, path string, steps []migration, want ...string) {
	t.Helper()
	s, err := open(t.Context(), path, Options{}, steps)
	if err != nil {
		t.Fatal(err)
	}
	head, err := storage.Check(t.Context(), s)
	if err != nil || head.Seq != 1 {
		t.Errorf("check: %v, %v", head, err)
	}
	err = s.db.View(func(tx *bbolt.Tx) error {
		for _, name := range want {
			if tx.Bucket([]byte(name)) == nil {
				t.Errorf("bucket %s is missing", name)
			}
		}
		return nil
	})
	if err = errors.Join(err, s.Close()); err != nil {
		t.Error(err)
	}
}

func TestOlderFileIsMigratedWithACopy(t *testing.T) {
	path := made(t)
	inspect(t, path, steps(t)[:1], "second")
	inspect(t, path, steps(t), "second", "third")
	inspect(t, path, steps(t), "second", "third")
	inspect(t, path+".schema1", nil)
	inspect(t, path+".schema2", steps(t)[:1], "second")
	if info, err := os.Stat(path + ".schema1"); err != nil || info.Mode() != 0o600 {
		t.Errorf("the copy: %v, %v; want mode 0600", info, err)
	}
}

func TestMigratedFileIsRefusedByTheOlderProgram(t *testing.T) {
	path := made(t)
	inspect(t, path, steps(t))
	for _, readOnly := range []bool{false, true} {
		_, err := open(t.Context(), path, Options{ReadOnly: readOnly}, nil)
		if guard.KindOf(err) != guard.Denied || !strings.Contains(err.Error(), "newer version") || guard.HintOf(err) == "" {
			t.Errorf("open: %v, kind %v, hint %q", err, guard.KindOf(err), guard.HintOf(err))
		}
	}
}

func TestOlderFileIsNotMigratedForReading(t *testing.T) {
	path := made(t)
	_, err := open(t.Context(), path, Options{ReadOnly: true}, steps(t))
	if guard.KindOf(err) != guard.Denied || guard.HintOf(err) == "" {
		t.Errorf("open: %v, kind %v, hint %q", err, guard.KindOf(err), guard.HintOf(err))
	}
}

func TestFailedMigrationChangesNothing(t *testing.T) {
	path, broken := made(t), errors.New("cannot be done")
	failing := append(steps(t)[:1], func(*bbolt.Tx) error { return broken })
	if _, err := open(t.Context(), path, Options{}, failing); !errors.Is(err, broken) || guard.HintOf(err) == "" {
		t.Errorf("open: %v, hint %q", err, guard.HintOf(err))
	}
	inspect(t, path, nil)
	inspect(t, path, steps(t), "second", "third")
}

func TestMigrationWithoutACopyIsRefused(t *testing.T) {
	path := made(t)
	if err := os.WriteFile(path+".schema1", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t.Context(), path, Options{}, steps(t)); !errors.Is(err, os.ErrExist) || guard.HintOf(err) == "" {
		t.Errorf("open: %v, hint %q", err, guard.HintOf(err))
	}
	inspect(t, path, nil)
}

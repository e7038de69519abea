package bolt_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"kmsguard/storage"
	"kmsguard/storage/bolt"
	"kmsguard/storage/storagetest"
)

func TestContract(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) storagetest.Harness {
		return harness{filepath.Join(t.TempDir(), "ledger.db")}
	})
}

// harness is a file that the suite opens and damages.
type harness struct{ path string }

func (h harness) Open(ctx context.Context) (storage.Store, error) {
	s, err := bolt.Open(ctx, h.path, bolt.Options{})
	if err != nil {
		return nil, err
	}
	return s, nil
}

func (h harness) Alter(t *testing.T, change func(storagetest.Records)) {
	t.Helper()
	h.update(t, func(tx *bbolt.Tx) error {
		change(records{t, tx.Bucket([]byte("entries"))})
		return nil
	})
}

func (h harness) MarkNewer(t *testing.T) {
	t.Helper()
	h.update(t, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("schema"), number(1000))
	})
}

func (h harness) Restore(t *testing.T, backup io.Reader) storagetest.Harness {
	t.Helper()
	data, err := io.ReadAll(backup)
	if err != nil {
		t.Fatal(err)
	}
	restored := harness{filepath.Join(t.TempDir(), "restored.db")}
	if err := os.WriteFile(restored.path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return restored
}

// update changes the file with no store in between.
func (h harness) update(t *testing.T, change func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(h.path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(change); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

type records struct {
	t      *testing.T
	bucket *bbolt.Bucket
}

func (r records) Get(seq uint64) []byte { return bytes.Clone(r.bucket.Get(number(seq))) }

func (r records) Put(seq uint64, record []byte) {
	if err := r.bucket.Put(number(seq), record); err != nil {
		r.t.Fatal(err)
	}
}

func (r records) Delete(seq uint64) {
	if err := r.bucket.Delete(number(seq)); err != nil {
		r.t.Fatal(err)
	}
}

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

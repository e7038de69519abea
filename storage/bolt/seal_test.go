package bolt_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/bolt"
)

// What is missing or was changed while nobody looked is found, and is found still
// after the bot went on with the file: nothing that is written later covers it up.
func TestDamageIsNotForgotten(t *testing.T) {
	rows := map[string]func(t *testing.T, h harness){
		"the header of the last commit": func(t *testing.T, h harness) { flipHeaders(t, h.path, 0) },
		"the header before it":          func(t *testing.T, h harness) { flipHeaders(t, h.path, 1) },
		"another program's bucket": func(t *testing.T, h harness) {
			h.update(t, func(tx *bbolt.Tx) error {
				_, err := tx.CreateBucket([]byte("jobs"))
				return err
			})
		},
		"the counter of inputs": func(t *testing.T, h harness) {
			h.update(t, func(tx *bbolt.Tx) error { return tx.Bucket([]byte("owed")).SetSequence(7) })
		},
		"a due time taken out": func(t *testing.T, h harness) {
			h.update(t, func(tx *bbolt.Tx) error {
				key, _ := tx.Bucket([]byte("owed")).Cursor().First()
				return tx.Bucket([]byte("owed")).Delete(key)
			})
		},
		"the generation": func(t *testing.T, h harness) {
			h.update(t, func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("generation"), number(9)) })
		},
	}
	for name, damage := range rows {
		t.Run(name, func(t *testing.T) {
			h := harness{filepath.Join(t.TempDir(), "ledger.db")}
			goOn(t, h.path, 0, true)
			damage(t, h)
			goOn(t, h.path, 1, false)
			goOn(t, h.path, 2, false)
		})
	}
}

// goOn opens a ledger, checks it, commits to it and checks it again.
func goOn(t *testing.T, path string, version uint64, sound bool) {
	t.Helper()
	s, err := bolt.Open(t.Context(), path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, before := storage.Check(t.Context(), s)
	b := storage.Batch{Stream: "a", After: version, At: start, Data: [][]byte{[]byte("x")}, Next: start.Add(time.Hour)}
	if _, err := s.Commit(t.Context(), b); err != nil {
		t.Errorf("commit after version %d: %v", version, err)
	}
	if _, err := s.Accept(t.Context(), storage.Input{ID: fmt.Sprint("input ", version), At: start}); err != nil {
		t.Error(err) // the last commit, which the damage may take
	}
	_, after := storage.Check(t.Context(), s)
	for _, err := range []error{before, after} {
		if found := guard.KindOf(err) == guard.Invalid && guard.HintOf(err) != ""; sound != (err == nil) || !sound && !found {
			t.Errorf("check at version %d: %v; sound: %v", version, err, sound)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// flipHeaders damages the newest header of a file, or the one before it.
func flipHeaders(t *testing.T, path string, back uint64) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var newest uint64
	err = db.View(func(tx *bbolt.Tx) error {
		newest = uint64(tx.ID())
		return nil
	})
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	file := contents(t, path)
	file[(newest-back)%2*pageSize+pageSize/64] ^= 1
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
}

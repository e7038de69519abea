package bolt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
)

// migration changes the layout of a file by one version, within a transaction.
type migration func(*bbolt.Tx) error

// migrations lead from firstSchema to the newest layout, in order. An element
// is never removed or changed once it was released. Every row is sealed anew after
// the last one.
var migrations = []migration{
	func(*bbolt.Tx) error { return nil }, // schema 2 has a seal, and nothing else is new
}

// migrate copies the file, then applies what is missing, all or nothing.
func (s *Store) migrate(schema uint64, steps []migration) error {
	copyPath := fmt.Sprintf("%s.schema%d", s.path, schema)
	if err := s.copyTo(copyPath); err != nil {
		return openError(s.path, guard.Unavailable, fmt.Errorf("no copy could be made before the upgrade: %w", err),
			"Make room beside the file, or move an older copy away.")
	}
	err := s.db.Update(func(tx *bbolt.Tx) error { return s.apply(tx, schema, steps) })
	if err != nil {
		err = errors.Join(err, os.Remove(copyPath)) // the file is as it was; another try makes another copy
	}
	return err
}

func (s *Store) apply(tx *bbolt.Tx, schema uint64, steps []migration) error {
	for i, step := range steps[schema-firstSchema:] {
		if err := step(tx); err != nil {
			return openError(s.path, guard.Internal, fmt.Errorf("upgrade from schema %d: %w", schema+uint64(i), err),
				"The file is unchanged; run the version that wrote it.")
		}
	}
	if err := tx.Bucket(bucketMeta).Put(keySchema, number(firstSchema+uint64(len(steps)))); err != nil {
		return err
	}
	return sealAnew(tx)
}

// copyTo writes the whole file to a new one beside it and syncs both the copy
// and the folder. An interrupted copy never bears the final name.
func (s *Store) copyTo(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, os.ErrExist)
	}
	partial := path + ".partial"
	err := s.db.View(func(tx *bbolt.Tx) error { return tx.CopyFile(partial, fileMode) })
	if err = errors.Join(err, syncFile(partial)); err != nil {
		return err
	}
	if err := os.Rename(partial, path); err != nil {
		return err
	}
	return syncFile(filepath.Dir(path))
}

func syncFile(path string) error {
	f, err := os.Open(path) //nolint:gosec // the path of the ledger with a fixed ending
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

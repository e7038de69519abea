package bolt

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
)

// firstSchema is the oldest layout of the file that was ever released.
const firstSchema = 1

// prepare makes a new file a ledger, or brings an old one up to date, and takes
// the next generation.
func (s *Store) prepare(steps []migration) error {
	newest := firstSchema + uint64(len(steps))
	if s.readOnly {
		return s.db.View(func(tx *bbolt.Tx) error { return s.checkReadable(tx, newest) })
	}
	schema, err := s.schema()
	if err != nil {
		return err
	}
	if schema > newest {
		return s.newerError(schema, newest)
	}
	if schema != 0 && schema < newest {
		if err := s.migrate(schema, steps); err != nil {
			return err
		}
	}
	return s.db.Update(func(tx *bbolt.Tx) error { return s.begin(tx, newest) })
}

// schema returns the version of the file's layout, 0 for an empty file.
func (s *Store) schema() (schema uint64, err error) {
	err = s.db.View(func(tx *bbolt.Tx) (err error) {
		schema, err = s.schemaOf(tx)
		return err
	})
	return schema, err
}

func (s *Store) schemaOf(tx *bbolt.Tx) (uint64, error) {
	meta := tx.Bucket(bucketMeta)
	if meta == nil {
		if name, _ := tx.Cursor().First(); name != nil {
			return 0, openError(s.path, guard.Invalid, fmt.Errorf("it is a file of another program: it holds %q", name), "Name the ledger's own file. If this is it, it is damaged: keep it as evidence, and restore the newest backup that verifies against a posted head.")
		}
		return 0, nil
	}
	schema, ok := parseNumber(meta.Get(keySchema))
	if !ok || schema < firstSchema {
		return 0, openError(s.path, guard.Invalid, errors.New("its version cannot be read"), hintDamaged)
	}
	return schema, nil
}

func (s *Store) checkReadable(tx *bbolt.Tx, newest uint64) error {
	schema, err := s.schemaOf(tx)
	switch {
	case err != nil:
		return err
	case schema == 0:
		return openError(s.path, guard.Invalid, errors.New("it is empty"), "Start the bot once; it makes the ledger.")
	case schema > newest:
		return s.newerError(schema, newest)
	case schema < newest:
		return openError(s.path, guard.Denied, fmt.Errorf("it has version %d, this program reads version %d", schema, newest),
			"Start the bot once; it brings the ledger up to date and keeps a copy.")
	}
	return s.checkBuckets(tx)
}

func (s *Store) checkBuckets(tx *bbolt.Tx) error {
	for _, name := range [][]byte{bucketEntries, bucketStreams, bucketOwed} {
		if tx.Bucket(name) == nil {
			return openError(s.path, guard.Invalid, fmt.Errorf("its part %q is missing", name), hintDamaged)
		}
	}
	return nil
}

func (s *Store) newerError(schema, newest uint64) error {
	return openError(s.path, guard.Denied, fmt.Errorf("it was written by a newer version of this program (schema %d, this one knows up to %d)", schema, newest),
		"Run the newer version, or restore the backup that was made before the upgrade.")
}

// begin makes the buckets of a new file, or raises the generation.
func (s *Store) begin(tx *bbolt.Tx, schema uint64) error {
	if tx.Bucket(bucketMeta) == nil {
		s.generation = 1
		return create(tx, schema)
	}
	if err := s.checkBuckets(tx); err != nil {
		return err
	}
	generation, ok := parseNumber(tx.Bucket(bucketMeta).Get(keyGeneration))
	if !ok {
		return openError(s.path, guard.Invalid, errors.New("its generation cannot be read"), hintDamaged)
	}
	s.generation = generation + 1
	return s.putGeneration(tx)
}

// putGeneration is the first commit of this handle. What the headers of the file
// tell of damage is kept in the seal, since they are written over now.
func (s *Store) putGeneration(tx *bbolt.Tx) error {
	sealOf, err := readSeal(tx)
	if err != nil {
		return openError(s.path, guard.Invalid, err, hintDamaged)
	}
	if s.headers != nil {
		sealOf.tx = broken
	}
	meta := sealed{tx.Bucket(bucketMeta), bucketMeta[0], &sealOf}
	if err := meta.put(keyGeneration, number(s.generation)); err != nil {
		return err
	}
	return sealOf.write(tx)
}

func create(tx *bbolt.Tx, schema uint64) error {
	for _, name := range [][]byte{bucketEntries, bucketStreams, bucketOwed} {
		if _, err := tx.CreateBucket(name); err != nil {
			return err
		}
	}
	meta, err := tx.CreateBucket(bucketMeta)
	if err != nil {
		return err
	}
	if err := errors.Join(meta.Put(keySchema, number(schema)), meta.Put(keyGeneration, number(1))); err != nil {
		return err
	}
	return sealAnew(tx)
}

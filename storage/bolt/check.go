package bolt

import (
	"bytes"
	"context"
	"fmt"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
)

// CheckIndex reads every row that the chain does not cover; see storage.Store.
// Its memory does not grow with the ledger.
func (s *Store) CheckIndex(ctx context.Context) error {
	if s.headers != nil {
		return &guard.Error{Op: "bolt.CheckIndex", Subject: s.path, Kind: guard.Invalid, Err: s.headers, Hint: hintDamaged}
	}
	return s.failure("bolt.CheckIndex", s.view(ctx, func(tx *bbolt.Tx) error {
		c := checker{ctx: ctx, tx: tx}
		return c.check()
	}))
}

// checker is how far a check of the rows has come.
type checker struct {
	ctx     context.Context
	tx      *bbolt.Tx
	found   seal   // what the rows add up to
	stream  []byte // of the last row of the index
	version uint64
	places  uint64 // rows of the index
}

func (c *checker) check() error {
	for _, b := range sealedBuckets(c.tx, &c.found) {
		if err := b.each(func(key, value []byte) error { return c.row(b, key, value) }); err != nil {
			return err
		}
	}
	return c.checkTotals()
}

// row adds a row up. A row that is there but not found by its key would be missed
// by whoever asks for it.
func (c *checker) row(b sealed, key, value []byte) error {
	if !bytes.Equal(b.Get(key), value) {
		return damaged("index", fmt.Sprintf("row %q is not found by its key", key))
	}
	c.found.sum += rowSum(b.name, key, value)
	if b.name == bucketStreams[0] {
		return c.place(key, value)
	}
	return nil
}

// place checks a row of the index of streams: versions follow one another, and
// lead to their own entries.
func (c *checker) place(key, value []byte) error {
	if c.places++; c.places%1024 == 0 && c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	p, ok := parsePlace(value)
	if !ok || len(key) < 9 || key[len(key)-9] != 0 {
		return damaged("index", fmt.Sprintf("row %q cannot be read", key))
	}
	stream := key[:len(key)-9]
	version, _ := parseNumber(key[len(key)-8:])
	if !bytes.Equal(stream, c.stream) {
		c.stream, c.version = bytes.Clone(stream), 0
	}
	if c.version++; version != c.version {
		return damaged(string(stream), fmt.Sprintf("its index has no row for version %d", c.version))
	}
	_, err := entryAt(string(stream), version, p, c.tx.Bucket(bucketEntries).Get(number(p.seq)))
	return err
}

// checkTotals compares what was read with the end of the chain and with the seal.
func (c *checker) checkTotals() error {
	head, err := headOf(c.tx.Bucket(bucketEntries))
	if err != nil {
		return err
	}
	if c.places != head.Seq {
		return damaged("index", fmt.Sprintf("it has %d rows for %d entries", c.places, head.Seq))
	}
	kept, err := readSeal(c.tx)
	switch {
	case err != nil:
		return err
	case kept.sum != c.found.sum:
		return damaged("index", "its rows do not add up to what the last commit counted: some are changed, missing or of an earlier time")
	case kept.tx == broken:
		return damaged("seal", "a commit is missing, or the file was changed by another program")
	}
	return nil
}

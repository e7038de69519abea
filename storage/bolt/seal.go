package bolt

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"

	"go.etcd.io/bbolt"
)

// seal is written by every commit and binds the rows that the chain of entries
// does not cover. Damage is found by it wherever it lies, also a page that was
// never written though the disk said so: its old content is a row too few or too
// many. Whoever can write to the file can write a seal too; against them there
// are the chain and its posted heads.
type seal struct {
	sum      uint64 // of every row outside the entries, see rowSum
	tx       uint64 // the transaction that wrote it; broken for ever where one was missed
	arrivals uint64 // how many inputs ever arrived
}

// broken stands for the transaction of a seal that once did not fit.
const broken = 0

// bytes returns 24 bytes.
func (s seal) bytes() []byte {
	b := number(s.sum)
	b = binary.BigEndian.AppendUint64(b, s.tx)
	return binary.BigEndian.AppendUint64(b, s.arrivals)
}

func parseSeal(b []byte) (s seal, ok bool) {
	if len(b) != 24 {
		return seal{}, false
	}
	return seal{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:]), binary.BigEndian.Uint64(b[16:])}, true
}

// rowSum is the share of one row in the sum, which is taken modulo 2⁶⁴, so that a
// commit adds and takes away no more than what it changes.
func rowSum(bucket byte, key, value []byte) uint64 {
	row := make([]byte, 0, 128)
	row = append(row, bucket)
	row = binary.BigEndian.AppendUint32(row, uint32(len(key))) //nolint:gosec // bbolt's keys are shorter than 32 KB
	row = append(append(row, key...), value...)
	digest := sha256.Sum256(row)
	return binary.BigEndian.Uint64(digest[:])
}

// sealed is a bucket whose rows the seal covers.
type sealed struct {
	*bbolt.Bucket
	name byte // the first letter of the bucket's name
	seal *seal
}

func (b sealed) put(key, value []byte) error {
	if value == nil {
		value = []byte{} // until it is committed, bbolt would return it as if there were no row
	}
	if old := b.Get(key); old != nil {
		b.seal.sum -= rowSum(b.name, key, old)
	}
	b.seal.sum += rowSum(b.name, key, value)
	return put(b.Bucket, key, value)
}

func (b sealed) remove(key []byte) error {
	old := b.Get(key)
	if old == nil {
		return nil
	}
	b.seal.sum -= rowSum(b.name, key, old)
	if err := b.Delete(key); err != nil {
		return &mediumError{err}
	}
	return nil
}

// sealedBuckets returns the buckets that the seal covers.
func sealedBuckets(tx *bbolt.Tx, s *seal) []sealed {
	var all []sealed
	for _, name := range [][]byte{bucketStreams, bucketOwed, bucketMeta} {
		all = append(all, sealed{tx.Bucket(name), name[0], s})
	}
	return all
}

// readSeal returns the seal, marked as broken where it is not of the newest
// transaction of the file.
func readSeal(tx *bbolt.Tx) (seal, error) {
	s, ok := parseSeal(tx.Bucket(bucketMeta).Get(keySeal))
	if !ok {
		return seal{}, damaged("seal", "it cannot be read")
	}
	newest := uint64(tx.ID()) //nolint:gosec // transactions count up from 0
	if tx.Writable() {
		newest--
	}
	if s.tx != newest || s.arrivals != tx.Bucket(bucketOwed).Sequence() {
		s.tx = broken
	}
	return s, nil
}

// write puts the seal of this transaction into the file. A seal that was broken
// stays so: that something is missing must not be forgotten.
func (s seal) write(tx *bbolt.Tx) error {
	if s.tx != broken {
		s.tx = uint64(tx.ID()) //nolint:gosec // as above
	}
	s.arrivals = tx.Bucket(bucketOwed).Sequence()
	return put(tx.Bucket(bucketMeta), keySeal, s.bytes())
}

// sealAnew adds up every row, for a file that is new or has another layout now.
func sealAnew(tx *bbolt.Tx) error {
	s := seal{tx: ^uint64(broken)}
	if old, ok := parseSeal(tx.Bucket(bucketMeta).Get(keySeal)); ok && old.tx == broken {
		s.tx = broken
	}
	for _, b := range sealedBuckets(tx, &s) {
		if err := b.each(func(key, value []byte) error {
			s.sum += rowSum(b.name, key, value)
			return nil
		}); err != nil {
			return err
		}
	}
	return s.write(tx)
}

// each calls a function for every row that the seal covers, in order.
func (b sealed) each(do func(key, value []byte) error) error {
	return b.ForEach(func(key, value []byte) error {
		if b.name == bucketMeta[0] && bytes.Equal(key, keySeal) {
			return nil
		}
		return do(key, value)
	})
}

package bolt

import (
	"bytes"
	"context"
	"fmt"
	"iter"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
	"kmsguard/storage"
)

// Stream returns the entries of a stream; see storage.Store. An index row that
// is missing or leads to another entry is an error of kind Invalid.
func (s *Store) Stream(ctx context.Context, stream string, after uint64) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		r := streamReader{stream: stream, seen: after}
		s.read(ctx, "bolt.Stream", r.fill, yield)
	}
}

// All returns the entries of every stream; see storage.Store. It follows the
// keys of the file and takes an entry's own number as it stands, for Verify to
// judge. A record that cannot be read is a *storage.ChainError.
func (s *Store) All(ctx context.Context, after uint64) iter.Seq2[storage.Entry, error] {
	return func(yield func(storage.Entry, error) bool) {
		r := chainReader{seen: after}
		s.read(ctx, "bolt.All", r.fill, yield)
	}
}

// streamReader is how far an iteration over one stream has come.
type streamReader struct {
	stream     string
	seen, last uint64 // versions
	begun      bool
}

func (r *streamReader) fill(tx *bbolt.Tx, p *portion) (err error) {
	if !r.begun {
		if r.last, _, err = lastOf(tx.Bucket(bucketStreams), r.stream); err != nil {
			return err
		}
		r.begun = true
	}
	for r.seen < r.last && !p.full() {
		e, err := r.entry(tx, r.seen+1)
		if err != nil {
			return err
		}
		p.add(e)
		r.seen++
	}
	return nil
}

func (r *streamReader) entry(tx *bbolt.Tx, version uint64) (storage.Entry, error) {
	p, ok := parsePlace(tx.Bucket(bucketStreams).Get(streamKey(r.stream, version)))
	if !ok {
		return storage.Entry{}, damaged(r.stream, fmt.Sprintf("its index has no row for version %d", version))
	}
	return entryAt(r.stream, version, p, bytes.Clone(tx.Bucket(bucketEntries).Get(number(p.seq))))
}

// entryAt reads the record to which an index leads, and holds it against the index.
func entryAt(stream string, version uint64, p place, record []byte) (storage.Entry, error) {
	e, err := parseEntry(p.seq, record)
	if err == nil && (e.Seq != p.seq || e.Stream != stream || e.Version != version) {
		err = damaged(stream, fmt.Sprintf("its index leads from version %d to version %d of stream %s", version, e.Version, e.Stream))
	}
	return e, err
}

// chainReader is how far an iteration over the chain has come.
type chainReader struct {
	seen, last uint64 // keys
	begun      bool
}

func (r *chainReader) fill(tx *bbolt.Tx, p *portion) error {
	c := tx.Bucket(bucketEntries).Cursor()
	if !r.begun {
		key, _ := c.Last()
		r.last, _ = parseNumber(key)
		r.begun = true
	}
	if r.seen >= r.last {
		return nil
	}
	for key, record := c.Seek(number(r.seen + 1)); key != nil && !p.full(); key, record = c.Next() {
		seq, ok := parseNumber(key)
		if !ok {
			return damaged("entries", fmt.Sprintf("key %x is no number", key))
		}
		if seq > r.last {
			return nil
		}
		e, err := parseEntry(seq, bytes.Clone(record))
		if err != nil {
			return err
		}
		p.add(e)
		r.seen = seq
	}
	return nil
}

// parseEntry keeps the record, which lives as long as its transaction unless it is
// a copy.
func parseEntry(seq uint64, record []byte) (storage.Entry, error) {
	e, err := storage.ParseRecord(record)
	if err != nil {
		return storage.Entry{}, &guard.Error{Op: "bolt.Read", Kind: guard.Invalid, Hint: hintDamaged,
			Err: &storage.ChainError{Seq: seq, Fault: storage.Unreadable, Detail: err.Error()}}
	}
	return e, nil
}

const hintDamaged = "Keep the damaged file as evidence, and restore the newest backup that verifies against a posted head."

func damaged(subject, reason string) error {
	return &guard.Error{Op: "bolt.Read", Subject: subject, Kind: guard.Invalid, Err: fmt.Errorf("%s", reason), Hint: hintDamaged}
}

// headOf reads the last entry of the chain.
func headOf(entries *bbolt.Bucket) (storage.Head, error) {
	key, record := entries.Cursor().Last()
	if key == nil {
		return storage.Head{Hash: storage.Genesis}, nil
	}
	seq, ok := parseNumber(key)
	if !ok {
		return storage.Head{}, damaged("entries", fmt.Sprintf("key %x is no number", key))
	}
	head := storage.Head{Seq: seq}
	if copy(head.Hash[:], record) != len(head.Hash) {
		return storage.Head{}, damaged("entries", fmt.Sprintf("entry %d has no hash", seq))
	}
	return head, nil
}

// Head returns the last entry's number and hash.
func (s *Store) Head(ctx context.Context) (head storage.Head, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) (err error) {
		head, err = headOf(tx.Bucket(bucketEntries))
		return err
	})
	return head, s.failure("bolt.Head", err)
}

// lastOf finds the newest version of a stream and its row; version 0 means that
// the stream does not exist.
func lastOf(streams *bbolt.Bucket, stream string) (version uint64, last place, err error) {
	c, prefix := streams.Cursor(), streamPrefix(stream)
	key, value := c.Seek(streamKey(stream, ^uint64(0)))
	if key == nil {
		key, value = c.Last()
	} else if !hasPrefix(key, prefix) {
		key, value = c.Prev()
	}
	if !hasPrefix(key, prefix) {
		return 0, place{}, nil
	}
	version, ok := parseNumber(key[len(prefix):])
	last, fits := parsePlace(value)
	if !ok || !fits {
		return 0, place{}, damaged(stream, "its index has a row that cannot be read")
	}
	return version, last, nil
}

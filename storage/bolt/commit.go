package bolt

import (
	"bytes"
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/storage"
)

// Commit makes a batch durable; see storage.Store. Batches that wait at the
// same time share one sync, and one that is refused does not hold up the others.
func (s *Store) Commit(ctx context.Context, b storage.Batch) (uint64, error) {
	if err := b.Validate(); err != nil {
		return 0, err
	}
	if s.readOnly {
		return 0, readOnlyError("bolt.Commit", s.path)
	}
	if err := s.do(ctx, func(r *round) error { return r.commit(b) }); err != nil {
		return 0, s.failure("bolt.Commit", err)
	}
	return b.After + uint64(len(b.Data)), nil
}

// commit checks everything before it changes anything.
func (r *round) commit(b storage.Batch) error {
	if b.Generation != 0 && b.Generation != r.generation {
		return conflict(b.Stream, fmt.Sprintf("generation %d has lost the lead to %d", b.Generation, r.generation))
	}
	last, err := r.lastPlace(b)
	if err != nil {
		return err
	}
	var arrival uint64
	if b.Handled != "" {
		if arrival, err = r.arrivalOf(b.Handled); err != nil {
			return err
		}
	}
	r.changed = true
	if b.Handled != "" {
		if err := r.settle(b, arrival); err != nil {
			return err
		}
	}
	if b.Stream == "" {
		return nil
	}
	return r.append(b, last)
}

// lastPlace returns the row of the stream's last version, which must be the one
// that the batch was decided on.
func (r *round) lastPlace(b storage.Batch) (place, error) {
	if b.Stream == "" {
		return place{}, nil
	}
	version, last, err := lastOf(r.streams.Bucket, b.Stream)
	if err != nil {
		return place{}, err
	}
	if version != b.After {
		return place{}, conflict(b.Stream, fmt.Sprintf("it is at version %d, the caller saw %d", version, b.After))
	}
	return last, nil
}

// append writes the entries and moves the due time.
func (r *round) append(b storage.Batch, last place) error {
	due := nanos(b.Next)
	for i, data := range b.Data {
		e := storage.Seal(r.head.Hash, storage.Entry{
			Seq: r.head.Seq + 1, At: b.At, Stream: b.Stream, Version: b.After + uint64(i) + 1, Data: data,
		})
		if err := put(r.entries, number(e.Seq), e.Record()); err != nil {
			return err
		}
		if err := r.streams.put(streamKey(b.Stream, e.Version), place{e.Seq, due}.bytes()); err != nil {
			return err
		}
		r.head = storage.Head{Seq: e.Seq, Hash: e.Hash}
	}
	if len(b.Data) == 0 {
		if err := r.streams.put(streamKey(b.Stream, b.After), place{last.seq, due}.bytes()); err != nil {
			return err
		}
	}
	return r.moveDue(b.Stream, last.due, due)
}

// moveDue keeps one row of the due index for each stream that has a due time.
func (r *round) moveDue(stream string, from, to uint64) error {
	if from == to {
		return nil
	}
	if from != 0 {
		if err := r.owed.remove(dueKey(from, stream)); err != nil {
			return err
		}
	}
	if to == 0 {
		return nil
	}
	return r.owed.put(dueKey(to, stream), nil)
}

func conflict(stream, reason string) error {
	return &guard.Error{Op: "bolt.Commit", Subject: stream, Kind: guard.Conflict, Err: fmt.Errorf("%s", reason),
		Hint: "Read the stream again and decide again."}
}

// hasPrefix says whether a cursor still stands on a key with the prefix; a
// cursor at its end returns a nil key.
func hasPrefix(key, prefix []byte) bool { return key != nil && bytes.HasPrefix(key, prefix) }

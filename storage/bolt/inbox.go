package bolt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
	"kmsguard/storage"
)

// maxForgotten bounds how many old IDs one commit removes. It is more than the
// one ID that a commit adds, so that the inbox shrinks towards the IDs of the
// last storage.RememberHandled.
const maxForgotten = 16

// Accept puts an input into the inbox; see storage.Store.
func (s *Store) Accept(ctx context.Context, in storage.Input) (fresh bool, err error) {
	if err := in.Validate(); err != nil {
		return false, err
	}
	if s.readOnly {
		return false, readOnlyError("bolt.Accept", s.path)
	}
	err = s.do(ctx, func(r *round) (err error) {
		fresh, err = r.accept(in)
		return err
	})
	if err != nil {
		return false, s.failure("bolt.Accept", err)
	}
	return fresh, nil
}

func (r *round) accept(in storage.Input) (bool, error) {
	if r.owed.Get(idKey(in.ID)) != nil {
		return false, nil
	}
	r.changed = true
	arrival, err := r.owed.NextSequence()
	if err != nil {
		return false, &mediumError{err}
	}
	if err := r.owed.put(idKey(in.ID), waitingKey(arrival)); err != nil {
		return false, err
	}
	return true, r.owed.put(waitingKey(arrival), encodeInput(in))
}

// arrivalOf returns the number under which an input waits.
func (r *round) arrivalOf(id string) (uint64, error) {
	state := r.owed.Get(idKey(id))
	if len(state) == 9 && state[0] == prefixWaiting {
		return binary.BigEndian.Uint64(state[1:]), nil
	}
	reason := "no such input waits"
	if len(state) > 0 && state[0] == prefixHandled {
		reason = "the input was handled already"
	}
	return 0, &guard.Error{Op: "bolt.Commit", Subject: "input " + id, Kind: guard.NotFound, Err: errors.New(reason)}
}

// settle turns a waiting input into a remembered ID, and forgets the oldest.
func (r *round) settle(b storage.Batch, arrival uint64) error {
	at := nanos(b.At)
	return errors.Join(
		r.owed.remove(waitingKey(arrival)),
		r.owed.put(idKey(b.Handled), []byte{prefixHandled}),
		r.owed.put(handledKey(at, b.Handled), nil),
		r.forget(at),
	)
}

// forget removes IDs that were handled more than storage.RememberHandled
// before now, at most maxForgotten of them.
func (r *round) forget(now uint64) error {
	if now < uint64(storage.RememberHandled) {
		return nil
	}
	before := now - uint64(storage.RememberHandled)
	var old [][]byte
	c, prefix := r.owed.Cursor(), []byte{prefixHandled}
	for key, _ := c.Seek(prefix); hasPrefix(key, prefix) && len(old) < maxForgotten; key, _ = c.Next() {
		if len(key) < 9 {
			return &mediumError{damaged("inbox", "a handled ID is cut short")}
		}
		if binary.BigEndian.Uint64(key[1:]) >= before {
			break
		}
		old = append(old, bytes.Clone(key))
	}
	for _, key := range old {
		if err := errors.Join(r.owed.remove(key), r.owed.remove(idKey(string(key[9:])))); err != nil {
			return err
		}
	}
	return nil
}

// Waiting returns the inputs that wait, in order of arrival.
func (s *Store) Waiting(ctx context.Context) (inputs []storage.Input, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		c, prefix := tx.Bucket(bucketOwed).Cursor(), []byte{prefixWaiting}
		for key, value := c.Seek(prefix); hasPrefix(key, prefix); key, value = c.Next() {
			in, err := decodeInput(value)
			if err != nil {
				return err
			}
			inputs = append(inputs, in)
		}
		return nil
	})
	return inputs, s.failure("bolt.Waiting", err)
}

func encodeInput(in storage.Input) []byte {
	value := append([]byte(in.ID), 0)
	value = binary.BigEndian.AppendUint64(value, nanos(in.At))
	return append(value, in.Data...)
}

func decodeInput(value []byte) (storage.Input, error) {
	id, rest, found := bytes.Cut(value, []byte{0})
	if !found || len(rest) < 8 {
		return storage.Input{}, damaged("inbox", fmt.Sprintf("an input of %d bytes is cut short", len(value)))
	}
	return storage.Input{ID: string(id), At: timeOf(binary.BigEndian.Uint64(rest)), Data: bytes.Clone(rest[8:])}, nil
}

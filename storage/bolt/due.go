package bolt

import (
	"context"
	"encoding/binary"
	"time"

	"go.etcd.io/bbolt"
)

// DueBefore returns the streams that are due at t or before; see storage.Store.
func (s *Store) DueBefore(ctx context.Context, t time.Time, limit int) (streams []string, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) error {
		c, prefix := tx.Bucket(bucketOwed).Cursor(), []byte{prefixDue}
		for key, _ := c.Seek(prefix); hasPrefix(key, prefix); key, _ = c.Next() {
			due, stream, err := parseDueKey(key)
			if err != nil {
				return err
			}
			if due.After(t) || limit > 0 && len(streams) == limit {
				return nil
			}
			streams = append(streams, stream)
		}
		return nil
	})
	return streams, s.failure("bolt.DueBefore", err)
}

// NextDue returns the earliest due time, zero if nothing is due ever.
func (s *Store) NextDue(ctx context.Context) (next time.Time, err error) {
	err = s.view(ctx, func(tx *bbolt.Tx) (err error) {
		prefix := []byte{prefixDue}
		if key, _ := tx.Bucket(bucketOwed).Cursor().Seek(prefix); hasPrefix(key, prefix) {
			next, _, err = parseDueKey(key)
		}
		return err
	})
	return next, s.failure("bolt.NextDue", err)
}

func parseDueKey(key []byte) (time.Time, string, error) {
	if len(key) < 1+8+1 {
		return time.Time{}, "", damaged("due index", "a row is cut short")
	}
	return timeOf(binary.BigEndian.Uint64(key[1:])), string(key[9:]), nil
}

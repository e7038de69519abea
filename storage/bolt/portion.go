package bolt

import (
	"context"

	"go.etcd.io/bbolt"

	"kmsguard/storage"
)

// A reader copies entries out in portions and holds no transaction while its
// caller works on one: an open transaction would keep old pages from being
// used again, and could block a writer that the caller itself waits for. What
// is read is still as it was when the reading began, since entries never
// change and a reader stops at the end that it saw first.
const (
	portionEntries = 256
	portionBytes   = 1 << 20
)

type portion struct {
	entries []storage.Entry
	bytes   int
}

func (p *portion) add(e storage.Entry) {
	p.entries = append(p.entries, e)
	p.bytes += len(e.Data)
}

func (p *portion) full() bool {
	return len(p.entries) >= portionEntries || p.bytes >= portionBytes
}

// read yields portion after portion until fill adds nothing or fails. What
// could be read before a failure is yielded before it.
func (s *Store) read(ctx context.Context, op string, fill func(*bbolt.Tx, *portion) error, yield func(storage.Entry, error) bool) {
	var p portion
	for {
		p = portion{entries: p.entries[:0]}
		err := s.view(ctx, func(tx *bbolt.Tx) error { return fill(tx, &p) })
		for _, e := range p.entries {
			if !yield(e, nil) {
				return
			}
		}
		if err != nil {
			yield(storage.Entry{}, s.failure(op, err))
			return
		}
		if len(p.entries) == 0 {
			return
		}
	}
}

// view runs a short read transaction.
func (s *Store) view(ctx context.Context, look func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return shielded(s.path, func() error { return s.db.View(look) })
}

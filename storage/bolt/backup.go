package bolt

import (
	"context"
	"io"

	"go.etcd.io/bbolt"
)

// Backup writes a copy of the file to w, as it is at one moment. Writing goes
// on meanwhile.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	guarded := &untilDone{ctx: ctx, w: w}
	err := s.view(ctx, func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(guarded)
		return err
	})
	if guarded.err != nil {
		err = guarded.err // bbolt keeps only its text
	}
	return s.failure("bolt.Backup", err)
}

// untilDone is a writer that fails once its context has ended, and that keeps
// the error with which it failed.
type untilDone struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (u *untilDone) Write(p []byte) (n int, err error) {
	if err = u.ctx.Err(); err == nil {
		n, err = u.w.Write(p)
	}
	if err != nil {
		u.err = err
	}
	return n, err
}

package storage

import (
	"context"
	"io"
	"iter"
	"time"
)

// Store keeps bytes. All of its methods may be called at the same time from
// many goroutines.
//
// Errors are a *guard.Error. Kinds that every method may return besides those
// named at it: Unavailable when the context ended or the store is closed or
// out of reach (nothing was written), Invalid for an argument beyond the
// limits of this package.
type Store interface {
	// Commit makes a batch durable and returns the stream's new version. It
	// returns only after the data is on disk. Kinds: Conflict when the stream
	// is not at Batch.After, or the generation is not the leading one; NotFound
	// when Batch.Handled does not wait (it was handled already, or never
	// accepted); Uncertain when the medium failed while writing: the batch may
	// be there after the store is opened again. Except after Uncertain, an
	// error means that nothing was written.
	Commit(ctx context.Context, b Batch) (version uint64, err error)

	// Stream returns the entries of a stream with a version above after, in
	// order, as they were when the iteration began. A stream that does not
	// exist has no entries. The loop body may call other methods of the store.
	Stream(ctx context.Context, stream string, after uint64) iter.Seq2[Entry, error]

	// All returns the entries of every stream with a sequence number above
	// after, in order, as they were when the iteration began.
	All(ctx context.Context, after uint64) iter.Seq2[Entry, error]

	// DueBefore returns the streams whose due time is at or before t, the
	// earliest first, at most limit of them (0: all). It costs what is due, not
	// what is stored.
	DueBefore(ctx context.Context, t time.Time, limit int) ([]string, error)

	// NextDue returns the earliest due time of any stream, zero if there is none.
	NextDue(ctx context.Context) (time.Time, error)

	// Accept puts an input into the inbox. It is durable on return, which is
	// when the sender may be told. fresh is false for an ID that waits or was
	// handled within RememberHandled: then nothing was written, and repeating
	// the call is harmless.
	Accept(ctx context.Context, in Input) (fresh bool, err error)

	// Waiting returns the inputs that no batch has handled, in order of arrival.
	Waiting(ctx context.Context) ([]Input, error)

	// Lead takes the lead and returns its generation, which is higher than any
	// before. The channel is closed when the lead is lost, at the latest when
	// the store is closed. Calling it again as the leader returns the same.
	// Kinds: Denied when the store was opened for reading only.
	Lead(ctx context.Context) (generation uint64, lost <-chan struct{}, err error)

	// Head returns the last entry's number and hash, Genesis if there is none.
	Head(ctx context.Context) (Head, error)

	// CheckIndex reads whatever is kept beside the entries, and holds it against
	// them: an index row that is missing or leads elsewhere would hide an event
	// from a decision while the chain itself is sound. An error is of kind Invalid.
	CheckIndex(ctx context.Context) error

	// Backup writes a consistent copy of the whole store to w, while it is in
	// use, in a form that the same kind of store can open.
	Backup(ctx context.Context, w io.Writer) error

	// Close waits for what is being written and lets go of the data. A second
	// call does nothing.
	Close() error
}

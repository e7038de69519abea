package storage

import (
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"kmsguard/guard"
)

// Ledger is a store with the types of package guard. Its methods may be called
// at the same time. Errors are those of Store, and kind Invalid for what cannot
// be decoded, which the program must not go on without.
type Ledger struct {
	store Store
}

// NewLedger wraps a store. Closing the store is the caller's business.
func NewLedger(s Store) *Ledger { return &Ledger{store: s} }

// Append commits events, the stream's next due time and the settled input at
// once, and returns the stream's version; see Store.Commit for the kinds of
// error. An append without events and without a due time that settles an input
// does only that: what is due stays due.
func (l *Ledger) Append(ctx context.Context, a guard.Append) (uint64, error) {
	b := Batch{
		Stream: string(a.Stream), After: a.After, Generation: a.Generation,
		At: a.At, Next: a.Next, Handled: a.Handled,
	}
	if len(a.Events) == 0 && a.Handled != "" && a.Next.IsZero() {
		b.Stream, b.After = "", 0
	}
	for _, e := range a.Events {
		data, err := EncodeEvent(e)
		if err != nil {
			return 0, err
		}
		b.Data = append(b.Data, data)
	}
	if _, err := l.store.Commit(ctx, b); err != nil {
		return 0, err
	}
	return a.After + uint64(len(a.Events)), nil
}

// Read yields the events of a stream with a version above after.
func (l *Ledger) Read(ctx context.Context, s guard.Stream, after uint64) guard.Records {
	return records(l.store.Stream(ctx, string(s), after))
}

// All yields every event with a position above after in the whole ledger.
func (l *Ledger) All(ctx context.Context, after uint64) guard.Records {
	return records(l.store.All(ctx, after))
}

// records decodes entries and ends with the first error.
func records(entries iter.Seq2[Entry, error]) guard.Records {
	return func(yield func(guard.Record, error) bool) {
		for e, err := range entries {
			record := guard.Record{Seq: e.Seq, Stream: guard.Stream(e.Stream), Version: e.Version, At: e.At}
			if err == nil {
				record.Event, err = decodeEntry(e)
			}
			if err != nil {
				yield(guard.Record{}, err)
				return
			}
			if !yield(record, nil) {
				return
			}
		}
	}
}

// decodeEntry names the entry whose event cannot be read.
func decodeEntry(e Entry) (guard.Event, error) {
	event, err := DecodeEvent(e.Data)
	if err != nil {
		return nil, &guard.Error{Op: "storage.Read", Subject: fmt.Sprintf("entry %d, version %d of %s", e.Seq, e.Version, e.Stream), Err: err}
	}
	return event, nil
}

// DueBefore returns the streams whose due time is not after t, the earliest
// first, at most limit of them (0: all).
func (l *Ledger) DueBefore(ctx context.Context, t time.Time, limit int) ([]guard.Stream, error) {
	names, err := l.store.DueBefore(ctx, t, limit)
	if err != nil {
		return nil, err
	}
	streams := make([]guard.Stream, len(names))
	for i, name := range names {
		streams[i] = guard.Stream(name)
	}
	return streams, nil
}

// NextDue returns the earliest due time, zero if there is none.
func (l *Ledger) NextDue(ctx context.Context) (time.Time, error) { return l.store.NextDue(ctx) }

// Accept puts an input into the inbox; it is durable on return. fresh is false
// for an ID that waits or was handled within RememberHandled.
func (l *Ledger) Accept(ctx context.Context, in guard.Input) (fresh bool, err error) {
	data, err := encodeInput(in)
	if err != nil {
		return false, err
	}
	return l.store.Accept(ctx, Input{ID: in.ID, At: in.At, Data: data})
}

// Waiting returns the inputs that no append has handled, in order of arrival.
func (l *Ledger) Waiting(ctx context.Context) ([]guard.Input, error) {
	stored, err := l.store.Waiting(ctx)
	if err != nil {
		return nil, err
	}
	inputs := make([]guard.Input, len(stored))
	for i, in := range stored {
		if inputs[i], err = decodeInput(in); err != nil {
			return nil, err
		}
	}
	return inputs, nil
}

// Lead takes the lead; see Store.Lead.
func (l *Ledger) Lead(ctx context.Context) (generation uint64, lost <-chan struct{}, err error) {
	return l.store.Lead(ctx)
}

// Head returns the last entry's number and hash.
func (l *Ledger) Head(ctx context.Context) (Head, error) { return l.store.Head(ctx) }

// Verify checks chain and indexes against known heads, as Check does, and that
// every event can be read.
func (l *Ledger) Verify(ctx context.Context, known ...Head) (Head, error) {
	head, err := Check(ctx, l.store, known...)
	if err != nil {
		return head, err
	}
	for _, err := range l.All(ctx, 0) {
		if err != nil {
			return head, err
		}
	}
	return head, nil
}

// Export writes the whole ledger as JSON Lines; see Export.
func (l *Ledger) Export(ctx context.Context, w io.Writer) (Head, error) {
	return Export(w, l.store.All(ctx, 0))
}

// Backup writes a copy of the store to w; see Store.Backup.
func (l *Ledger) Backup(ctx context.Context, w io.Writer) error { return l.store.Backup(ctx, w) }

package spare

import (
	"context"
	"sync"
	"time"

	"kmsguard/guard"
)

// Whole is a ledger with its inbox, as the engine uses them.
type Whole interface {
	Base
	Append(context.Context, guard.Append) (version uint64, err error)
	NextDue(context.Context) (time.Time, error)
	Accept(context.Context, guard.Input) (fresh bool, err error)
}

// Watched is a ledger that tells once when it cannot be written, or read, any more.
type Watched struct {
	Whole
	lost func(error)
	once sync.Once
}

// Watch has lost called, once, with the first error after which the ledger can no
// longer be used as one: the medium failed, or what it holds cannot be read. A refusal,
// such as a stream that has moved on, and the end of a context are none.
func Watch(l Whole, lost func(error)) *Watched { return &Watched{Whole: l, lost: lost} }

func (w *Watched) note(ctx context.Context, err error) {
	if err == nil || ctx.Err() != nil {
		return
	}
	switch guard.KindOf(err) {
	case guard.Conflict, guard.NotFound, guard.Throttled:
		return
	case guard.Internal, guard.Invalid, guard.Denied, guard.Unavailable, guard.Incomplete, guard.Uncertain:
	}
	w.once.Do(func() { w.lost(err) })
}

// Append is that of the ledger. One that the ledger refuses to take, because it is
// beyond its bounds, says nothing of the ledger.
func (w *Watched) Append(ctx context.Context, a guard.Append) (uint64, error) {
	version, err := w.Whole.Append(ctx, a)
	if guard.KindOf(err) != guard.Invalid {
		w.note(ctx, err)
	}
	return version, err
}

// Accept is that of the ledger.
func (w *Watched) Accept(ctx context.Context, in guard.Input) (bool, error) {
	fresh, err := w.Whole.Accept(ctx, in)
	if guard.KindOf(err) != guard.Invalid {
		w.note(ctx, err)
	}
	return fresh, err
}

// Read is that of the ledger.
func (w *Watched) Read(ctx context.Context, s guard.Stream, after uint64) guard.Records {
	return w.watch(ctx, w.Whole.Read(ctx, s, after))
}

// All is that of the ledger.
func (w *Watched) All(ctx context.Context, after uint64) guard.Records {
	return w.watch(ctx, w.Whole.All(ctx, after))
}

func (w *Watched) watch(ctx context.Context, records guard.Records) guard.Records {
	return func(yield func(guard.Record, error) bool) {
		for rec, err := range records {
			w.note(ctx, err)
			if !yield(rec, err) {
				return
			}
		}
	}
}

// DueBefore is that of the ledger.
func (w *Watched) DueBefore(ctx context.Context, t time.Time, limit int) ([]guard.Stream, error) {
	list, err := w.Whole.DueBefore(ctx, t, limit)
	w.note(ctx, err)
	return list, err
}

// Waiting is that of the ledger.
func (w *Watched) Waiting(ctx context.Context) ([]guard.Input, error) {
	list, err := w.Whole.Waiting(ctx)
	w.note(ctx, err)
	return list, err
}

package spare

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"kmsguard/guard"
)

// Base is what can still be read of a ledger.
type Base interface {
	Read(ctx context.Context, s guard.Stream, after uint64) guard.Records
	All(ctx context.Context, after uint64) guard.Records
	DueBefore(ctx context.Context, t time.Time, limit int) ([]guard.Stream, error)
	Waiting(context.Context) ([]guard.Input, error)
}

// Ledger keeps events and inputs in memory, over what a base has. Its methods may be
// called at the same time. Their errors are those of a ledger that can be written,
// with one exception: what of the base cannot be read is taken for empty, and told.
type Ledger struct {
	told func(subject string, err error)

	mu       sync.Mutex
	base     Base
	streams  map[guard.Stream]*layer
	appended []guard.Append // in order
	inputs   []guard.Input  // accepted here, in order
	settled  map[string]bool
}

// layer is what lies over one stream of the base.
type layer struct {
	below   uint64 // version of the base
	hidden  bool   // the base's part cannot be read
	records []guard.Record
	next    time.Time // due
}

// New makes a ledger over nothing. told is told of each part of a base that cannot be
// read; it must not block.
func New(told func(subject string, err error)) *Ledger {
	return &Ledger{told: told, streams: map[guard.Stream]*layer{}, settled: map[string]bool{}}
}

// Over puts what was kept, and is not written yet, over a base; nil: nothing can be
// read. The error is that of an ended context.
func (l *Ledger) Over(ctx context.Context, base Base) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.base, l.streams = base, map[guard.Stream]*layer{}
	for _, a := range l.appended {
		y, err := l.layer(ctx, a.Stream)
		if err != nil {
			return err
		}
		y.add(a)
	}
	return nil
}

// add puts events on top of a stream.
func (y *layer) add(a guard.Append) {
	for _, e := range a.Events {
		y.records = append(y.records, guard.Record{Stream: a.Stream, Version: y.version() + 1, At: a.At, Event: e})
	}
	y.next = a.Next
}

func (y *layer) version() uint64 { return y.below + uint64(len(y.records)) }

// layer returns what lies over a stream; l.mu is held.
func (l *Ledger) layer(ctx context.Context, s guard.Stream) (*layer, error) {
	if y, ok := l.streams[s]; ok {
		return y, nil
	}
	y := &layer{}
	if l.base != nil {
		for rec, err := range l.base.Read(ctx, s, 0) {
			if err != nil && ctx.Err() != nil {
				return nil, err
			}
			if err != nil {
				l.told(string(s), err)
				y.below, y.hidden = 0, true
				break
			}
			y.below = rec.Version
		}
	}
	l.streams[s] = y
	return y, nil
}

// Append keeps events in memory. Kind Conflict: the stream has moved on.
func (l *Ledger) Append(ctx context.Context, a guard.Append) (uint64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(a.Events) > 0 || !a.Next.IsZero() || a.Handled == "" {
		y, err := l.layer(ctx, a.Stream)
		if err != nil {
			return 0, err
		}
		if version := y.version(); version != a.After {
			return 0, &guard.Error{Op: "spare.Append", Subject: string(a.Stream), Kind: guard.Conflict, Err: fmt.Errorf("it is at version %d, the caller saw %d", version, a.After)}
		}
		y.add(a)
	}
	if a.Handled != "" {
		l.settled[a.Handled] = true
	}
	l.appended = append(l.appended, a)
	return a.After + uint64(len(a.Events)), nil
}

// Read yields what the base has of a stream, then what was appended here.
func (l *Ledger) Read(ctx context.Context, s guard.Stream, after uint64) guard.Records {
	return func(yield func(guard.Record, error) bool) {
		l.mu.Lock()
		y, err := l.layer(ctx, s)
		if err != nil {
			l.mu.Unlock()
			yield(guard.Record{}, err)
			return
		}
		base, hidden, records := l.base, y.hidden, slices.Clip(y.records)
		l.mu.Unlock()
		if base != nil && !hidden {
			for rec, err := range base.Read(ctx, s, after) {
				if !yield(rec, err) || err != nil {
					return
				}
			}
		}
		for _, rec := range records {
			if rec.Version > after && !yield(rec, nil) {
				return
			}
		}
	}
}

// All yields what the base has, as far as it can be read. What was appended here has
// no place in the whole ledger yet.
func (l *Ledger) All(ctx context.Context, after uint64) guard.Records {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.base == nil {
		return func(func(guard.Record, error) bool) {}
	}
	return l.base.All(ctx, after)
}

// DueBefore returns the streams that are due by what was appended here, then those of
// the base that nothing lies over.
func (l *Ledger) DueBefore(ctx context.Context, t time.Time, limit int) ([]guard.Stream, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var due []guard.Stream
	for s, y := range l.streams {
		if len(y.records) > 0 && !y.next.IsZero() && !y.next.After(t) {
			due = append(due, s)
		}
	}
	slices.Sort(due)
	if l.base != nil {
		below, err := l.base.DueBefore(ctx, t, 0)
		if err != nil && ctx.Err() != nil {
			return nil, err
		}
		if err != nil {
			l.told("what is due", err)
		}
		due = append(due, slices.DeleteFunc(below, func(s guard.Stream) bool { y := l.streams[s]; return y != nil && len(y.records) > 0 })...)
	}
	if limit > 0 && len(due) > limit {
		due = due[:limit]
	}
	return due, nil
}

// NextDue is not told here: who reads this ledger asks for all that is due.
func (l *Ledger) NextDue(context.Context) (time.Time, error) { return time.Time{}, nil }

// Accept keeps an input in memory. It is not durable, which whoever asks is told by
// what is said of the ledger. fresh is false for an ID that was seen here or waits below.
func (l *Ledger) Accept(ctx context.Context, in guard.Input) (fresh bool, err error) {
	if in.ID == "" {
		return false, &guard.Error{Op: "spare.Accept", Kind: guard.Invalid, Err: errors.New("the input has no ID")}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting, err := l.waiting(ctx)
	if err != nil {
		return false, err
	}
	same := func(other guard.Input) bool { return other.ID == in.ID }
	if l.settled[in.ID] || slices.ContainsFunc(waiting, same) {
		return false, nil
	}
	l.inputs = append(l.inputs, in)
	return true, nil
}

// Waiting returns the inputs that wait below and those accepted here, without those
// that were settled here.
func (l *Ledger) Waiting(ctx context.Context) ([]guard.Input, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.waiting(ctx)
}

func (l *Ledger) waiting(ctx context.Context) ([]guard.Input, error) {
	var below []guard.Input
	if l.base != nil {
		var err error
		if below, err = l.base.Waiting(ctx); err != nil && ctx.Err() != nil {
			return nil, err
		} else if err != nil {
			l.told("the inbox", err)
		}
	}
	return slices.DeleteFunc(slices.Concat(below, l.inputs), func(in guard.Input) bool { return l.settled[in.ID] }), nil
}

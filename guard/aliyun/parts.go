package aliyun

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	// longList is how many rows a list has, at least, that is worth cutting.
	longList = 1000
	// pieces is into about how many pieces a very long list is cut: more of them
	// would cost calls for half-empty last pages.
	pieces = 32
	// windowsSpent bounds how many spans of time are looked at to cut a list.
	// When so many were, what is left is read in one piece.
	windowsSpent = 128
	// roomAtOnce bounds for how many rows room is made because a page declares them.
	roomAtOnce = 100_000
)

// span is a stretch of time whose ends are whole minutes, both included.
type span struct{ from, to time.Time }

// dated says how the rows of a list that were made within a span are asked for.
type dated[T any] struct {
	within func(span) list[T]
	now    time.Time
}

// parts is a long list while it is read in pieces by the time when rows were
// made. Neighbouring spans share their end, whichever way the cloud rounds it:
// a row that comes twice counts once.
type parts[T any] struct {
	*dated[T]
	most int // rows of a piece that is not cut further

	mu     sync.Mutex
	opened int
	whole  pass[T]
}

// inParts reads a list, of which the first page is known, in pieces side by
// side. It is false when the rows of all pieces are not, to a row, as many as
// the whole list declares before and after: then nothing of it counts.
func (l list[T]) inParts(ctx context.Context, first page[T]) (pass[T], bool) {
	c := &parts[T]{dated: l.dated, most: max(longList, first.total/pieces), whole: newPass[T]()}
	c.whole.rows = make([]T, 0, min(first.total, roomAtOnce))
	if c.readAll(ctx, ages(l.dated.now)) != nil {
		return pass[T]{}, false
	}
	after, err := l.fetch(ctx, "")
	if err != nil || after.total != first.total || len(c.whole.rows) != first.total {
		return pass[T]{}, false
	}
	return c.whole, true
}

// ages cuts all of time into spans that get longer as they get older, since most
// of what exists was made lately. The first begins before the cloud did, the last
// ends a day ahead, for clocks that differ.
func ages(now time.Time) []span {
	now = now.UTC().Truncate(time.Minute)
	ends := []time.Time{now.AddDate(0, 0, 1)}
	for _, years := range []int{1, 2, 4} {
		ends = append(ends, now.AddDate(-years, 0, 0))
	}
	ends = append(ends, time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC))
	var spans []span
	for i, end := range ends[1:] {
		spans = append(spans, span{end, ends[i]})
	}
	return spans
}

func (c *parts[T]) readAll(ctx context.Context, spans []span) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, s := range spans {
		g.Go(func() error { return c.read(ctx, s) })
	}
	return g.Wait()
}

// read reads what was made within a span: by itself, or cut further.
func (c *parts[T]) read(ctx context.Context, s span) error {
	l := c.within(s)
	first, err := l.fetch(ctx, "")
	if err != nil {
		return err
	}
	if shorter := c.cut(s, first.total); shorter != nil {
		return c.readAll(ctx, shorter)
	}
	p := newPass[T]()
	if err := l.chain(ctx, &p, first); err != nil {
		return err
	}
	if p.problem != "" {
		return errors.New(p.problem)
	}
	c.add(p, l.id)
	return nil
}

// cut divides a span with so many rows into equal ones; nil if it is to be read
// as it is.
func (c *parts[T]) cut(s span, rows int) []span {
	minutes := int(s.to.Sub(s.from) / time.Minute)
	n := min((rows+c.most-1)/c.most, minutes)
	c.mu.Lock()
	defer c.mu.Unlock()
	if n < 2 || c.opened+n > windowsSpent {
		return nil
	}
	c.opened += n
	spans := make([]span, n)
	for i := range spans {
		at := func(i int) time.Time { return s.from.Add(time.Duration(minutes*i/n) * time.Minute) }
		spans[i] = span{at(i), at(i + 1)}
	}
	return spans
}

// add takes the rows of a piece that was read wholly.
func (c *parts[T]) add(p pass[T], id func(T) string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, row := range p.rows {
		if name := id(row); !c.whole.ids[name] {
			c.whole.ids[name] = true
			c.whole.rows = append(c.whole.rows, row)
		}
	}
}

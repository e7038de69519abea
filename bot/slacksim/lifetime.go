package slacksim

import (
	"context"
	"time"
)

// lifetime is the context of what belongs to no caller: it ends when the Sim is
// closed, so that Close never waits for a delivery.
type lifetime struct{ quit <-chan struct{} }

// Deadline reports that a Sim has none.
func (lifetime) Deadline() (time.Time, bool) { return time.Time{}, false }

// Done is closed by Close.
func (l lifetime) Done() <-chan struct{} { return l.quit }

// Err is context.Canceled after Close.
func (l lifetime) Err() error {
	select {
	case <-l.quit:
		return context.Canceled
	default:
		return nil
	}
}

// Value holds nothing.
func (lifetime) Value(any) any { return nil }

// untilClosed returns a context that ends with the Sim.
func (s *Sim) untilClosed() (context.Context, context.CancelFunc) {
	return context.WithCancel(lifetime{s.quit})
}

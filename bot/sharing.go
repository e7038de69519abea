package bot

import (
	"context"
	"sync"
	"time"
)

// sharing lets one reading serve everybody who asks for the same thing at the same
// time or shortly after. A reading is shared while it is young by both clocks:
// real time, and calendar time, which may be moved.
type sharing[T any] struct {
	real, now func() time.Time
	life      time.Duration

	mu      sync.Mutex
	entries map[string]*reading[T]
}

// reading is one value that is being read, or was.
type reading[T any] struct {
	done      chan struct{} // closed when value and err are set
	value     T
	err       error
	givenUp   bool      // the context of its maker ended
	real, now time.Time // when it began
}

// keptReadings bounds the memory of a sharing; the old ones go first.
const keptReadings = 4096

func newSharing[T any](o AdapterOptions) *sharing[T] {
	return &sharing[T]{real: o.Real, now: o.Now, life: o.Share, entries: map[string]*reading[T]{}}
}

// get returns a reading of name that is young enough, or makes one. Failures are
// shared with those who wait for them, and with nobody after. One that failed only
// because its maker gave up is made again by those who wait.
func (s *sharing[T]) get(ctx context.Context, name string, read func(context.Context) (T, error)) (T, error) {
	for {
		r, mine := s.join(name)
		if mine {
			s.fill(ctx, name, r, read)
			return r.value, r.err
		}
		select {
		case <-r.done:
		case <-ctx.Done():
			var none T
			return none, ctx.Err()
		}
		if !r.givenUp || ctx.Err() != nil {
			return r.value, r.err
		}
	}
}

// join returns the reading to wait for; mine: the caller has to make it.
func (s *sharing[T]) join(name string) (r *reading[T], mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	real, now := s.real(), s.now()
	young := func(r *reading[T]) bool { return real.Sub(r.real) < s.life && now.Sub(r.now) < s.life }
	if r = s.entries[name]; r != nil && young(r) {
		return r, false
	}
	if len(s.entries) >= keptReadings {
		for n, old := range s.entries {
			if !young(old) {
				delete(s.entries, n)
			}
		}
	}
	r = &reading[T]{done: make(chan struct{}), real: real, now: now}
	s.entries[name] = r
	return r, true
}

func (s *sharing[T]) fill(ctx context.Context, name string, r *reading[T], read func(context.Context) (T, error)) {
	defer close(r.done)
	r.value, r.err = read(ctx)
	if r.err == nil {
		return
	}
	r.givenUp = ctx.Err() != nil
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.entries[name] == r {
		delete(s.entries, name)
	}
}

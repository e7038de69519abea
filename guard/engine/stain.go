package engine

import (
	"iter"
	"sync"

	"kmsguard/guard"
)

// stains are the keys of which a message that changes in place shows an older
// state than the ledger has.
type stains struct {
	mu   sync.Mutex
	keys map[guard.Stream]bool
}

func newStains() *stains { return &stains{keys: map[guard.Stream]bool{}} }

// add marks a key as to be repainted.
func (s *stains) add(stream guard.Stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys[stream] = true
}

// clean takes the mark off before the repaint, so that a change during it marks again.
func (s *stains) clean(stream guard.Stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.keys, stream)
}

// all yields what is to be repainted, in no order. Nothing is marked or cleaned
// meanwhile.
func (s *stains) all() iter.Seq[guard.Stream] {
	return func(yield func(guard.Stream) bool) {
		s.mu.Lock()
		defer s.mu.Unlock()
		for stream := range s.keys {
			if !yield(stream) {
				return
			}
		}
	}
}

package engine

import (
	"slices"
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

// list returns what is to be repainted, by name.
func (s *stains) list() []guard.Stream {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]guard.Stream, 0, len(s.keys))
	for stream := range s.keys {
		list = append(list, stream)
	}
	slices.Sort(list)
	return list
}

package aliyunsim

import "sync"

// lock guards the Sim. Who holds it by Lock may change something, and wakes those
// who watch when he lets go; who only looks holds it by Look and wakes nobody, or
// watchers would wake each other for ever.
type lock struct {
	mu      sync.Mutex
	watched chan struct{} // closed at the next change; nil while nobody watches
}

// Lock takes the lock in order to change something.
func (l *lock) Lock() { l.mu.Lock() }

// Unlock ends what Lock began.
func (l *lock) Unlock() {
	l.wake()
	l.mu.Unlock()
}

// Look takes the lock in order to read.
func (l *lock) Look() { l.mu.Lock() }

// Leave ends what Look began.
func (l *lock) Leave() { l.mu.Unlock() }

// wake wakes those who watch. The caller holds the lock.
func (l *lock) wake() {
	if l.watched != nil {
		close(l.watched)
		l.watched = nil
	}
}

// changed returns the channel that the next change closes.
func (l *lock) changed() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.watched == nil {
		l.watched = make(chan struct{})
	}
	return l.watched
}

// Changed returns a channel that is closed when something may have changed since
// it was asked for. Ask first, then look, then wait.
func (s *Sim) Changed() <-chan struct{} { return s.mu.changed() }

package bolt

import (
	"context"
	"errors"
	"sync"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
	"kmsguard/storage"
)

var _ storage.Store = (*Store)(nil)

// Store is an open ledger file. Its methods may be called at the same time.
type Store struct {
	db         *bbolt.DB
	path       string
	readOnly   bool
	generation uint64        // raised by this handle at open; 0 when reading only
	headers    error         // what Open found wrong with the file's two headers
	lost       chan struct{} // closed with the store

	queue   queue
	writing sync.WaitGroup // the one goroutine that runs rounds
	closing sync.Once
}

// start begins to run rounds. Close ends it.
func (s *Store) start() {
	s.queue.wake = make(chan struct{}, 1)
	s.writing.Go(s.runRounds)
}

// Lead returns the generation that Open raised: whoever holds the file leads.
// It is lost with Close.
func (s *Store) Lead(ctx context.Context) (uint64, <-chan struct{}, error) {
	if err := ctx.Err(); err != nil {
		return 0, nil, s.failure("bolt.Lead", err)
	}
	if s.readOnly {
		return 0, nil, readOnlyError("bolt.Lead", s.path)
	}
	return s.generation, s.lost, nil
}

// Close waits for the jobs that were handed in, then closes the file and its
// lock. Jobs handed in later fail with kind Unavailable.
func (s *Store) Close() error {
	var err error
	s.closing.Do(func() {
		s.queue.close()
		s.writing.Wait()
		close(s.lost)
		err = s.closeFile()
	})
	return s.failure("bolt.Close", err)
}

// closeFile lets go of the file and its lock.
func (s *Store) closeFile() error {
	return shielded(s.path, s.db.Close)
}

// failure gives an error of the file or of a context its kind and its place.
// An error that has a kind already is returned as it is.
func (s *Store) failure(op string, err error) error {
	var ours *guard.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ours):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), isClosed(err):
		return &guard.Error{Op: op, Subject: s.path, Kind: guard.Unavailable, Err: err}
	default:
		return &guard.Error{Op: op, Subject: s.path, Err: err}
	}
}

func readOnlyError(op, path string) error {
	return &guard.Error{Op: op, Subject: path, Kind: guard.Denied, Err: errors.New("the ledger was opened for reading only")}
}

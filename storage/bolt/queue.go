package bolt

import (
	"context"
	"errors"
	"sync"

	bolterrors "go.etcd.io/bbolt/errors"
)

// errClosed ends the jobs that come after Close.
var errClosed = errors.New("the ledger is closed")

func isClosed(err error) bool {
	return errors.Is(err, errClosed) || errors.Is(err, bolterrors.ErrDatabaseNotOpen)
}

// job is one change that waits for its round.
type job struct {
	apply func(*round) error // an error means that it changed nothing
	err   error              // of the job, once done is closed
	done  chan struct{}
}

// queue holds the jobs of the next round.
type queue struct {
	mu     sync.Mutex
	jobs   []*job
	closed bool
	wake   chan struct{} // holds a token while there may be jobs
}

func (q *queue) put(j *job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return errClosed
	}
	q.jobs = append(q.jobs, j)
	q.signal()
	return nil
}

// signal never blocks: one token is enough for any number of jobs.
func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// take waits for jobs and returns at most limit of them; none means that the
// queue was closed and is empty.
func (q *queue) take(limit int) []*job {
	for range q.wake {
		q.mu.Lock()
		n := min(limit, len(q.jobs))
		taken := q.jobs[:n:n]
		q.jobs = q.jobs[n:]
		if len(q.jobs) > 0 || q.closed {
			q.signal()
		}
		closed := q.closed
		q.mu.Unlock()
		if n > 0 || closed {
			return taken
		}
	}
	return nil
}

// drop takes a job out that no round has taken yet, and says whether it could.
func (q *queue) drop(j *job) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for i, waiting := range q.jobs {
		if waiting == j {
			q.jobs = append(q.jobs[:i:i], q.jobs[i+1:]...)
			return true
		}
	}
	return false
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	if q.wake != nil {
		q.signal()
	}
}

// do hands a change in and waits for its sync. When the context ends first, the
// job is dropped if it still waits; one that a round has taken is waited for, so
// that the answer is never "perhaps".
func (s *Store) do(ctx context.Context, apply func(*round) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := &job{apply: apply, done: make(chan struct{})}
	if err := s.queue.put(j); err != nil {
		return err
	}
	select {
	case <-j.done:
		return j.err
	case <-ctx.Done():
	}
	if s.queue.drop(j) {
		return ctx.Err()
	}
	<-j.done
	return j.err
}

package bolt

import (
	"errors"

	"go.etcd.io/bbolt"

	"kmsguard/guard"
	"kmsguard/storage"
)

// maxRound bounds the jobs that share one transaction, so that none of them
// waits long for the others.
const maxRound = 512

// round is one transaction of the file, and what its jobs need of it.
type round struct {
	entries, streams, owed *bbolt.Bucket
	head                   storage.Head
	generation             uint64
	changed                bool
}

// runRounds runs until the queue is closed. After the medium has failed in the
// middle of a commit nobody knows what is on disk, so that everything later is
// refused until the file was opened again.
func (s *Store) runRounds() {
	var broken error
	for {
		jobs := s.queue.take(maxRound)
		if len(jobs) == 0 {
			return
		}
		if broken == nil {
			broken = s.runRound(jobs)
		} else {
			fail(jobs, &guard.Error{Op: "bolt.Commit", Subject: s.path, Kind: guard.Unavailable, Err: broken, Hint: hintDisk})
		}
		for _, j := range jobs {
			close(j.done)
		}
	}
}

// runRound applies jobs in one transaction. A job that is refused changes
// nothing, and the others go on. The error is one after which nobody knows
// what is on disk.
func (s *Store) runRound(jobs []*job) error {
	tx, err := s.db.Begin(true)
	if err != nil {
		fail(jobs, s.failure("bolt.Commit", err))
		return nil
	}
	r, err := newRound(tx, s.generation)
	if err == nil {
		err = r.applyAll(jobs)
	}
	if err != nil || !r.changed {
		if err = errors.Join(err, tx.Rollback()); err != nil {
			fail(jobs, s.failure("bolt.Commit", err))
		}
		return nil
	}
	if err := tx.Commit(); err != nil {
		fail(jobs, &guard.Error{Op: "bolt.Commit", Subject: s.path, Kind: guard.Uncertain, Err: err, Hint: hintDisk})
		return err
	}
	return nil
}

const hintDisk = "Check the disk and its free space, then start the bot again."

// fail gives the jobs that were not refused by themselves a common error.
func fail(jobs []*job, err error) {
	for _, j := range jobs {
		if j.err == nil {
			j.err = err
		}
	}
}

func newRound(tx *bbolt.Tx, generation uint64) (*round, error) {
	r := &round{entries: tx.Bucket(bucketEntries), streams: tx.Bucket(bucketStreams), owed: tx.Bucket(bucketOwed), generation: generation}
	r.entries.FillPercent = 0.9 // written in order
	head, err := headOf(r.entries)
	r.head = head
	return r, err
}

// applyAll returns only errors that are no job's own: those of the file.
func (r *round) applyAll(jobs []*job) error {
	for _, j := range jobs {
		err := j.apply(r)
		var medium *mediumError
		if errors.As(err, &medium) {
			return medium.err
		}
		j.err = err
	}
	return nil
}

// mediumError marks an error of the file in the middle of a change, after which the whole
// transaction has to go.
type mediumError struct{ err error }

func (m *mediumError) Error() string { return m.err.Error() }

func (m *mediumError) Unwrap() error { return m.err }

func put(b *bbolt.Bucket, key, value []byte) error {
	if err := b.Put(key, value); err != nil {
		return &mediumError{err}
	}
	return nil
}

func remove(b *bbolt.Bucket, key []byte) error {
	if err := b.Delete(key); err != nil {
		return &mediumError{err}
	}
	return nil
}

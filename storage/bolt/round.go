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
	entries       *bbolt.Bucket
	streams, owed sealed
	seal          seal
	head          storage.Head
	generation    uint64
	changed       bool
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
	var changed bool
	err = shielded(s.path, func() (err error) {
		changed, err = s.applyAll(tx, jobs)
		return err
	})
	if err != nil || !changed {
		if err = errors.Join(err, shielded(s.path, tx.Rollback)); err != nil {
			fail(jobs, s.failure("bolt.Commit", err))
		}
		return nil
	}
	if err := shielded(s.path, tx.Commit); err != nil {
		_ = shielded(s.path, tx.Rollback) // bbolt did that itself, unless it panicked
		fail(jobs, &guard.Error{Op: "bolt.Commit", Subject: s.path, Kind: guard.Uncertain, Err: err, Hint: hintDisk})
		return err
	}
	return nil
}

// applyAll applies jobs and seals what they changed, if they changed anything.
func (s *Store) applyAll(tx *bbolt.Tx, jobs []*job) (changed bool, err error) {
	r, err := newRound(tx, s.generation)
	if err != nil {
		return false, err
	}
	if err := r.applyAll(jobs); err != nil || !r.changed {
		return false, err
	}
	return true, r.seal.write(tx)
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
	r := &round{entries: tx.Bucket(bucketEntries), generation: generation}
	r.streams = sealed{tx.Bucket(bucketStreams), bucketStreams[0], &r.seal}
	r.owed = sealed{tx.Bucket(bucketOwed), bucketOwed[0], &r.seal}
	r.entries.FillPercent = 0.9 // written in order
	var err error
	if r.seal, err = readSeal(tx); err != nil {
		return nil, err
	}
	r.head, err = headOf(r.entries)
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

package engine

import (
	"context"
	"sync"
	"time"

	"kmsguard/guard"
)

// resumes are the keys of which the process before this one left something in the
// middle. What they owe waits until that is recorded: another crash would
// otherwise leave nothing to tell it by.
type resumes struct {
	mu   sync.Mutex
	left map[guard.Stream][]guard.Resume
}

func newResumes() *resumes { return &resumes{left: map[guard.Stream][]guard.Resume{}} }

// find notes what a key was left with, if anything.
func (r *resumes) find(s guard.Stream, k seen) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if left := guard.Interrupted(k.state, k.last); len(left) > 0 {
		r.left[s] = left
	}
}

func (r *resumes) of(s guard.Stream) []guard.Resume {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.left[s]
}

func (r *resumes) done(s guard.Stream) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.left, s)
}

func (r *resumes) streams() []guard.Stream {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]guard.Stream, 0, len(r.left))
	for s := range r.left {
		list = append(list, s)
	}
	return list
}

// startResumes records, once in the life of the process, which requests go on;
// that owes the message in their threads.
func (e *Engine) startResumes(ctx context.Context, now time.Time) (next time.Time) {
	var times []time.Time
	for _, s := range e.resumes.streams() {
		times = append(times, e.start(ctx, keyLane, string(s)+" resume", now, func(ctx context.Context) error { return e.resume(ctx, s) }))
	}
	return earliest(times)
}

func (e *Engine) resume(ctx context.Context, s guard.Stream) error {
	for _, left := range e.resumes.of(s) {
		if _, err := e.drive(ctx, s, left); err != nil {
			return err
		}
	}
	e.resumes.done(s)
	return nil
}

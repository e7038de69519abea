package storagetest

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
)

var cancelPromises = []promise{
	{"an ended context writes nothing and says Unavailable", endedContext},
	{"a context that ends in the middle leaves all or nothing, as it was told", endsInTheMiddle},
	{"a context that ends stops an iteration", endedIteration},
}

func endedContext(t *testing.T, h Harness) {
	s := open(t, h)
	ctx := cancelled(t)
	_, commitErr := s.Commit(ctx, batch("a", 0, "one"))
	_, acceptErr := s.Accept(ctx, storage.Input{ID: "in", At: start})
	_, dueErr := s.DueBefore(ctx, start, 0)
	_, nextErr := s.NextDue(ctx)
	_, waitingErr := s.Waiting(ctx)
	_, headErr := s.Head(ctx)
	_, _, leadErr := s.Lead(ctx)
	for i, err := range []error{commitErr, acceptErr, dueErr, nextErr, waitingErr, headErr, leadErr} {
		if err == nil || guard.KindOf(err) != guard.Unavailable {
			t.Errorf("call %d: %v, want an error of kind unavailable", i, err)
		}
	}
	if head := headOf(t, s); head.Seq != 0 || waiting(t, s) != nil {
		t.Errorf("something was written: head %v, waiting %q", head, waiting(t, s))
	}
}

func endsInTheMiddle(t *testing.T, h Harness) {
	s := open(t, h)
	told := make([]error, 60)
	var all sync.WaitGroup
	for i := range told {
		ctx, cancel := context.WithCancel(t.Context())
		all.Go(func() {
			_, told[i] = s.Commit(ctx, batch(fmt.Sprintf("stream %d", i), 0, "x", "y"))
		})
		all.Go(cancel)
	}
	all.Wait()
	for i, err := range told {
		want := 2
		if err != nil {
			want = 0
		}
		got := collect(t, s.Stream(t.Context(), fmt.Sprintf("stream %d", i), 0))
		if len(got) != want || err != nil && guard.KindOf(err) != guard.Unavailable {
			t.Errorf("commit %d was told %v and left %d entries", i, err, len(got))
		}
	}
}

func endedIteration(t *testing.T, h Harness) {
	s := open(t, h)
	for i := range uint64(3) {
		commit(t, s, storage.Batch{Stream: "a", After: i * 500, At: start, Data: make([][]byte, 500)})
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var failed error
	n := 0
	for _, err := range s.All(ctx, 0) {
		if n++; err != nil {
			failed = err
		}
		cancel()
	}
	if guard.KindOf(failed) != guard.Unavailable || failed == nil || n >= 1500 {
		t.Errorf("the iteration gave %d entries, then %v; want an error of kind unavailable before the end", n, failed)
	}
}

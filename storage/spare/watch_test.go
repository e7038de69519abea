package spare_test

import (
	"context"
	"errors"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
	"kmsguard/storage/spare"
)

// answering is a ledger that answers each append with an error.
type answering struct {
	*storage.Ledger
	err error
}

func (a answering) Append(context.Context, guard.Append) (uint64, error) { return 0, a.err }

// TestWatch: a ledger is lost when its medium fails, and not for a refusal.
func TestWatch(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		lost int
	}{
		"written":           {nil, 0},
		"the medium failed": {&guard.Error{Kind: guard.Uncertain, Err: errFull}, 1},
		"it was broken":     {&guard.Error{Kind: guard.Unavailable, Err: errFull}, 1},
		"an I/O error":      {errors.New("input/output error"), 1},
		"it moved on":       {&guard.Error{Kind: guard.Conflict}, 0},
		"nobody waits":      {&guard.Error{Kind: guard.NotFound}, 0},
		"beyond its bounds": {&guard.Error{Kind: guard.Invalid}, 0},
		"the context ended": {context.Canceled, 0},
	} {
		t.Run(name, func(t *testing.T) {
			base, _ := ledger(t)
			lost := 0
			w := spare.Watch(answering{base, c.err}, func(error) { lost++ })
			ctx, cancel := context.WithCancel(t.Context())
			if errors.Is(c.err, context.Canceled) {
				cancel()
			}
			for range 2 {
				if _, err := w.Append(ctx, guard.Append{}); !errors.Is(err, c.err) {
					t.Errorf("the answer is %v", err)
				}
			}
			cancel()
			if lost != c.lost {
				t.Errorf("lost %d times, want %d", lost, c.lost)
			}
		})
	}
}

// TestWatchReads: an entry that cannot be read is the end of a ledger too.
func TestWatchReads(t *testing.T) {
	base, _ := ledger(t)
	var lost error
	w := spare.Watch(broken{base}, func(err error) { lost = err })
	for _, err := range w.Read(t.Context(), shop, 0) {
		if err != nil {
			t.Error(err)
		}
	}
	if lost != nil {
		t.Fatalf("lost for nothing: %v", lost)
	}
	for _, err := range w.Read(t.Context(), orders, 0) {
		if err == nil {
			t.Error("a damaged stream was read")
		}
	}
	if !errors.Is(lost, errDamaged) {
		t.Errorf("lost for %v", lost)
	}
}

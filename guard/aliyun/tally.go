package aliyun

import (
	"context"
	"sync/atomic"
)

// tally counts the calls of a reading, and of the sweep that it belongs to.
type tally struct {
	calls, throttles atomic.Int64
	of               *tally // counts them too; nil for the whole
}

type tallyKey struct{}

// counted returns a context in which calls are counted into t, and into what
// counted them so far.
func counted(ctx context.Context, t *tally) context.Context {
	t.of = tallyIn(ctx)
	return context.WithValue(ctx, tallyKey{}, t)
}

// tallyIn returns what counts the calls of a context; nil if nothing does.
func tallyIn(ctx context.Context) *tally {
	t, _ := ctx.Value(tallyKey{}).(*tally)
	return t
}

func (t *tally) called() {
	for ; t != nil; t = t.of {
		t.calls.Add(1)
	}
}

func (t *tally) throttle() {
	for ; t != nil; t = t.of {
		t.throttles.Add(1)
	}
}

package engine

import (
	"context"
	"time"

	"kmsguard/guard"
)

// While the ledger cannot be written, tellBound is how long, in real time, a rescue
// waits for its intent to stand in Slack, and tellLook how often it looks.
const (
	tellBound = 10 * time.Second
	tellLook  = 20 * time.Millisecond
)

// tellFirst waits until the thread says that the change is about to be made, which is
// then the only place outside this process that has the intent. It does not wait for
// ever: to lose a key is worse than to lose an entry.
func (e *Engine) tellFirst(ctx context.Context, s guard.Stream, op guard.Operation) {
	ctx, cancel := context.WithTimeout(ctx, tellBound)
	defer cancel()
	look := time.NewTicker(tellLook)
	defer look.Stop()
	for {
		if state, err := e.cells.state(ctx, s); err == nil && told(state, op.ID) {
			return
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			e.o.Log.Warn().Str("operation", op.ID).Msg("the intent could be neither written nor told in time; the rescue goes on")
			return
		}
	}
}

// told reports whether the intent of an operation stands in its thread.
func told(s guard.State, operation string) bool {
	for _, n := range s.Notices {
		if n.Kind == guard.NoticeExecuting && n.Operation == operation {
			return !n.PostedAt.IsZero()
		}
	}
	return false
}

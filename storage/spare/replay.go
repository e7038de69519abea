package spare

import (
	"context"
	"slices"

	"kmsguard/guard"
)

// Target is a ledger that can be written again.
type Target interface {
	Append(context.Context, guard.Append) (version uint64, err error)
	Read(ctx context.Context, s guard.Stream, after uint64) guard.Records
	Accept(context.Context, guard.Input) (fresh bool, err error)
	Waiting(context.Context) ([]guard.Input, error)
}

// Replay appends everything that was kept to a ledger, in order and with its own
// times, and hands it the inputs that nobody has handled. What has been written is
// kept no longer, so that after an error another attempt goes on where this one
// stopped. Each stream is due at once: what it owes is derived from all of it.
func (l *Ledger) Replay(ctx context.Context, to Target, generation uint64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	waiting, err := to.Waiting(ctx)
	if err != nil {
		return err
	}
	for len(l.appended) > 0 {
		a := l.appended[0]
		if err := replay(ctx, to, a, generation, waiting); err != nil {
			return err
		}
		l.appended = l.appended[1:]
	}
	for len(l.inputs) > 0 {
		if in := l.inputs[0]; !l.settled[in.ID] {
			if _, err := to.Accept(ctx, in); err != nil {
				return err
			}
		}
		l.inputs = l.inputs[1:]
	}
	l.streams, l.settled = map[guard.Stream]*layer{}, map[string]bool{}
	return nil
}

// replay writes one append behind what the stream has now. An input that was
// accepted here alone cannot be settled there, and need not be.
func replay(ctx context.Context, to Target, a guard.Append, generation uint64, waiting []guard.Input) error {
	if !slices.ContainsFunc(waiting, func(in guard.Input) bool { return in.ID == a.Handled }) {
		a.Handled = ""
	}
	if len(a.Events) == 0 && a.Handled == "" {
		return nil
	}
	a.Generation = generation
	if len(a.Events) > 0 {
		a.Next, a.After = a.At, 0
		for rec, err := range to.Read(ctx, a.Stream, 0) {
			if err != nil {
				return err
			}
			a.After = rec.Version
		}
	}
	_, err := to.Append(ctx, a)
	return err
}

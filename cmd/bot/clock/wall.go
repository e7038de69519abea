package clock

import (
	"context"
	"time"
)

// Wall is the wall clock.
type Wall struct{}

// Now returns the time in UTC.
func (Wall) Now() time.Time { return time.Now().UTC() }

// maxWait bounds one wait, so that a machine that slept or whose clock was set
// is noticed within a minute.
const maxWait = time.Minute

// Until waits for t, for the end of the context, or for a minute, whichever is
// first. It returns the context's error only.
func (Wall) Until(ctx context.Context, t time.Time) error {
	wait := maxWait
	if !t.IsZero() {
		wait = min(wait, time.Until(t))
	}
	timer := time.NewTimer(max(wait, 0))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

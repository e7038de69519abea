package aliyun

import (
	"context"
	"slices"
	"time"

	"kmsguard/guard"
)

// changes lists what the trail shows of changes of a key, newest first.
func (c *Client) changes(ctx context.Context, key guard.KeyRef) ([]event, error) {
	now := c.o.Now()
	f, err := c.look(ctx, lookup{
		region: key.Region, from: now.Add(-trailDepth), to: now,
		filters: [2]attribute{{"ResourceName", key.ID}, {"EventRW", "Write"}},
	})
	if err != nil {
		return nil, err
	}
	done := slices.DeleteFunc(f.events, func(e event) bool { return e.Code != "" })
	slices.SortStableFunc(done, func(a, b event) int { return b.Time.Compare(a.Time) })
	return done, nil
}

// Scheduler says who scheduled the deletion of a key and whether the key was
// Disabled just before, as far as the trail tells; empty and false where it does not.
func (c *Client) Scheduler(ctx context.Context, key guard.KeyRef) (actor string, wasDisabled bool, err error) {
	changes, err := c.changes(ctx, key)
	if err != nil {
		return "", false, retold(err, "Scheduler", key.String())
	}
	at := slices.IndexFunc(changes, func(e event) bool { return e.Name == string(guard.ScheduleKeyDeletion) })
	if at < 0 {
		return "", false, nil
	}
	return changes[at].by(), disabledAt(changes[at+1:]), nil
}

// disabledAt reports whether the newest change of state left the key Disabled.
func disabledAt(changes []event) bool {
	for _, e := range changes {
		switch guard.Call(e.Name) {
		case guard.DisableKey:
			return true
		case guard.EnableKey, guard.CancelKeyDeletion:
			return false
		case guard.ScheduleKeyDeletion, guard.CreateKeyVersion, guard.UpdateRotationPolicy:
			// these leave the state between Enabled and Disabled as it was
		}
	}
	return false
}

// DisabledSince dates the last DisableKey of a key by the trail; zero if it
// shows none.
func (c *Client) DisabledSince(ctx context.Context, key guard.KeyRef) (time.Time, error) {
	changes, err := c.changes(ctx, key)
	if err != nil {
		return time.Time{}, retold(err, "DisabledSince", key.String())
	}
	for _, e := range changes {
		if e.Name == string(guard.DisableKey) {
			return e.Time, nil
		}
	}
	return time.Time{}, nil
}

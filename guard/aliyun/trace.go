package aliyun

import (
	"context"
	"errors"
	"time"

	"kmsguard/guard"
)

// traceMargin is how far clocks may differ from the one that dates an intent.
const traceMargin = 15 * time.Minute

// Trace looks in the trail for the call of an operation, by the access key of
// its session, which made no other call of that name. Not found proves nothing
// while the trail may still be late.
func (c *Client) Trace(ctx context.Context, op guard.Operation) (guard.TrailFinding, error) {
	if op.AccessKeyID == "" {
		err := errors.New("the operation has no session, so it made no call")
		return guard.TrailFinding{Why: err.Error()}, &guard.Error{Op: "aliyun.Trace", Subject: op.ID, Kind: guard.Invalid, Err: err}
	}
	now, from := c.o.Now(), op.Intended.Add(-traceMargin)
	if oldest := now.Add(-trailDepth); from.Before(oldest) {
		from = oldest
	}
	f, err := c.look(ctx, lookup{
		region: op.Key.Region, from: from, to: now,
		filters: [2]attribute{{"EventAccessKeyId", op.AccessKeyID}, {"EventName", string(op.Call)}},
	})
	if err != nil {
		return guard.TrailFinding{Why: reasonOf(err)}, retold(err, "Trace", op.ID)
	}
	for _, e := range f.events {
		if e.Name == string(op.Call) && e.concerns(op.Key) {
			return guard.TrailFinding{Readable: true, Found: true, Failed: e.Code != "", Code: e.Code, EventID: e.ID, At: e.Time}, nil
		}
	}
	return guard.TrailFinding{Readable: true}, nil
}

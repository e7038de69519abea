package aliyun

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// How often and how fast a call that only reads is made again, in real time.
const (
	throttledTries   = 4
	unavailableTries = 2
	firstPause       = 200 * time.Millisecond // doubled each time
)

type tallyKey struct{}

// counted returns a context in which calls are counted into n.
func counted(ctx context.Context, n *atomic.Int64) context.Context {
	return context.WithValue(ctx, tallyKey{}, n)
}

// call makes a call of the RPC style that only reads.
func (c *Client) call(ctx context.Context, r acs.Request) (acs.Reply, error) {
	return ask(ctx, c, string(r.Product)+"."+r.Action, r.Region, func(as Credentials) (acs.Reply, error) {
		r.Credentials = as
		return c.acs.Call(ctx, r)
	})
}

// keys makes a reading call of the key management service.
func (c *Client) keys(ctx context.Context, action, region string, call func(acs.Keys) (acs.Reply, error)) (acs.Reply, error) {
	return ask(ctx, c, "kms."+action, region, func(as Credentials) (acs.Reply, error) {
		return call(c.acs.Keys(region, as))
	})
}

// ask makes a reading call within its budget, and again after a pause when it
// was throttled or brought no usable answer. It is for reads alone: a call that
// changes something is made in mutate.go, once.
func ask[T any](ctx context.Context, c *Client, api, region string, call func(Credentials) (T, error)) (T, error) {
	pause := c.pause
	for try := 1; ; try++ {
		answer, err := once(ctx, c, api, region, call)
		if err == nil || !again(err, try) || rest(ctx, pause) != nil {
			return answer, err
		}
		pause *= 2
	}
}

func once[T any](ctx context.Context, c *Client, api, region string, call func(Credentials) (T, error)) (T, error) {
	var none T
	as, err := c.o.Credentials(ctx)
	if err != nil {
		return none, &guard.Error{Op: api, Subject: region, Kind: guard.Denied, Hint: "Check the configured credentials.", Err: err}
	}
	meter, release, err := c.budgets.acquire(ctx, api, region)
	if err != nil {
		return none, &guard.Error{Op: api, Subject: region, Kind: guard.Unavailable, Err: err}
	}
	defer release()
	if n, ok := ctx.Value(tallyKey{}).(*atomic.Int64); ok {
		n.Add(1)
	}
	answer, err := call(as)
	if guard.KindOf(err) == guard.Throttled {
		meter.throttled()
	} else if err == nil {
		meter.served()
	}
	return answer, err
}

// again reports whether a failed read is worth another try.
func again(err error, tries int) bool {
	if errors.Is(err, context.Canceled) {
		return false
	}
	// Nothing else is worth another try.
	//exhaustive:ignore
	switch guard.KindOf(err) {
	case guard.Throttled:
		return tries < throttledTries
	case guard.Unavailable, guard.Incomplete:
		return tries < unavailableTries
	default:
		return false
	}
}

// rest waits, or returns why ctx ended.
func rest(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// retold is a failure of a call as the failure of what the call was for.
func retold(err error, op, subject string) error {
	e := (*guard.Error)(nil)
	if !errors.As(err, &e) {
		return &guard.Error{Op: "aliyun." + op, Subject: subject, Err: err}
	}
	return &guard.Error{Op: "aliyun." + op, Subject: subject, Kind: guard.KindOf(err), Hint: guard.HintOf(err), Err: innermost(e)}
}

// innermost skips the errors that only say where, down to the one that says what.
func innermost(e *guard.Error) error {
	inner := (*guard.Error)(nil)
	for e.Err != nil && errors.As(e.Err, &inner) {
		e = inner
	}
	if e.Err == nil {
		return e
	}
	return e.Err
}

package aliyun

import (
	"context"
	"errors"
	"strings"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// How often and how fast a call that only reads is made again, in real time.
const (
	throttledTries   = 6
	unavailableTries = 2
	minuteTry        = 2                      // after which a minute of ECS is waited out
	firstPause       = 200 * time.Millisecond // doubled each time
)

// caller makes calls that only read, in one account.
type caller struct {
	acs         *acs.Client
	budgets     *budgets
	account     string
	credentials func(context.Context) (Credentials, error)
	pause       time.Duration // before the first repetition of a read
}

// call makes a call of the RPC style that only reads.
func (c *caller) call(ctx context.Context, r acs.Request) (acs.Reply, error) {
	return ask(ctx, c, string(r.Product)+"."+r.Action, r.Region, func(as Credentials) (acs.Reply, error) {
		r.Credentials = as
		return c.acs.Call(ctx, r)
	})
}

// kms makes a reading call of the key management service.
func (c *caller) kms(ctx context.Context, action, region string, call func(acs.Keys) (acs.Reply, error)) (acs.Reply, error) {
	return ask(ctx, c, "kms."+action, region, func(as Credentials) (acs.Reply, error) {
		return call(c.acs.Keys(region, as))
	})
}

// ask makes a reading call within its budget, and again after a pause when it
// was throttled or brought no usable answer. It is for reads alone: a call that
// changes something is made in mutate.go, once.
func ask[T any](ctx context.Context, c *caller, api, region string, call func(Credentials) (T, error)) (T, error) {
	pause := c.pause
	for try := 1; ; try++ {
		answer, err := once(ctx, c, api, region, call)
		if err == nil || !again(err, try) {
			return answer, err
		}
		if c.rest(ctx, api, region, err, try, pause) != nil {
			return answer, err
		}
		pause *= 2
	}
}

func once[T any](ctx context.Context, c *caller, api, region string, call func(Credentials) (T, error)) (T, error) {
	var none T
	as, err := c.credentials(ctx)
	if err != nil {
		return none, &guard.Error{Op: api, Subject: region, Kind: guard.Denied, Hint: "Check the configured credentials.", Err: err}
	}
	meter, release, err := c.budgets.acquire(ctx, c.account, api, region)
	if err != nil {
		return none, &guard.Error{Op: api, Subject: region, Kind: guard.Unavailable, Err: err}
	}
	defer release()
	tally := tallyIn(ctx)
	tally.called()
	answer, err := call(as)
	if guard.KindOf(err) == guard.Throttled {
		tally.throttle()
		meter.throttled()
	} else if err == nil {
		meter.served()
	}
	return answer, err
}

// rest waits before a read is made again. Where the cloud refuses an API for the
// rest of a minute, nobody calls it before that; once, since what is still
// refused then is refused for another reason.
func (c *caller) rest(ctx context.Context, api, region string, err error, try int, pause time.Duration) error {
	if try != minuteTry || c.budgets.minute == 0 || !throttledByMinute(api, err) {
		return rest(ctx, pause)
	}
	end, first := c.budgets.hold(c.account, api, region)
	defer end()
	if !first {
		return nil // the next turn comes when the one who holds it is done
	}
	return rest(ctx, untilNextMinute(err, c.budgets.minute))
}

// throttledByMinute reports a refusal that lasts until the next minute begins:
// ECS closes an API for an account and region for the rest of the minute.
func throttledByMinute(api string, err error) bool {
	return guard.KindOf(err) == guard.Throttled && strings.HasPrefix(api, "ecs.")
}

// untilNextMinute is how long the minute of an answer lasts, by the cloud's own
// clock, and a second for clocks that differ.
func untilNextMinute(err error, minute time.Duration) time.Duration {
	e := (*acs.CloudError)(nil)
	if !errors.As(err, &e) || e.Date.IsZero() {
		return minute
	}
	return e.Date.Truncate(minute).Add(minute).Sub(e.Date) + time.Second
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

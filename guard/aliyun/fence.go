package aliyun

import (
	"context"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

const fenceSession = "kmsguard-fence"

// ProveFence shows whether the cloud enforces a deadline in a session policy: a
// session whose deadline lies an hour ahead may describe the key, one whose
// deadline lies an hour back may not. The first look is there so that a denial
// for another reason is not taken for enforcement.
func (c *Client) ProveFence(ctx context.Context, key guard.KeyRef) (bool, error) {
	now, err := c.cloudTime(ctx, key)
	if err != nil {
		return false, retold(err, "ProveFence", key.String())
	}
	if err := c.describeUntil(ctx, key, now.Add(time.Hour)); err != nil {
		return false, retold(err, "ProveFence", key.String())
	}
	err = c.describeUntil(ctx, key, now.Add(-time.Hour))
	if err == nil {
		return false, nil
	}
	if guard.KindOf(err) == guard.Denied {
		return true, nil
	}
	return false, retold(err, "ProveFence", key.String())
}

// cloudTime is the time in the cloud's last answer, ours where it told none.
func (c *Client) cloudTime(ctx context.Context, key guard.KeyRef) (time.Time, error) {
	f, err := c.describe(ctx, key)
	if err != nil {
		return time.Time{}, err
	}
	if f.CloudTime.IsZero() {
		return c.o.Now(), nil
	}
	return f.CloudTime, nil
}

// describeUntil describes the key with a session that ends at a deadline.
func (c *Client) describeUntil(ctx context.Context, key guard.KeyRef, deadline time.Time) error {
	policy, err := sessionPolicy(key, "", deadline)
	if err != nil {
		return err
	}
	session, err := c.session(ctx, guard.DestroyRole, fenceSession, policy)
	if err != nil {
		return err
	}
	_, err = ask(ctx, c.caller, "kms.DescribeKey", key.Region, func(Credentials) (acs.Reply, error) {
		return c.acs.Keys(key.Region, session.Credentials).DescribeKey(ctx, key.ID)
	})
	return err
}

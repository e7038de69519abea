package aliyun

import (
	"context"
	"time"

	"kmsguard/guard"
)

// SessionCredentials opens a session for an operation and gives its credentials
// away, so that a test can try to misuse them.
func SessionCredentials(ctx context.Context, c *Client, op guard.Operation) (Credentials, error) {
	policy, err := sessionPolicy(op.Key, op.Call, op.Deadline)
	if err != nil {
		return Credentials{}, err
	}
	session, err := c.session(ctx, op.Role, op.ID, policy)
	return session.Credentials, err
}

// Hurry shortens the pauses before a read is made again.
func Hurry(c *Client) { c.pause, c.budgets.minute = time.Millisecond, 0 }

// Mutate makes the call of an operation with any credentials.
func Mutate(ctx context.Context, c *Client, op guard.Operation, as Credentials) (guard.Outcome, error) {
	return c.mutate(ctx, op, as)
}

package aliyun

import (
	"context"
	"errors"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// mutations are the calls that change a key. There is no other way to make one.
var mutations = map[guard.Call]func(context.Context, acs.Keys, guard.Operation) (acs.Reply, error){
	guard.DisableKey: func(ctx context.Context, k acs.Keys, op guard.Operation) (acs.Reply, error) {
		return k.DisableKey(ctx, op.Key.ID)
	},
	guard.EnableKey: func(ctx context.Context, k acs.Keys, op guard.Operation) (acs.Reply, error) {
		return k.EnableKey(ctx, op.Key.ID)
	},
	guard.ScheduleKeyDeletion: func(ctx context.Context, k acs.Keys, op guard.Operation) (acs.Reply, error) {
		return k.ScheduleKeyDeletion(ctx, op.Key.ID, op.WindowDays)
	},
	guard.CancelKeyDeletion: func(ctx context.Context, k acs.Keys, op guard.Operation) (acs.Reply, error) {
		return k.CancelKeyDeletion(ctx, op.Key.ID)
	},
	guard.CreateKeyVersion: func(ctx context.Context, k acs.Keys, op guard.Operation) (acs.Reply, error) {
		return k.CreateKeyVersion(ctx, op.Key.ID)
	},
	guard.UpdateRotationPolicy: func(ctx context.Context, k acs.Keys, op guard.Operation) (acs.Reply, error) {
		return k.UpdateRotationPolicy(ctx, op.Key.ID, op.RotationDays)
	},
}

// mutate makes the one call of an operation with the credentials of its
// session. It is never repeated here. On a refusal the outcome carries what the
// cloud said beside the error.
func (c *Client) mutate(ctx context.Context, op guard.Operation, as Credentials) (guard.Outcome, error) {
	reply, err := mutations[op.Call](ctx, c.acs.Keys(op.Key.Region, as), op)
	if err == nil {
		return guard.Outcome{RequestID: reply.RequestID, At: reply.Date}, nil
	}
	var outcome guard.Outcome
	if e := (*acs.CloudError)(nil); errors.As(err, &e) {
		outcome = guard.Outcome{RequestID: e.RequestID, Code: e.Code, Message: e.Message, At: e.Date}
	}
	return outcome, retold(err, string(op.Call), op.Key.String())
}

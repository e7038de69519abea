package acs

import (
	"context"
	"fmt"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/kms"
)

// mutate makes a call that changes a key. It is here and nowhere else that a
// call of the key management service is marked so.
func (k Keys) mutate(ctx context.Context, key string, r requests.AcsRequest) (Reply, error) {
	return k.client.do(ctx, k.target, subject{op: "kms." + r.GetActionName(), on: key, mutation: true}, r)
}

// DisableKey disables a key by its ID. On a disabled key it changes nothing.
func (k Keys) DisableKey(ctx context.Context, key string) (Reply, error) {
	r := kms.CreateDisableKeyRequest()
	r.KeyId = key
	return k.mutate(ctx, key, r)
}

// EnableKey enables a key by its ID. On an enabled key it changes nothing.
func (k Keys) EnableKey(ctx context.Context, key string) (Reply, error) {
	r := kms.CreateEnableKeyRequest()
	r.KeyId = key
	return k.mutate(ctx, key, r)
}

// ScheduleKeyDeletion starts the pending window of a key, in whole days; the
// cloud takes 7 to 366. The reply holds no date: DescribeKey tells it. A second
// call is refused, also where the first one's reply was lost.
func (k Keys) ScheduleKeyDeletion(ctx context.Context, key string, windowDays int) (Reply, error) {
	r := kms.CreateScheduleKeyDeletionRequest()
	r.KeyId, r.PendingWindowInDays = key, requests.NewInteger(windowDays)
	return k.mutate(ctx, key, r)
}

// CancelKeyDeletion ends the pending window of a key, which is Enabled then,
// even if it was Disabled before. A second call is refused.
func (k Keys) CancelKeyDeletion(ctx context.Context, key string) (Reply, error) {
	r := kms.CreateCancelKeyDeletionRequest()
	r.KeyId = key
	return k.mutate(ctx, key, r)
}

// CreateKeyVersion rotates a key now. Older versions still decrypt.
func (k Keys) CreateKeyVersion(ctx context.Context, key string) (Reply, error) {
	r := kms.CreateCreateKeyVersionRequest()
	r.KeyId = key
	return k.mutate(ctx, key, r)
}

// UpdateRotationPolicy rotates a key every so many days, or never if days is 0.
func (k Keys) UpdateRotationPolicy(ctx context.Context, key string, days int) (Reply, error) {
	r := kms.CreateUpdateRotationPolicyRequest()
	r.KeyId, r.EnableAutomaticRotation = key, requests.NewBoolean(days > 0)
	if days > 0 {
		r.RotationInterval = fmt.Sprintf("%dd", days)
	}
	return k.mutate(ctx, key, r)
}

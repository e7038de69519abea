package aliyun

import (
	"context"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// readDefaultKey reads the key of new disks that name none. Where the account
// encrypts disks by default, every new one needs it.
func readDefaultKey(ctx context.Context, r *reading) error {
	reply, err := r.call(ctx, acs.Request{Product: acs.ECS, Action: "DescribeDiskDefaultKMSKeyId", Region: r.region})
	if err != nil {
		return err
	}
	var v struct{ KMSKeyId *string }
	if err := reply.Decode(&v); err != nil {
		return err
	}
	if v.KMSKeyId == nil {
		return incomplete("DescribeDiskDefaultKMSKeyId", "the answer does not speak of a key", reply.RequestID)
	}
	on, err := r.under(*v.KMSKeyId, r.region) // empty: none was chosen, and ECS takes its own
	if err != nil || on == nil {
		return err
	}
	always, err := r.encryptsByDefault(ctx)
	if err != nil {
		return err
	}
	dep := guard.Dependency{
		ID: r.region, Name: "default for new disks", Relation: "default key", Severity: guard.Unattached, Onset: guard.Later, CloudRequestID: reply.RequestID,
		Detail:    "new encrypted disks that name no key; encryption by default is off",
		OnDisable: "such disks cannot be made", OnDeletion: "such disks cannot be made until the default is changed",
	}
	if always {
		dep.Severity, dep.Detail = guard.InUse, "every new disk that names no key; encryption by default is on"
	}
	on.depends(dep)
	return nil
}

// encryptsByDefault reports whether new disks of the region are encrypted
// without being asked for.
func (r *reading) encryptsByDefault(ctx context.Context) (bool, error) {
	reply, err := r.call(ctx, acs.Request{Product: acs.ECS, Action: "DescribeDiskEncryptionByDefaultStatus", Region: r.region})
	if err != nil {
		return false, err
	}
	var v struct{ Encrypted *bool }
	if err := reply.Decode(&v); err != nil {
		return false, err
	}
	if v.Encrypted == nil {
		return false, incomplete("DescribeDiskEncryptionByDefaultStatus", "the answer does not say whether disks are encrypted", reply.RequestID)
	}
	return *v.Encrypted, nil
}

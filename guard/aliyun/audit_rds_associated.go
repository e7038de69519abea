package aliyun

import (
	"context"
	"fmt"
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// associated asks RDS which instances it thinks use the key. One that was not
// found by reading every instance is a disagreement: the reading is incomplete.
func (r *reading) associated(ctx context.Context) error {
	reply, err := r.call(ctx, acs.Request{
		Product: acs.RDS, Action: "DescribeKmsAssociateResources", Region: r.region,
		Query: map[string]string{
			"KmsResourceId": r.key.Ref.ID, "KmsResourceType": "key", "KmsResourceUser": r.o.Account, "KmsResourceRegionId": r.region,
		},
	})
	if err != nil {
		return err
	}
	named, err := associatedInstances(reply)
	if err != nil {
		return err
	}
	r.mu.Lock()
	found := slices.Clone(r.found)
	r.mu.Unlock()
	for _, id := range named {
		if !slices.ContainsFunc(found, func(d guard.Dependency) bool { return d.ID == id }) {
			return incomplete("DescribeKmsAssociateResources", fmt.Sprintf("RDS names %s as using the key, and its own answers do not", id), reply.RequestID)
		}
	}
	return nil
}

func associatedInstances(reply acs.Reply) ([]string, error) {
	var v struct {
		AssociateStatus      *bool
		AssociateDBInstances []struct {
			ID string `json:"DBInstanceId"`
		}
	}
	if err := reply.Decode(&v); err != nil {
		return nil, err
	}
	if v.AssociateStatus == nil || *v.AssociateStatus && len(v.AssociateDBInstances) == 0 {
		return nil, incomplete("DescribeKmsAssociateResources", "RDS does not say clearly whether instances use the key", reply.RequestID)
	}
	var ids []string
	for _, i := range v.AssociateDBInstances {
		ids = append(ids, i.ID)
	}
	return ids, nil
}

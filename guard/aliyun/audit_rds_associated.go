package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard/aliyun/acs"
)

// associated asks RDS which instances it thinks use the key. One that was not
// found by reading every instance is a disagreement: nothing is proven for that
// key. RDS is asked in the key's own region and account.
func (r *reading) associated(ctx context.Context, f *finding) error {
	key := f.subject.key.Ref
	if r.region != key.Region || !r.account.home {
		return nil
	}
	reply, err := r.call(ctx, acs.Request{
		Product: acs.RDS, Action: "DescribeKmsAssociateResources", Region: r.region,
		Query: map[string]string{
			"KmsResourceId": key.ID, "KmsResourceType": "key", "KmsResourceUser": key.Account, "KmsResourceRegionId": r.region,
		},
	})
	if err != nil {
		return err
	}
	named, err := associatedInstances(reply)
	if err != nil {
		return err
	}
	found := f.depending()
	for _, id := range named {
		if !found[id] {
			f.fails(incomplete("DescribeKmsAssociateResources", fmt.Sprintf("RDS names %s as using the key, and its own answers do not", id), reply.RequestID))
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

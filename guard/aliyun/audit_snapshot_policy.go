package aliyun

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// policyPage is the largest page of DescribeAutoSnapshotPolicyEx.
const policyPage = 100

// snapshotPolicy is a row of DescribeAutoSnapshotPolicyEx.
type snapshotPolicy struct {
	ID      string `json:"AutoSnapshotPolicyId"`
	Name    string `json:"AutoSnapshotPolicyName"`
	Targets string `json:"TargetCopyRegions"` // a JSON list in a text
	Copies  struct {
		Encrypted bool
		Key       string `json:"KMSKeyId"`
	} `json:"CopyEncryptionConfiguration"`
	Tags tags
	source
}

func (p snapshotPolicy) id() string { return p.ID }

// readSnapshotPolicies reads the automatic snapshot policies of the region, and
// the key that their copies in other regions will be encrypted with. Copies that
// are there are read as snapshots.
func readSnapshotPolicies(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "automatic snapshot policies", acs.Request{Product: acs.ECS, Action: "DescribeAutoSnapshotPolicyEx", Region: r.region},
		policyPage, shape{rows: "AutoSnapshotPolicies.AutoSnapshotPolicy", total: "TotalCount"}, snapshotPolicy.id).read(ctx)
	if err != nil {
		return err
	}
	for _, p := range rows {
		if err := r.snapshotPolicy(p); err != nil {
			return err
		}
	}
	return nil
}

// snapshotPolicy records a policy whose copies will need a key. An alias means
// the key of each region that copies go to.
func (r *reading) snapshotPolicy(p snapshotPolicy) error {
	if p.Copies.Encrypted && p.Copies.Key == "" {
		return incomplete("DescribeAutoSnapshotPolicyEx", fmt.Sprintf("the copies of the policy %s are encrypted and name no key", p.ID), p.requestID)
	}
	if p.Copies.Key == "" {
		return nil
	}
	targets, err := p.targets()
	if err != nil {
		return err
	}
	told := map[*finding]bool{}
	for _, target := range targets {
		on, err := r.under(p.Copies.Key, target)
		if err != nil {
			return err
		}
		if on != nil && !told[on] {
			told[on] = true
			on.policy(p, "copies that it will make in "+strings.Join(targets, ", "))
		}
	}
	if len(targets) > 0 {
		return nil
	}
	on, err := r.underAnywhere(p.Copies.Key)
	if err == nil && on != nil {
		on.policy(p, "copies that it will make, once it is told where")
	}
	return err
}

// policy records a policy whose copies will need the key.
func (f *finding) policy(p snapshotPolicy, detail string) {
	f.depends(guard.Dependency{
		ID: p.ID, Name: p.Name, Relation: "snapshot copies", Severity: guard.Unattached, Onset: guard.Later, Owner: p.Tags.owner(),
		Detail: detail, CloudRequestID: p.requestID, OnDisable: "its next copies fail", OnDeletion: "its copies fail until it names another key",
	})
}

// targets are the regions that copies go to.
func (p snapshotPolicy) targets() ([]string, error) {
	var regions []string
	if p.Targets != "" && json.Unmarshal([]byte(p.Targets), &regions) != nil {
		return nil, incomplete("DescribeAutoSnapshotPolicyEx", fmt.Sprintf("where the copies of the policy %s go cannot be read", p.ID), p.requestID)
	}
	return regions, nil
}

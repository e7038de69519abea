package aliyun

import (
	"context"
	"fmt"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// scalingPage is the largest page of DescribeScalingConfigurations.
const scalingPage = 50

// scalingConfiguration is a row of DescribeScalingConfigurations. Names of the
// system disk have a point in them.
type scalingConfiguration struct {
	ID        string `json:"ScalingConfigurationId"`
	Name      string `json:"ScalingConfigurationName"`
	Group     string `json:"ScalingGroupId"`
	State     string `json:"LifecycleState"`
	Encrypted bool   `json:"SystemDisk.Encrypted"`
	Key       string `json:"SystemDisk.KMSKeyId"`
	DataDisks struct {
		DataDisk []struct {
			Encrypted string // "true" or "false", as text
			Key       string `json:"KMSKeyId"`
		}
	}
	Tags tags
	source
}

func (c scalingConfiguration) id() string { return c.ID }

// readAutoScaling reads every scaling configuration of the region: new machines
// get disks under its keys.
func readAutoScaling(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "scaling configurations", acs.Request{
		Product: acs.AutoScaling, Action: "DescribeScalingConfigurations", Region: r.region,
	}, scalingPage, shape{rows: "ScalingConfigurations.ScalingConfiguration", total: "TotalCount"}, scalingConfiguration.id).read(ctx)
	if err != nil {
		return err
	}
	for _, c := range rows {
		if err := r.scaling(c); err != nil {
			return err
		}
	}
	return nil
}

// scaling records a configuration under each key that its disks name, once.
func (r *reading) scaling(c scalingConfiguration) error {
	keys, err := c.keys()
	if err != nil {
		return err
	}
	told := map[*finding]bool{}
	for _, key := range keys {
		on, err := r.under(key, r.region)
		if err != nil {
			return err
		}
		if on != nil && !told[on] {
			told[on] = true
			on.scaling(c)
		}
	}
	return nil
}

// keys are what the disks of new machines are encrypted with. A disk that is
// encrypted and names no key proves nothing; one that does not say is not
// encrypted, which is the documented default.
func (c scalingConfiguration) keys() ([]string, error) {
	keys := []string{c.Key}
	lacking := c.Encrypted && c.Key == ""
	for _, d := range c.DataDisks.DataDisk {
		switch strings.ToLower(d.Encrypted) {
		case "true":
			lacking = lacking || d.Key == ""
		case "false", "":
		default:
			return nil, incomplete("DescribeScalingConfigurations",
				fmt.Sprintf("the encryption of a data disk of %s is %q, which is not known", c.ID, d.Encrypted), c.requestID)
		}
		keys = append(keys, d.Key)
	}
	if lacking {
		return nil, incomplete("DescribeScalingConfigurations", fmt.Sprintf("a disk of %s is encrypted and names no key", c.ID), c.requestID)
	}
	return keys, nil
}

// scaling records a configuration that is under the key. Scaling groups make
// machines of active ones alone; any other can be made active again.
func (f *finding) scaling(c scalingConfiguration) {
	severity := guard.Unattached
	switch c.State {
	case "Active":
		severity = guard.InUse
	case "Inactive":
	default:
		f.strange("the state of the scaling configuration "+c.ID, c.State, c.requestID)
		return
	}
	f.depends(guard.Dependency{
		ID: c.ID, Name: c.Name, Relation: "scaling configuration", Severity: severity, Onset: guard.Later, Owner: c.Tags.owner(),
		CloudRequestID: c.requestID, Detail: fmt.Sprintf("%s, of the scaling group %s", strings.ToLower(c.State), c.Group),
		OnDisable: "new machines of the group cannot start", OnDeletion: "the group cannot grow until the configuration names another key",
	})
}

package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// hbasePage is the largest page of DescribeInstances.
const hbasePage = 100

// hbaseCluster is a row of DescribeInstances of HBase. It tells nothing of encryption.
type hbaseCluster struct {
	ID     string `json:"InstanceId"`
	Name   string `json:"InstanceName"`
	Engine string
	Stack  string `json:"ModuleStackVersion"`
	Status string
	Tags   tags
}

func (c hbaseCluster) id() string { return c.ID }

// describedBy is the call that describes a cluster: one over several zones, which
// the performance-enhanced edition calls version 2.0, has its own.
func (c hbaseCluster) describedBy() string {
	if c.Engine == "hbaseue" && c.Stack == "2.0" {
		return "DescribeMultiZoneCluster"
	}
	return "DescribeInstance"
}

var hbaseStatuses = statuses{
	"CREATING": true, "ACTIVATION": true, "DELETING": false, "RESTARTING": true, "MINOR_VERSION_TRANSING": true,
}

// readHBase reads every cluster of the region and the key of its disks.
func readHBase(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "HBase clusters", acs.Request{Product: acs.HBase, Action: "DescribeInstances", Region: r.region},
		hbasePage, shape{rows: "Instances.Instance", total: "TotalCount"}, hbaseCluster.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, rows, r.hbase)
}

// hbase reads the key of a cluster.
func (r *reading) hbase(ctx context.Context, c hbaseCluster) error {
	reply, err := r.call(ctx, acs.Request{
		Product: acs.HBase, Action: c.describedBy(), Region: r.region, Subject: c.ID, Query: map[string]string{"ClusterId": c.ID},
	})
	if err != nil {
		return err
	}
	key, err := hbaseKey(c.ID, reply)
	if err != nil {
		return err
	}
	on, err := r.under(key, r.region)
	if err != nil || on == nil {
		return err
	}
	on.dependsIn(hbaseStatuses, c.Status, "cluster", guard.Dependency{
		ID: c.ID, Name: c.Name, Relation: "disk encryption", Onset: guard.Later, Owner: c.Tags.owner(), CloudRequestID: reply.RequestID,
		Detail:    fmt.Sprintf("disks of a cluster of %s, %s", c.Engine, c.Status),
		OnDisable: "nodes fail at their next start", OnDeletion: "the data is lost",
	})
	return nil
}

// hbaseKey decodes the key of a cluster's disks; empty if there is none.
func hbaseKey(id string, reply acs.Reply) (string, error) {
	var v diskEncryption
	if err := reply.Decode(&v); err != nil {
		return "", err
	}
	return v.key("DescribeInstance", id, reply.RequestID)
}

package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// polardbPage is the largest page of DescribeDBClusters, which takes 30, 50 and 100 alone.
const polardbPage = 100

// cluster is a row of DescribeDBClusters.
type cluster struct {
	ID     string `json:"DBClusterId"`
	Name   string `json:"DBClusterDescription"`
	Type   string `json:"DBType"`
	Status string `json:"DBClusterStatus"`
	Tags   tags
}

func (c cluster) id() string { return c.ID }

// polardbStatuses are the documented ones, and whether the cluster serves in them.
var polardbStatuses = map[string]bool{
	"Creating": true, "Running": true, "Deleting": false, "Deleted": false, "Rebooting": true, "DBNodeCreating": true, "DBNodeDeleting": true,
	"ClassChanging": true, "NetAddressCreating": true, "NetAddressDeleting": true, "NetAddressModifying": true,
	"MinorVersionUpgrading": true, "Maintaining": true, "Switching": true, "Locked": false, "Stopped": false, "STOPPED": false,
	"ModifyingTDE": true, "SSL_MODIFYING": true,
}

// readPolarDB reads every cluster of the region and its TDE key. PolarDB has no
// call that tells a key of disk encryption.
func readPolarDB(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "PolarDB clusters", acs.Request{Product: acs.PolarDB, Action: "DescribeDBClusters", Region: r.region},
		polardbPage, shape{rows: "Items.DBCluster", total: "TotalRecordCount"}, cluster.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, rows, r.cluster)
}

// cluster reads the TDE key of a cluster, which may lie in another region.
func (r *reading) cluster(ctx context.Context, c cluster) error {
	reply, err := r.call(ctx, acs.Request{
		Product: acs.PolarDB, Action: "DescribeDBClusterTDE", Region: r.region, Subject: c.ID,
		Query: map[string]string{"DBClusterId": c.ID},
	})
	if saysNone("polardb.DescribeDBClusterTDE", err) {
		return nil
	}
	if err != nil {
		return err
	}
	key, region, err := clusterKey(c.ID, reply)
	if err != nil || key == "" {
		return err
	}
	if region == "" {
		region = r.region
	}
	on, err := r.under(key, region)
	if err != nil || on == nil {
		return err
	}
	on.cluster(c, reply.RequestID)
	return nil
}

// clusterKey decodes the TDE key of a cluster and the key's region; both empty
// if TDE is off.
func clusterKey(id string, reply acs.Reply) (key, region string, err error) {
	var v struct{ TDEStatus, EncryptionKey, TDERegion string }
	if err := reply.Decode(&v); err != nil {
		return "", "", err
	}
	switch {
	case v.TDEStatus != "Enabled" && v.TDEStatus != "Disabled":
		return "", "", incomplete("DescribeDBClusterTDE", fmt.Sprintf("the TDE status of %s is %q, which is not known", id, v.TDEStatus), reply.RequestID)
	case v.TDEStatus == "Enabled" && v.EncryptionKey == "":
		return "", "", incomplete("DescribeDBClusterTDE", fmt.Sprintf("TDE of %s is on and names no key", id), reply.RequestID)
	}
	return v.EncryptionKey, v.TDERegion, nil
}

// cluster records a cluster that is under the key.
func (f *finding) cluster(c cluster, requestID string) {
	serves, known := polardbStatuses[c.Status]
	if !known {
		f.strange("the status of the cluster "+c.ID, c.Status, requestID)
		return
	}
	severity := guard.AtRest
	if serves {
		severity = guard.InUse
	}
	f.depends(guard.Dependency{
		ID: c.ID, Name: c.Name, Relation: "TDE", Severity: severity, Onset: guard.Later, Owner: c.Tags.owner(), CloudRequestID: requestID,
		Detail:    fmt.Sprintf("TDE of a %s cluster, %s", c.Type, c.Status),
		OnDisable: "the cluster fails at its next restart", OnDeletion: "the data and every backup of it are lost",
	})
}

package aliyun

import (
	"context"

	"kmsguard/guard/aliyun/acs"
)

// clickhousePage is the largest page of DescribeDBClusters, which takes 30, 50 and 100 alone.
const clickhousePage = 100

var clickhouseStatuses = statuses{
	"Preparing": true, "Creating": true, "Running": true, "Deleting": false, "SCALING_OUT": true, "ClassChanging": true, "Restarting": true,
	"Rebooting": true, "NetAddressCreating": true, "NetAddressDeleting": true, "EngineVersionUpgrading": true, "Restoring": true, "Stopped": false,
	"Locked": false,
}

// readClickHouse reads every cluster of ClickHouse's community edition in the
// region and the key of its disks.
func readClickHouse(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "ClickHouse clusters", acs.Request{Product: acs.ClickHouse, Action: "DescribeDBClusters", Region: r.region},
		clickhousePage, shape{rows: "DBClusters.DBCluster", total: "TotalCount"}, warehouse.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, rows, r.clickhouse)
}

// clickhouse reads the key of a cluster.
func (r *reading) clickhouse(ctx context.Context, w warehouse) error {
	reply, err := r.call(ctx, acs.Request{
		Product: acs.ClickHouse, Action: "DescribeDBClusterAttribute", Region: r.region, Subject: w.ID,
		Query: map[string]string{"DBClusterId": w.ID},
	})
	if err != nil {
		return err
	}
	key, err := clickhouseKey(w.ID, reply)
	if err != nil {
		return err
	}
	return r.warehouseUnder(w, clickhouseStatuses, key, reply.RequestID)
}

// clickhouseKey decodes the key of a cluster's disks; empty if there is none.
func clickhouseKey(id string, reply acs.Reply) (string, error) {
	var v struct {
		DBCluster struct {
			ID string `json:"DBClusterId"`
			diskEncryption
		}
	}
	if err := reply.Decode(&v); err != nil {
		return "", err
	}
	if v.DBCluster.ID != id {
		return "", incomplete("DescribeDBClusterAttribute", "the answer is not about "+id, reply.RequestID)
	}
	return v.DBCluster.key("DescribeDBClusterAttribute", id, reply.RequestID)
}

package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// adbPage is the largest page of DescribeDBClusters, which takes 30, 50 and 100 alone.
const adbPage = 100

// warehouse is a row of the lists of AnalyticDB for MySQL and ClickHouse. It
// names no key.
type warehouse struct {
	ID     string `json:"DBClusterId"`
	Name   string `json:"DBClusterDescription"`
	Status string `json:"DBClusterStatus"`
	Tags   tags
}

func (w warehouse) id() string { return w.ID }

var adbStatuses = statuses{
	"Preparing": true, "Creating": true, "Restoring": true, "Running": true, "Deleting": false, "ClassChanging": true,
	"NetAddressCreating": true, "NetAddressDeleting": true, "NetAddressModifying": true, "EngineVersionUpgrading": true, "Locked": false,
}

// readAnalyticDB reads every cluster of AnalyticDB for MySQL of the region and its key.
func readAnalyticDB(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "AnalyticDB clusters", acs.Request{Product: acs.AnalyticDB, Action: "DescribeDBClusters", Region: r.region},
		adbPage, shape{rows: "Items.DBCluster", total: "TotalCount"}, warehouse.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, rows, r.analyticDB)
}

// analyticDB reads the key of a cluster.
func (r *reading) analyticDB(ctx context.Context, w warehouse) error {
	reply, err := r.call(ctx, acs.Request{
		Product: acs.AnalyticDB, Action: "DescribeDBClusterAttribute", Region: r.region, Subject: w.ID,
		Query: map[string]string{"DBClusterId": w.ID},
	})
	if err != nil {
		return err
	}
	key, err := adbKey(w.ID, reply)
	if err != nil {
		return err
	}
	return r.warehouseUnder(w, adbStatuses, key, reply.RequestID)
}

// adbKey decodes the key of a cluster; empty if it is not encrypted. Nothing but
// the key tells that, so that the answer must be about the cluster.
func adbKey(id string, reply acs.Reply) (string, error) {
	var v struct {
		Items struct {
			DBCluster []struct {
				ID  string `json:"DBClusterId"`
				Key string `json:"KmsId"`
			}
		}
	}
	if err := reply.Decode(&v); err != nil {
		return "", err
	}
	if rows := v.Items.DBCluster; len(rows) == 1 && rows[0].ID == id {
		return rows[0].Key, nil
	}
	return "", incomplete("DescribeDBClusterAttribute", "the answer is not about "+id, reply.RequestID)
}

// warehouseUnder records a cluster if its disks are under a key.
func (r *reading) warehouseUnder(w warehouse, known statuses, key, requestID string) error {
	on, err := r.under(key, r.region)
	if err != nil || on == nil {
		return err
	}
	on.dependsIn(known, w.Status, "cluster", guard.Dependency{
		ID: w.ID, Name: w.Name, Relation: "disk encryption", Onset: guard.Later, Owner: w.Tags.owner(), CloudRequestID: requestID,
		Detail:    fmt.Sprintf("disks of a cluster, %s", w.Status),
		OnDisable: "nodes fail at their next start", OnDeletion: "the data and every backup of it are lost",
	})
	return nil
}

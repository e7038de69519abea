package aliyun

import (
	"context"

	"kmsguard/guard/aliyun/acs"
)

// greenplumPage is the largest page of DescribeDBInstances, which takes 30, 50 and 100 alone.
const greenplumPage = 100

// segmented is a row of DescribeDBInstances of AnalyticDB for PostgreSQL. It
// names no key.
type segmented struct {
	ID     string `json:"DBInstanceId"`
	Name   string `json:"DBInstanceDescription"`
	Status string `json:"DBInstanceStatus"`
	Tags   tags
}

func (s segmented) id() string { return s.ID }

var greenplumStatuses = statuses{
	"Creating": true, "Running": true, "Deleting": false, "Restoring": true, "Restarting": true, "Rebooting": true, "Importing": true,
	"Transing": true, "NET_CREATING": true, "NET_DELETING": true, "NET_MODIFYING": true, "SSL_MODIFYING": true, "ClassChanging": true,
	"DBInstanceClassChanging": true, "EngineVersionUpgrading": true, "MinorVersionUpgrading": true, "Paused": false, "Starting": true,
	"PAUSED": false, "Stopping": true, "Locked": false, "Released": false,
}

// readGreenplum reads every instance of AnalyticDB for PostgreSQL of the region
// and the key of its disks.
func readGreenplum(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "AnalyticDB instances", acs.Request{Product: acs.Greenplum, Action: "DescribeDBInstances", Region: r.region},
		greenplumPage, shape{rows: "Items.DBInstance", total: "TotalRecordCount"}, segmented.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, rows, r.greenplum)
}

// greenplum reads the key of an instance.
func (r *reading) greenplum(ctx context.Context, s segmented) error {
	reply, err := r.call(ctx, acs.Request{
		Product: acs.Greenplum, Action: "DescribeDBInstanceAttribute", Region: r.region, Subject: s.ID,
		Query: map[string]string{"DBInstanceId": s.ID},
	})
	if err != nil {
		return err
	}
	key, err := greenplumKey(s.ID, reply)
	if err != nil {
		return err
	}
	return r.warehouseUnder(warehouse(s), greenplumStatuses, key, reply.RequestID)
}

// greenplumKey decodes the key of an instance's disks; empty if there is none.
func greenplumKey(id string, reply acs.Reply) (string, error) {
	var v struct {
		Items struct {
			DBInstanceAttribute []struct {
				ID string `json:"DBInstanceId"`
				diskEncryption
			}
		}
	}
	if err := reply.Decode(&v); err != nil {
		return "", err
	}
	rows := v.Items.DBInstanceAttribute
	if len(rows) != 1 || rows[0].ID != id {
		return "", incomplete("DescribeDBInstanceAttribute", "the answer is not about "+id, reply.RequestID)
	}
	return rows[0].key("DescribeDBInstanceAttribute", id, reply.RequestID)
}

package aliyun

import (
	"context"
	"fmt"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// mongodbPage is the largest page of DescribeDBInstances, which takes 30, 50 and 100 alone.
const mongodbPage = 100

// mongodbTypes are the kinds of instances, which are listed apart: without a
// type the list leaves sharded clusters out.
var mongodbTypes = []string{"replicate", "sharding"}

// mongodbInstance is a row of DescribeDBInstances. It names the key of the
// disks, and not that of TDE.
type mongodbInstance struct {
	ID        string `json:"DBInstanceId"`
	Name      string `json:"DBInstanceDescription"`
	Type      string `json:"DBInstanceType"`
	Status    string `json:"DBInstanceStatus"`
	Encrypted *bool
	DiskKey   string `json:"EncryptionKey"`
	Tags      tags
	source
}

func (i mongodbInstance) id() string { return i.ID }

var mongodbStatuses = statuses{
	"Creating": true, "DBInstanceClassChanging": true, "DBInstanceNetTypeChanging": true, "Deleting": false, "EngineVersionUpgrading": true,
	"GuardSwitching": true, "HASwitching": true, "Importing": true, "ImportingFromOthers": true, "LinkSwitching": true,
	"MinorVersionUpgrading": true, "NET_CREATING": true, "NET_DELETING": true, "NodeCreating": true, "NodeDeleting": true, "Rebooting": true,
	"Restoring": true, "Running": true, "SSLModifying": true, "TDEModifying": true, "TempDBInstanceCreating": true, "Transing": true,
	"TransingToOthers": true, "released": false, "Released": false,
}

// readMongoDB reads every replica set and sharded cluster of the region: the key
// of its disks and, beside it, that of TDE.
func readMongoDB(ctx context.Context, r *reading) error {
	return each(ctx, r, mongodbTypes, func(ctx context.Context, kind string) error {
		rows, err := paged(r.caller, "MongoDB instances", acs.Request{
			Product: acs.MongoDB, Action: "DescribeDBInstances", Region: r.region, Query: map[string]string{"DBInstanceType": kind},
		}, mongodbPage, shape{rows: "DBInstances.DBInstance", total: "TotalCount"}, mongodbInstance.id).read(ctx)
		if err != nil {
			return err
		}
		return each(ctx, r, rows, r.mongodb)
	})
}

// mongodb reads both keys of an instance.
func (r *reading) mongodb(ctx context.Context, i mongodbInstance) error {
	if keyless(i.Encrypted, i.DiskKey) {
		return incomplete("DescribeDBInstances", fmt.Sprintf("the disks of %s may be encrypted and name no key", i.ID), i.requestID)
	}
	if err := r.mongodbUnder(i, i.DiskKey, "disk encryption", i.requestID); err != nil {
		return err
	}
	reply, err := r.call(ctx, acs.Request{
		Product: acs.MongoDB, Action: "DescribeDBInstanceTDEInfo", Region: r.region, Subject: i.ID,
		Query: map[string]string{"DBInstanceId": i.ID},
	})
	if saysNone("dds.DescribeDBInstanceTDEInfo", err) {
		return nil
	}
	if err != nil {
		return err
	}
	key, err := mongodbKey(i.ID, reply)
	if err != nil {
		return err
	}
	return r.mongodbUnder(i, key, "TDE", reply.RequestID)
}

// mongodbOwnKey stands where the key is MongoDB's own, which users cannot manage.
const mongodbOwnKey = "NoActiveBYOK"

// mongodbKey decodes the TDE key of an instance; empty if TDE is off or under
// the service's own key.
func mongodbKey(id string, reply acs.Reply) (string, error) {
	var v struct{ TDEStatus, EncryptionKey string }
	if err := reply.Decode(&v); err != nil {
		return "", err
	}
	on := strings.EqualFold(v.TDEStatus, "enabled")
	switch {
	case !on && !strings.EqualFold(v.TDEStatus, "disabled"):
		return "", incomplete("DescribeDBInstanceTDEInfo", fmt.Sprintf("the TDE status of %s is %q, which is not known", id, v.TDEStatus), reply.RequestID)
	case on && v.EncryptionKey == "":
		return "", incomplete("DescribeDBInstanceTDEInfo", fmt.Sprintf("TDE of %s is on and names no key", id), reply.RequestID)
	case v.EncryptionKey == mongodbOwnKey:
		return "", nil
	}
	return v.EncryptionKey, nil
}

// mongodbUnder records an instance if a key that it uses is audited.
func (r *reading) mongodbUnder(i mongodbInstance, key, relation, requestID string) error {
	on, err := r.under(key, r.region)
	if err != nil || on == nil {
		return err
	}
	on.dependsIn(mongodbStatuses, i.Status, "instance", guard.Dependency{
		ID: i.ID, Name: i.Name, Relation: relation, Onset: guard.Later, Owner: i.Tags.owner(), CloudRequestID: requestID,
		Detail:    fmt.Sprintf("%s of a %s instance, %s", relation, i.Type, i.Status),
		OnDisable: "the instance fails at its next restart", OnDeletion: "the data and every backup of it are lost",
	})
	return nil
}

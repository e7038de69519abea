package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// redisPage is the largest page of DescribeInstances.
const redisPage = 50

// redisInstance is a row of DescribeInstances of Redis and Tair. It tells
// nothing of encryption.
type redisInstance struct {
	ID     string `json:"InstanceId"`
	Name   string `json:"InstanceName"`
	Type   string `json:"InstanceType"`
	Status string `json:"InstanceStatus"`
	Tags   tags
}

func (i redisInstance) id() string { return i.ID }

var redisStatuses = statuses{
	"Normal": true, "Creating": true, "Changing": true, "Inactive": false, "Flushing": true, "Released": false, "Transforming": true,
	"Unavailable": false, "Error": false, "Migrating": true, "BackupRecovering": true, "MinorVersionUpgrading": true,
	"NetworkModifying": true, "SSLModifying": true, "MajorVersionUpgrading": true, "Rebooting": true,
}

// readRedis reads every instance of the region and, where TDE is on, its key.
func readRedis(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "Redis instances", acs.Request{Product: acs.Redis, Action: "DescribeInstances", Region: r.region},
		redisPage, shape{rows: "Instances.KVStoreInstance", total: "TotalCount"}, redisInstance.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, rows, r.redis)
}

// ofRedis makes a call about one instance.
func (r *reading) ofRedis(ctx context.Context, action, id string) (acs.Reply, error) {
	return r.call(ctx, acs.Request{
		Product: acs.Redis, Action: action, Region: r.region, Subject: id, Query: map[string]string{"InstanceId": id},
	})
}

// redis reads whether TDE of an instance is on, and then with which key.
func (r *reading) redis(ctx context.Context, i redisInstance) error {
	reply, err := r.ofRedis(ctx, "DescribeInstanceTDEStatus", i.ID)
	if saysNone("r-kvstore.DescribeInstanceTDEStatus", err) {
		return nil
	}
	if err != nil {
		return err
	}
	if on, err := redisTDE(i.ID, reply); err != nil || !on {
		return err
	}
	if reply, err = r.ofRedis(ctx, "DescribeEncryptionKey", i.ID); err != nil {
		return err
	}
	key, err := redisKey(i.ID, reply)
	if err != nil {
		return err
	}
	on, err := r.under(key, r.region)
	if err != nil || on == nil {
		return err
	}
	on.dependsIn(redisStatuses, i.Status, "instance", guard.Dependency{
		ID: i.ID, Name: i.Name, Relation: "TDE", Onset: guard.Later, Owner: i.Tags.owner(), CloudRequestID: reply.RequestID,
		Detail:    fmt.Sprintf("TDE of a %s instance, %s", i.Type, i.Status),
		OnDisable: "the instance fails at its next restart", OnDeletion: "the data on disk and every backup of it are lost",
	})
	return nil
}

// redisTDE decodes whether TDE of an instance is on.
func redisTDE(id string, reply acs.Reply) (bool, error) {
	var v struct{ TDEStatus string }
	if err := reply.Decode(&v); err != nil {
		return false, err
	}
	if v.TDEStatus != "Enabled" && v.TDEStatus != "Disabled" {
		return false, incomplete("DescribeInstanceTDEStatus", fmt.Sprintf("the TDE status of %s is %q, which is not known", id, v.TDEStatus), reply.RequestID)
	}
	return v.TDEStatus == "Enabled", nil
}

// redisKey decodes the TDE key of an instance that has one.
func redisKey(id string, reply acs.Reply) (string, error) {
	var v struct{ EncryptionKey string }
	if err := reply.Decode(&v); err != nil {
		return "", err
	}
	if v.EncryptionKey == "" {
		return "", incomplete("DescribeEncryptionKey", fmt.Sprintf("TDE of %s is on and names no key", id), reply.RequestID)
	}
	return v.EncryptionKey, nil
}

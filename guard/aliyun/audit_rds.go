package aliyun

import (
	"context"
	"fmt"
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// rdsPage is the largest page of DescribeDBInstances.
const rdsPage = "100"

// instance is a row of DescribeDBInstances.
type instance struct {
	ID     string `json:"DBInstanceId"`
	Name   string `json:"DBInstanceDescription"`
	Engine string
	Status string `json:"DBInstanceStatus"`
}

func (i instance) id() string { return i.ID }

// rdsStatuses are the documented ones, and whether the instance serves in them.
var rdsStatuses = map[string]bool{
	"Creating": true, "Running": true, "Deleting": false, "Rebooting": true, "DBInstanceClassChanging": true, "TRANSING": true,
	"EngineVersionUpgrading": true, "TransingToOthers": true, "GuardDBInstanceCreating": true, "Restoring": true, "Importing": true,
	"ImportingFromOthers": true, "DBInstanceNetTypeChanging": true, "GuardSwitching": true, "INS_CLONING": true,
	"MinorVersionUpgrading": true, "NodeCreating": true, "NodeDeleting": true, "Released": false, "Stopped": false,
	"INS_MAINTAINING": true, "CONFIG_ENCRYPTING": true, "SSL_MODIFYING": true, "NET_CREATING": true, "NET_DELETING": true,
}

// readRDS reads every instance of the region: its TDE key and, beside it, the
// key of its disks. In the key's own region the one reverse lookup that exists
// is a cross-check: what it covers is not documented, so that it may only add.
func readRDS(ctx context.Context, r *reading) error {
	rows, err := r.instances().read(ctx)
	if err != nil {
		return err
	}
	if err := each(ctx, r, rows, r.instance); err != nil {
		return err
	}
	return each(ctx, r, r.findings, r.associated)
}

func (r *reading) instances() list[instance] {
	return tokened(r.caller, "RDS instances", acs.Request{Product: acs.RDS, Action: "DescribeDBInstances", Region: r.region},
		rdsPage, shape{rows: "Items.DBInstance", total: "TotalRecordCount", next: "NextToken"}, instance.id)
}

// instance reads both keys of an instance.
func (r *reading) instance(ctx context.Context, i instance) error {
	if err := r.instanceTDE(ctx, i); err != nil {
		return err
	}
	return r.instanceDisk(ctx, i)
}

// ofInstance makes a call about one instance; none means that there is nothing.
func (r *reading) ofInstance(ctx context.Context, action, id string) (reply acs.Reply, nothing bool, err error) {
	reply, err = r.call(ctx, acs.Request{
		Product: acs.RDS, Action: action, Region: r.region, Subject: id, Query: map[string]string{"DBInstanceId": id},
	})
	if saysNone("rds."+action, err) {
		return reply, true, nil
	}
	return reply, false, err
}

func (r *reading) instanceTDE(ctx context.Context, i instance) error {
	reply, nothing, err := r.ofInstance(ctx, "DescribeDBInstanceTDE", i.ID)
	if err != nil || nothing {
		return err
	}
	key, err := tdeKey(i.ID, reply)
	if err != nil {
		return err
	}
	return r.instanceUnder(i, key, "TDE", reply.RequestID)
}

// tdeKey decodes the TDE key of an instance; empty if it has none or one that
// RDS made for itself. The vendor's typed clients drop the field EncryptionKey.
func tdeKey(id string, reply acs.Reply) (string, error) {
	var v struct {
		TDEStatus, TDEMode, EncryptionKey string
		Databases                         struct {
			Database []struct{ DBName, TDEStatus string }
		}
	}
	if err := reply.Decode(&v); err != nil {
		return "", err
	}
	known := []string{"Enabled", "Disabled"}
	for _, db := range v.Databases.Database {
		if !slices.Contains(known, db.TDEStatus) {
			return "", incomplete("DescribeDBInstanceTDE", fmt.Sprintf("the TDE status of %s in %s is %q, which is not known", db.DBName, id, db.TDEStatus), reply.RequestID)
		}
	}
	switch {
	case !slices.Contains(known, v.TDEStatus):
		return "", incomplete("DescribeDBInstanceTDE", fmt.Sprintf("the TDE status of %s is %q, which is not known", id, v.TDEStatus), reply.RequestID)
	case v.EncryptionKey == "" && v.TDEStatus == "Enabled" && v.TDEMode != "Aliyun_Generate_Key":
		return "", incomplete("DescribeDBInstanceTDE", fmt.Sprintf("TDE of %s is on and names no key", id), reply.RequestID)
	}
	return v.EncryptionKey, nil
}

func (r *reading) instanceDisk(ctx context.Context, i instance) error {
	reply, nothing, err := r.ofInstance(ctx, "DescribeDBInstanceEncryptionKey", i.ID)
	if err != nil || nothing {
		return err
	}
	keys, err := instanceKeys(i.ID, reply)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := r.instanceUnder(i, key, "disk encryption", reply.RequestID); err != nil {
			return err
		}
	}
	return nil
}

// instanceKeys decodes the keys of an instance's disks, each once.
func instanceKeys(id string, reply acs.Reply) ([]string, error) {
	var v struct {
		EncryptionKey     string
		EncryptionKeyList []struct{ EncryptionKey string }
	}
	if err := reply.Decode(&v); err != nil {
		return nil, err
	}
	keys := []string{v.EncryptionKey}
	for _, k := range v.EncryptionKeyList {
		if k.EncryptionKey == "" {
			return nil, incomplete("DescribeDBInstanceEncryptionKey", fmt.Sprintf("a row about %s names no key", id), reply.RequestID)
		}
		keys = append(keys, k.EncryptionKey)
	}
	keys = slices.DeleteFunc(keys, func(k string) bool { return k == "" })
	if len(keys) == 0 {
		return nil, incomplete("DescribeDBInstanceEncryptionKey", fmt.Sprintf("the disks of %s are encrypted and name no key", id), reply.RequestID)
	}
	slices.Sort(keys)
	return slices.Compact(keys), nil
}

// instanceUnder records an instance if a key that it uses is audited.
func (r *reading) instanceUnder(i instance, key, relation, requestID string) error {
	on, err := r.under(key, r.region)
	if err != nil || on == nil {
		return err
	}
	serves, known := rdsStatuses[i.Status]
	if !known {
		on.strange("the status of the instance "+i.ID, i.Status, requestID)
		return nil
	}
	severity := guard.AtRest
	if serves {
		severity = guard.InUse
	}
	on.depends(guard.Dependency{
		ID: i.ID, Name: i.Name, Relation: relation, Severity: severity, Onset: guard.AtOnce, CloudRequestID: requestID,
		Detail:    fmt.Sprintf("%s of a %s instance, %s", relation, i.Engine, i.Status),
		OnDisable: "the instance is locked at once", OnDeletion: "the data and every backup of it are lost",
	})
	return nil
}

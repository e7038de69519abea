package aliyun

import (
	"context"
	"fmt"
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// dbfsPage is the largest page of ListDbfs.
const dbfsPage = 100

// databaseFiles is a row of ListDbfs: a file system of Database File Storage.
type databaseFiles struct {
	ID        string `json:"FsId"`
	Name      string `json:"FsName"`
	Status    string
	Encrypted *bool  `json:"Encryption"`
	Key       string `json:"KMSKeyId"`
	Machines  []struct {
		ID string `json:"EcsId"`
	} `json:"EcsList"`
	Tags tags
	source
}

func (s databaseFiles) id() string { return s.ID }

// dbfsStatuses are the documented ones.
var dbfsStatuses = []string{"creating", "unattached", "attaching", "attached", "detaching", "unattaching", "deleting", "upgrading", "snapshotting"}

// readDBFS reads every database file system of the region. DBFS lists no regions.
func readDBFS(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "database file systems", acs.Request{Product: acs.DBFS, Action: "ListDbfs", Region: r.region},
		dbfsPage, shape{rows: "DBFSInfo", total: "TotalCount"}, databaseFiles.id).read(ctx)
	if err != nil {
		return err
	}
	for _, s := range rows {
		if err := r.databaseFiles(s); err != nil {
			return err
		}
	}
	return nil
}

// databaseFiles records a file system if it is under a key.
func (r *reading) databaseFiles(s databaseFiles) error {
	if keyless(s.Encrypted, s.Key) {
		return incomplete("ListDbfs", fmt.Sprintf("the file system %s may be encrypted and names no key", s.ID), s.requestID)
	}
	on, err := r.under(s.Key, r.region)
	if err != nil || on == nil {
		return err
	}
	if !slices.Contains(dbfsStatuses, s.Status) {
		on.strange("the status of the file system "+s.ID, s.Status, s.requestID)
		return nil
	}
	d := guard.Dependency{
		ID: s.ID, Name: s.Name, Relation: "file system", Severity: guard.Unattached, Onset: guard.Later, Owner: s.Tags.owner(),
		CloudRequestID: s.requestID, Detail: "database file system, not attached",
		OnDisable: "cannot be attached or read", OnDeletion: "the data on it is lost",
	}
	if n := len(s.Machines); n > 0 {
		d.Severity, d.Detail = guard.InUse, fmt.Sprintf("database file system, attached to %s", count(n, "instance"))
		d.OnDisable = "the instances run on and fail at their next start"
	}
	on.depends(d)
	return nil
}

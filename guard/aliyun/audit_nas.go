package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// nasPage is the largest page of DescribeFileSystems.
const nasPage = 100

// fileSystem is a row of DescribeFileSystems.
type fileSystem struct {
	ID         string `json:"FileSystemId"`
	Name       string `json:"Description"`
	Kind       string `json:"FileSystemType"`
	Status     string
	Encryption *int   `json:"EncryptType"`
	Key        string `json:"KMSKeyId"`
	Tags       tags
	source
}

func (s fileSystem) id() string { return s.ID }

// How NAS encrypts a file system.
const (
	nasNotEncrypted = 0
	_               = 1 // with a key that NAS manages
	nasUserKey      = 2
)

var nasStatuses = statuses{
	"Pending": true, "Running": true, "Extending": true, "Stopping": false, "Stopped": false, "Deleting": false,
}

// readNAS reads every file system of the region, which name their keys themselves.
func readNAS(ctx context.Context, r *reading) error {
	rows, err := paged(r.caller, "NAS file systems", acs.Request{Product: acs.NAS, Action: "DescribeFileSystems", Region: r.region},
		nasPage, shape{rows: "FileSystems.FileSystem", total: "TotalCount"}, fileSystem.id).read(ctx)
	if err != nil {
		return err
	}
	for _, s := range rows {
		if err := r.fileSystem(s); err != nil {
			return err
		}
	}
	return nil
}

// fileSystem records a file system if it is under a key.
func (r *reading) fileSystem(s fileSystem) error {
	switch {
	case s.Encryption == nil || *s.Encryption < nasNotEncrypted || *s.Encryption > nasUserKey:
		return incomplete("DescribeFileSystems", fmt.Sprintf("the encryption of %s is of a kind that is not known", s.ID), s.requestID)
	case *s.Encryption == nasUserKey && s.Key == "":
		return incomplete("DescribeFileSystems", fmt.Sprintf("the file system %s is encrypted with a key of yours and names none", s.ID), s.requestID)
	}
	on, err := r.under(s.Key, r.region)
	if err != nil || on == nil {
		return err
	}
	on.dependsIn(nasStatuses, s.Status, "file system", guard.Dependency{
		ID: s.ID, Name: s.Name, Relation: "file system", Onset: guard.AtOnce, Owner: s.Tags.owner(), CloudRequestID: s.requestID,
		Detail:    fmt.Sprintf("%s file system, %s", s.Kind, s.Status),
		OnDisable: "files can no longer be read or written", OnDeletion: "the files are lost",
	})
	return nil
}

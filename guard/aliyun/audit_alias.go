package aliyun

import (
	"context"

	"kmsguard/guard"
)

// readAliases records the key's aliases: applications may call the key by them,
// and no list of the cloud shows which do. They were read with the key.
func readAliases(_ context.Context, r *reading) error {
	f := r.findings[0]
	for _, name := range f.subject.key.Aliases {
		f.depends(guard.Dependency{
			ID: name, Name: name, Relation: "alias", Severity: guard.Unattached, Onset: guard.AtOnce, CloudRequestID: f.subject.key.RequestID,
			Detail: "applications may call the key by this name", OnDisable: "calls by this name fail", OnDeletion: "the name points at nothing",
		})
	}
	return nil
}

package aliyun

import (
	"context"
	"fmt"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// bucketInventories reads the keys under which OSS writes lists of a bucket's
// objects. They lie in a bucket of the same region.
func (r *reading) bucketInventories(ctx context.Context, b bucket) error {
	l := list[inventory]{
		what: "inventories of " + b.name,
		id:   func(i inventory) string { return i.ID },
		fetch: func(ctx context.Context, from string) (page[inventory], error) {
			p, err := ask(ctx, r.caller, "oss.ListBucketInventory", b.region, func(as Credentials) (acs.InventoryPage, error) {
				return r.caller.acs.Storage(b.region, as).ListInventories(ctx, b.name, from)
			})
			out := page[inventory]{next: p.Next}
			for _, i := range p.Inventories {
				out.rows = append(out.rows, inventory{i, source{p.RequestID}})
			}
			return out, err
		},
	}
	rows, err := l.read(ctx)
	if saysNone("oss.ListBucketInventory", err) {
		return nil
	}
	if err != nil {
		return err
	}
	return r.inventories(b, rows)
}

// inventory is one list that OSS writes, with the request that showed it.
type inventory struct {
	acs.Inventory
	source
}

// inventories records a bucket once for each key that its lists are under.
func (r *reading) inventories(b bucket, rows []inventory) error {
	names := map[*finding][]string{}
	requests := map[*finding]string{}
	for _, i := range rows {
		on, err := r.under(i.KeyID, b.region)
		if err != nil {
			return err
		}
		if on != nil {
			names[on], requests[on] = append(names[on], i.ID), i.requestID
		}
	}
	for on, ids := range names {
		on.depends(guard.Dependency{
			ID: b.name, Name: b.name, Relation: "inventory", Severity: guard.AtRest, Onset: guard.AtOnce, CloudRequestID: requests[on],
			Detail:    fmt.Sprintf("lists of its objects that OSS writes under the key: %s", strings.Join(ids, ", ")),
			OnDisable: "the lists can be neither written nor read, at once", OnDeletion: "the lists under the key are lost",
		})
	}
	return nil
}

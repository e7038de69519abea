package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// oceanbasePage is the largest page of OceanBase's lists.
const oceanbasePage = 100

// oceanbaseCluster is a row of DescribeInstances.
type oceanbaseCluster struct {
	ID string `json:"InstanceId"`
}

func (c oceanbaseCluster) id() string { return c.ID }

// tenant is a row of DescribeTenants.
type tenant struct {
	ID     string `json:"TenantId"`
	Name   string `json:"TenantName"`
	Status string
}

func (t tenant) id() string { return t.ID }

// tenantEncryption is a row of DescribeTenantEncryption.
type tenantEncryption struct {
	ID        string `json:"TenantId"`
	Encrypted *bool  `json:"EnableEncryption"`
	Kind      string `json:"EncryptionType"`
	Key       string `json:"EncryptionKeyId"`
	source
}

func (e tenantEncryption) id() string { return e.ID }

var tenantStatuses = statuses{
	"PENDING_CREATE": true, "RESTORE": true, "ONLINE": true, "SPEC_MODIFYING": true, "ALLOCATING_INTERNET_ADDRESS": true,
	"PENDING_OFFLINE_INTERNET_ADDRESS": true, "PRIMARY_ZONE_MODIFYING": true, "PARAMETER_MODIFYING": true, "WHITE_LIST_MODIFYING": true,
	"OFFLINE": false, "STOPPED": false, "DELETING": false,
}

// readOceanBase reads every tenant of every cluster of the region. OceanBase
// lists no regions, and takes parameters in the body alone.
func readOceanBase(ctx context.Context, r *reading) error {
	clusters, err := paged(r.caller, "OceanBase clusters", r.ofOceanBase("DescribeInstances", ""),
		oceanbasePage, shape{rows: "Instances", total: "TotalCount"}, oceanbaseCluster.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, clusters, r.oceanbase)
}

// ofOceanBase is a call about one cluster, or about all.
func (r *reading) ofOceanBase(action, cluster string) acs.Request {
	return acs.Request{
		Product: acs.OceanBase, Action: action, Region: r.region, Subject: cluster, Body: present("InstanceId", cluster),
	}
}

// oceanbase reads the tenants of a cluster, and how each is encrypted. Where the
// two lists differ nothing is proven.
func (r *reading) oceanbase(ctx context.Context, c oceanbaseCluster) error {
	tenants, err := paged(r.caller, "tenants of "+c.ID, r.ofOceanBase("DescribeTenants", c.ID),
		oceanbasePage, shape{rows: "Tenants", total: "TotalCount"}, tenant.id).read(ctx)
	if err != nil {
		return err
	}
	rows, err := paged(r.caller, "encrypted tenants of "+c.ID, r.ofOceanBase("DescribeTenantEncryption", c.ID),
		oceanbasePage, shape{rows: "TenantEncryptions", total: "TotalCount"}, tenantEncryption.id).read(ctx)
	if err != nil {
		return err
	}
	byID := map[string]tenant{}
	for _, t := range tenants {
		byID[t.ID] = t
	}
	for _, e := range rows {
		t, listed := byID[e.ID]
		if !listed {
			return incomplete("DescribeTenants", fmt.Sprintf("the tenant %s of %s is not in the list of tenants", e.ID, c.ID), e.requestID)
		}
		delete(byID, e.ID)
		if err := r.tenant(c, t, e); err != nil {
			return err
		}
	}
	for id := range byID {
		return incomplete("DescribeTenantEncryption", fmt.Sprintf("the encryption of the tenant %s of %s is not told", id, c.ID), "")
	}
	return nil
}

// oceanbaseOwnKey is the kind of encryption under a key that OceanBase manages.
const oceanbaseOwnKey = "INTERNAL"

// tenant records a tenant if it is under a key.
func (r *reading) tenant(c oceanbaseCluster, t tenant, e tenantEncryption) error {
	if keyless(e.Encrypted, e.Key) && e.Kind != oceanbaseOwnKey {
		return incomplete("DescribeTenantEncryption", fmt.Sprintf("the tenant %s may be encrypted and names no key", t.ID), e.requestID)
	}
	on, err := r.under(e.Key, r.region)
	if err != nil || on == nil {
		return err
	}
	on.dependsIn(tenantStatuses, t.Status, "tenant", guard.Dependency{
		ID: t.ID, Name: t.Name, Relation: "TDE", Onset: guard.Later, CloudRequestID: e.requestID,
		Detail:    fmt.Sprintf("tenant of the cluster %s, %s", c.ID, t.Status),
		OnDisable: "the tenant fails at its next restart", OnDeletion: "the data and every backup of it are lost",
	})
	return nil
}

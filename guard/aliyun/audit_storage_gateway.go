package aliyun

import (
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// gatewayPage is the largest page of bundles and of gateways.
const gatewayPage = 50

// bundle is a row of DescribeStorageBundles: a group of gateways.
type bundle struct {
	ID string `json:"StorageBundleId"`
}

func (b bundle) id() string { return b.ID }

// storageGateway is a row of DescribeGateways.
type storageGateway struct {
	ID   string `json:"GatewayId"`
	Name string
}

func (g storageGateway) id() string { return g.ID }

// share is a row of DescribeGatewayFileShares. The bucket behind it encrypts
// with one key, and the gateway before it uploads with another.
type share struct {
	ID         string `json:"IndexId"`
	Name       string
	Bucket     string `json:"OssBucketName"`
	Enabled    bool
	Encrypted  *bool  `json:"ServerSideEncryption"`
	Key        string `json:"ServerSideCmk"`
	Sealed     *bool  `json:"ClientSideEncryption"`
	SealingKey string `json:"ClientSideCmk"`
	source
}

func (s share) id() string { return s.ID }

// readStorageGateways reads the file shares of every gateway of every bundle of the region.
func readStorageGateways(ctx context.Context, r *reading) error {
	bundles, err := paged(r.caller, "storage bundles", acs.Request{
		Product: acs.StorageGateway, Action: "DescribeStorageBundles", Region: r.region,
		Query: map[string]string{"BackendBucketRegionId": r.region},
	}, gatewayPage, shape{rows: "StorageBundles.StorageBundle", total: "TotalCount", success: "Success"}, bundle.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, bundles, r.bundle)
}

// bundle reads the gateways of a bundle.
func (r *reading) bundle(ctx context.Context, b bundle) error {
	gateways, err := paged(r.caller, "gateways of "+b.ID, acs.Request{
		Product: acs.StorageGateway, Action: "DescribeGateways", Region: r.region, Subject: b.ID,
		Query: map[string]string{"StorageBundleId": b.ID},
	}, gatewayPage, shape{rows: "Gateways.Gateway", total: "TotalCount", success: "Success"}, storageGateway.id).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, gateways, r.storageGateway)
}

// storageGateway reads the file shares of a gateway. The list is not paged.
func (r *reading) storageGateway(ctx context.Context, g storageGateway) error {
	shares, err := whole(r.caller, "file shares of "+g.ID, acs.Request{
		Product: acs.StorageGateway, Action: "DescribeGatewayFileShares", Region: r.region, Subject: g.ID,
		Query: map[string]string{"GatewayId": g.ID},
	}, "FileShares.FileShare", share.id).read(ctx)
	if err != nil {
		return err
	}
	for _, s := range shares {
		if err := r.share(g, s); err != nil {
			return err
		}
	}
	return nil
}

// share records a file share under each key that it uses.
func (r *reading) share(g storageGateway, s share) error {
	if keyless(s.Encrypted, s.Key) || keyless(s.Sealed, s.SealingKey) {
		return incomplete("DescribeGatewayFileShares", fmt.Sprintf("the share %s of %s may be encrypted and names no key", s.ID, g.ID), s.requestID)
	}
	if err := r.shareUnder(g, s, s.Key, "server-side encryption"); err != nil {
		return err
	}
	return r.shareUnder(g, s, s.SealingKey, "client-side encryption")
}

// shareUnder records a file share if a key that it uses is audited.
func (r *reading) shareUnder(g storageGateway, s share, key, relation string) error {
	on, err := r.under(key, r.region)
	if err != nil || on == nil {
		return err
	}
	severity := guard.AtRest
	if s.Enabled {
		severity = guard.InUse
	}
	on.depends(guard.Dependency{
		ID: s.ID, Name: s.Name, Relation: relation, Severity: severity, Onset: guard.AtOnce, CloudRequestID: s.requestID,
		Detail:    fmt.Sprintf("file share of the gateway %s, kept in the bucket %s", g.ID, s.Bucket),
		OnDisable: "files that are not in the gateway's cache cannot be read, and none can be uploaded", OnDeletion: "the files in the bucket are lost",
	})
	return nil
}

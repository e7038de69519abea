package acs

import (
	"context"
	"encoding/xml"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
)

// Inventory is a list of a bucket's objects that OSS writes again and again.
type Inventory struct {
	ID    string
	KeyID string // with which the lists are encrypted; empty: with none of the account's
}

// InventoryPage is one page of a bucket's inventories. The list goes on at Next
// unless it is empty.
type InventoryPage struct {
	Inventories []Inventory
	Next        string
	RequestID   string
}

// inventoryList is the document that lists inventories.
type inventoryList struct {
	XMLName               xml.Name `xml:"ListInventoryConfigurationsResult"`
	IsTruncated           *bool
	NextContinuationToken string
	Inventory             []struct {
		ID  string `xml:"Id"`
		KMS *struct {
			KeyID string `xml:"KeyId"`
		} `xml:"Destination>OSSBucketDestination>Encryption>SSE-KMS"`
	} `xml:"InventoryConfiguration"`
}

// ListInventories reads one page of a bucket's inventories, from a token on
// (empty for the first page). A bucket without any is guard.NotFound with the
// code NoSuchInventory.
func (s Storage) ListInventories(ctx context.Context, bucket, from string) (InventoryPage, error) {
	var v inventoryList
	on := subject{op: "oss.ListBucketInventory", on: bucket}
	reply, err := s.get(ctx, on, &v, func(ctx context.Context, c *oss.Client) error {
		_, err := c.ListBucketInventory(ctx, &oss.ListBucketInventoryRequest{Bucket: &bucket, ContinuationToken: optional(from)})
		return err
	})
	if err != nil {
		return InventoryPage{}, err
	}
	p := InventoryPage{Next: v.NextContinuationToken, RequestID: reply.RequestID}
	if v.IsTruncated == nil || *v.IsTruncated == (p.Next == "") {
		return InventoryPage{}, unclear(on, "the page does not say how the list goes on", reply)
	}
	for _, row := range v.Inventory {
		i := Inventory{ID: row.ID}
		if row.KMS != nil {
			i.KeyID = row.KMS.KeyID
		}
		if i.ID == "" || row.KMS != nil && i.KeyID == "" {
			return InventoryPage{}, unclear(on, "an inventory does not name itself or its key", reply)
		}
		p.Inventories = append(p.Inventories, i)
	}
	return p, nil
}

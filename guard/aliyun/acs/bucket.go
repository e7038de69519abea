package acs

import (
	"context"
	"encoding/xml"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"

	"kmsguard/guard"
)

// maxBuckets is the largest page of buckets that OSS gives.
const maxBuckets = 1000

// Bucket is one bucket of a list.
type Bucket struct {
	Name     string
	Region   string // "cn-hangzhou"; empty where the cloud did not tell
	Location string // "oss-cn-hangzhou"
}

// BucketPage is one page of buckets. The list goes on at Next unless it is empty.
type BucketPage struct {
	Buckets   []Bucket
	Next      string
	RequestID string
}

// ListBuckets reads one page of the account's buckets, of all regions, after a
// marker (empty for the first page).
func (s Storage) ListBuckets(ctx context.Context, after string) (BucketPage, error) {
	var v struct {
		XMLName     xml.Name `xml:"ListAllMyBucketsResult"`
		IsTruncated *bool
		NextMarker  string
		Buckets     *struct {
			Bucket []Bucket
		}
	}
	on := subject{op: "oss.ListBuckets", on: s.target.region}
	reply, err := s.get(ctx, on, &v, func(ctx context.Context, c *oss.Client) error {
		_, err := c.ListBuckets(ctx, &oss.ListBucketsRequest{MaxKeys: maxBuckets, Marker: optional(after)})
		return err
	})
	if err != nil {
		return BucketPage{}, err
	}
	truncated := v.IsTruncated != nil && *v.IsTruncated
	if v.Buckets == nil || truncated == (v.NextMarker == "") {
		return BucketPage{}, unclear(on, "the page does not say how the list goes on", reply)
	}
	return BucketPage{Buckets: v.Buckets.Bucket, Next: v.NextMarker, RequestID: reply.RequestID}, nil
}

// Encryption is how an object is encrypted; or, by default, the objects of a
// bucket that name no key of their own.
type Encryption struct {
	Algorithm string // "KMS", "AES256", "SM4"; empty: not at all
	KeyID     string // empty with KMS: the service's own key
	RequestID string
}

// BucketEncryption reads the default encryption of a bucket. A bucket without
// one is guard.NotFound with the code NoSuchServerSideEncryptionRule, which says
// nothing about its objects.
func (s Storage) BucketEncryption(ctx context.Context, bucket string) (Encryption, error) {
	var v struct {
		XMLName xml.Name `xml:"ServerSideEncryptionRule"`
		Default *struct {
			SSEAlgorithm   string
			KMSMasterKeyID string
		} `xml:"ApplyServerSideEncryptionByDefault"`
	}
	on := subject{op: "oss.GetBucketEncryption", on: bucket}
	reply, err := s.get(ctx, on, &v, func(ctx context.Context, c *oss.Client) error {
		_, err := c.GetBucketEncryption(ctx, &oss.GetBucketEncryptionRequest{Bucket: &bucket})
		return err
	})
	if err != nil {
		return Encryption{}, err
	}
	if v.Default == nil || v.Default.SSEAlgorithm == "" {
		return Encryption{}, unclear(on, "the rule names no algorithm", reply)
	}
	return Encryption{Algorithm: v.Default.SSEAlgorithm, KeyID: v.Default.KMSMasterKeyID, RequestID: reply.RequestID}, nil
}

// Replication is the set of keys that a bucket's replication rules encrypt
// copies with. A rule without a key adds nothing.
type Replication struct {
	KeyIDs    []string
	RequestID string
}

// BucketReplication reads the replication rules of a bucket. A bucket without
// any is an error with a code that says so.
func (s Storage) BucketReplication(ctx context.Context, bucket string) (Replication, error) {
	var v struct {
		XMLName xml.Name `xml:"ReplicationConfiguration"`
		Rule    []struct {
			EncryptionConfiguration struct{ ReplicaKmsKeyID string }
			EncryptedToo            string `xml:"SourceSelectionCriteria>SseKmsEncryptedObjects>Status"`
		}
	}
	on := subject{op: "oss.GetBucketReplication", on: bucket}
	reply, err := s.get(ctx, on, &v, func(ctx context.Context, c *oss.Client) error {
		_, err := c.GetBucketReplication(ctx, &oss.GetBucketReplicationRequest{Bucket: &bucket})
		return err
	})
	if err != nil {
		return Replication{}, err
	}
	if len(v.Rule) == 0 {
		return Replication{}, unclear(on, "the answer holds no rule", reply)
	}
	r := Replication{RequestID: reply.RequestID}
	for _, rule := range v.Rule {
		switch id := rule.EncryptionConfiguration.ReplicaKmsKeyID; {
		case id != "":
			r.KeyIDs = append(r.KeyIDs, id)
		case rule.EncryptedToo == "Enabled":
			return Replication{}, unclear(on, "a rule that copies encrypted objects names no key", reply)
		}
	}
	return r, nil
}

// unclear is a reply that reads well and yet does not answer what was asked.
func unclear(on subject, why string, reply Reply) error {
	return &guard.Error{Op: on.op, Subject: on.on, Kind: guard.Incomplete, Err: &TransportError{
		Status: reply.Status, Reason: why + " [request " + reply.RequestID + "]", Date: reply.Date,
	}}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

package acs_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// storage answers each path of OSS with a status and a body.
func storage(t *testing.T, status int, body string) (acs.Storage, *cloud) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Oss-Request-Id", "OSS-1")
		says(status, body)(w, r)
	})
	return client(t, c, acs.Options{}).Storage("cn-hangzhou", user), c
}

const firstPage = `<?xml version="1.0"?><ListAllMyBucketsResult><IsTruncated>true</IsTruncated><NextMarker>b</NextMarker>
<Buckets><Bucket><Name>a</Name><Region>cn-hangzhou</Region></Bucket><Bucket><Name>b</Name><Region>cn-beijing</Region></Bucket></Buckets></ListAllMyBucketsResult>`

func TestListBuckets(t *testing.T) {
	s, c := storage(t, 200, firstPage)
	got, err := s.ListBuckets(t.Context(), "0")
	if err != nil {
		t.Fatal(err)
	}
	want := acs.BucketPage{Buckets: []acs.Bucket{{Name: "a", Region: "cn-hangzhou"}, {Name: "b", Region: "cn-beijing"}}, Next: "b", RequestID: "OSS-1"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("page (-want +got):\n%s", d)
	}
	call := c.seen()[0]
	if call.query["marker"] != "0" || call.query["max-keys"] != "1000" {
		t.Errorf("asked with %v, want the marker and the largest page", call.query)
	}
	scope := call.header.Get("Authorization")
	if !strings.HasPrefix(scope, "OSS4-HMAC-SHA256 ") || !strings.Contains(scope, "/cn-hangzhou/oss/aliyun_v4_request") {
		t.Errorf("signed with %q, want V4 for the region", scope)
	}
}

func TestPagesThatProveNothing(t *testing.T) {
	tests := map[string]string{
		"page of a gateway":      `<html><body>welcome</body></html>`,
		"another document":       `<Error><Code>X</Code></Error>`,
		"no buckets element":     `<ListAllMyBucketsResult></ListAllMyBucketsResult>`,
		"goes on without marker": `<ListAllMyBucketsResult><IsTruncated>true</IsTruncated><Buckets/></ListAllMyBucketsResult>`,
		"ends with marker":       `<ListAllMyBucketsResult><IsTruncated>false</IsTruncated><NextMarker>b</NextMarker><Buckets/></ListAllMyBucketsResult>`,
		"cut off":                firstPage[:len(firstPage)-20],
		"empty":                  "",
	}
	for name, body := range tests {
		t.Run(name, func(t *testing.T) {
			s, _ := storage(t, 200, body)
			if page, err := s.ListBuckets(t.Context(), ""); guard.KindOf(err) != guard.Incomplete {
				t.Errorf("read %v, %v; want an incomplete one", page, err)
			}
		})
	}
}

func TestBucketEncryption(t *testing.T) {
	const rule = `<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>%s</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>`
	tests := []struct {
		name, body string
		want       acs.Encryption
		kind       guard.Kind
	}{
		{"own key", fmt.Sprintf(rule, `<SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>key-1</KMSMasterKeyID>`),
			acs.Encryption{Algorithm: "KMS", KeyID: "key-1", RequestID: "OSS-1"}, 0},
		{"service key", fmt.Sprintf(rule, `<SSEAlgorithm>KMS</SSEAlgorithm>`),
			acs.Encryption{Algorithm: "KMS", RequestID: "OSS-1"}, 0},
		{"no algorithm", fmt.Sprintf(rule, ``), acs.Encryption{}, guard.Incomplete},
		{"no rule in the rule", `<ServerSideEncryptionRule/>`, acs.Encryption{}, guard.Incomplete},
	}
	for _, tt := range tests {
		s, c := storage(t, 200, tt.body)
		got, err := s.BucketEncryption(t.Context(), "orders")
		if guard.KindOf(err) != tt.kind || got != tt.want {
			t.Errorf("%s: %+v, %v; want %+v, %v", tt.name, got, err, tt.want, tt.kind)
		}
		if call := c.seen()[0]; call.path != "/orders/" {
			t.Errorf("%s: asked %s, want the bucket in the path", tt.name, call.path)
		}
	}
}

func TestBucketReplicationNamesKeys(t *testing.T) {
	s, _ := storage(t, 200, `<ReplicationConfiguration>
<Rule><EncryptionConfiguration><ReplicaKmsKeyID>key-1</ReplicaKmsKeyID></EncryptionConfiguration></Rule>
<Rule><ID>plain</ID></Rule></ReplicationConfiguration>`)
	got, err := s.BucketReplication(t.Context(), "orders")
	if d := cmp.Diff(acs.Replication{KeyIDs: []string{"key-1"}, RequestID: "OSS-1"}, got); d != "" || err != nil {
		t.Errorf("%v, (-want +got):\n%s", err, d)
	}
}

func TestStorageErrors(t *testing.T) {
	const document = `<Error><Code>%s</Code><Message>m</Message><RequestId>OSS-1</RequestId></Error>`
	tests := []struct {
		status     int
		body, code string
		kind       guard.Kind
	}{
		{404, fmt.Sprintf(document, "NoSuchServerSideEncryptionRule"), "NoSuchServerSideEncryptionRule", guard.NotFound},
		{400, fmt.Sprintf(document, "NoSuchServerSideEncryptionRule"), "NoSuchServerSideEncryptionRule", guard.NotFound},
		{403, fmt.Sprintf(document, "AccessDenied"), "AccessDenied", guard.Denied},
		{403, fmt.Sprintf(document, "RequestTimeTooSkewed"), "RequestTimeTooSkewed", guard.Denied},
		{503, fmt.Sprintf(document, "SlowDown"), "SlowDown", guard.Throttled},
		{500, fmt.Sprintf(document, "InternalError"), "InternalError", guard.Unavailable},
		{404, "<html>not here</html>", "", guard.Unavailable},
		{404, "", "", guard.Unavailable},
	}
	for _, tt := range tests {
		s, c := storage(t, tt.status, tt.body)
		_, err := s.BucketEncryption(t.Context(), "orders")
		checkError(t, fmt.Sprintf("%d %s", tt.status, tt.body), err, tt.kind, tt.code)
		if n := len(c.seen()); n != 1 {
			t.Errorf("%d %s: %d requests were made, want 1", tt.status, tt.body, n)
		}
	}
}

func TestStorageErrorInAHeader(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Oss-Request-Id", "OSS-1")
		w.Header().Set("X-Oss-Err", base64.StdEncoding.EncodeToString([]byte(`<Error><Code>NoSuchBucket</Code></Error>`)))
		w.WriteHeader(http.StatusNotFound)
	})
	_, err := client(t, c, acs.Options{}).Storage("cn-hangzhou", user).BucketEncryption(t.Context(), "gone")
	checkError(t, "BucketEncryption", err, guard.NotFound, "NoSuchBucket")
}

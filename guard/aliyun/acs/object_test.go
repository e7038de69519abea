package acs_test

import (
	"encoding/base64"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

const versionsPage = `<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
<NextKeyMarker>b%2Fc+d</NextKeyMarker><NextVersionIdMarker>v2</NextVersionIdMarker>
<Version><Key>a%26b</Key><VersionId>null</VersionId></Version>
<DeleteMarker><Key>gone</Key><VersionId>v9</VersionId></DeleteMarker>
<Version><Key>b%2Fc+d</Key><VersionId>v2</VersionId></Version></ListVersionsResult>`

func TestListObjectVersions(t *testing.T) {
	s, c := storage(t, 200, versionsPage)
	got, err := s.ListObjectVersions(t.Context(), "orders", acs.ObjectVersion{Key: "a", ID: "v1"})
	want := acs.VersionPage{
		Versions: []acs.ObjectVersion{{Key: "a&b", ID: "null"}, {Key: "b/c d", ID: "v2"}}, Next: acs.ObjectVersion{Key: "b/c d", ID: "v2"}, RequestID: "OSS-1",
	}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%v, page (-want +got):\n%s", err, d)
	}
	asked := c.seen()[0].query
	if asked["key-marker"] != "a" || asked["version-id-marker"] != "v1" || asked["max-keys"] != "1000" {
		t.Errorf("asked with %v, want the markers and the largest page", asked)
	}
}

func TestVersionsThatProveNothing(t *testing.T) {
	tests := map[string]string{
		"says not whether it goes on": `<ListVersionsResult></ListVersionsResult>`,
		"goes on without a marker":    `<ListVersionsResult><IsTruncated>true</IsTruncated></ListVersionsResult>`,
		"ends with a marker":          `<ListVersionsResult><IsTruncated>false</IsTruncated><NextKeyMarker>a</NextKeyMarker></ListVersionsResult>`,
		"another encoding":            `<ListVersionsResult><IsTruncated>false</IsTruncated><EncodingType>rot13</EncodingType></ListVersionsResult>`,
		"a name that is not encoded":  `<ListVersionsResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType><Version><Key>%zz</Key><VersionId>null</VersionId></Version></ListVersionsResult>`,
		"no name":                     `<ListVersionsResult><IsTruncated>false</IsTruncated><Version><VersionId>null</VersionId></Version></ListVersionsResult>`,
		"no version":                  `<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>a</Key></Version></ListVersionsResult>`,
		"another document":            firstPage,
	}
	for name, body := range tests {
		s, _ := storage(t, 200, body)
		if p, err := s.ListObjectVersions(t.Context(), "orders", acs.ObjectVersion{}); guard.KindOf(err) != guard.Incomplete {
			t.Errorf("%s: read %v, %v; want an incomplete one", name, p, err)
		}
	}
}

// head answers HEAD with a status and headers.
func head(t *testing.T, status int, headers map[string]string) (acs.Storage, *cloud) {
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Oss-Request-Id", "OSS-1")
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
	})
	return client(t, c, acs.Options{}).Storage("cn-hangzhou", user), c
}

func TestObjectEncryption(t *testing.T) {
	tests := []struct {
		name    string
		headers map[string]string
		want    acs.Encryption
		kind    guard.Kind
	}{
		{"own key", map[string]string{"x-oss-object-type": "Normal", "x-oss-server-side-encryption": "KMS", "x-oss-server-side-encryption-key-id": "key-1"},
			acs.Encryption{Algorithm: "KMS", KeyID: "key-1", RequestID: "OSS-1"}, 0},
		{"not encrypted", map[string]string{"x-oss-object-type": "Normal"}, acs.Encryption{RequestID: "OSS-1"}, 0},
		{"not about an object", nil, acs.Encryption{}, guard.Incomplete},
	}
	for _, tt := range tests {
		s, c := head(t, 200, tt.headers)
		got, err := s.ObjectEncryption(t.Context(), "orders", acs.ObjectVersion{Key: "a/b c", ID: "v1"})
		if guard.KindOf(err) != tt.kind || got != tt.want {
			t.Errorf("%s: %+v, %v; want %+v, %v", tt.name, got, err, tt.want, tt.kind)
		}
		if call := c.seen()[0]; call.method != http.MethodHead || call.path != "/orders/a/b c" || call.query["versionId"] != "v1" {
			t.Errorf("%s: asked %s %s %v", tt.name, call.method, call.path, call.query)
		}
	}
}

func TestObjectErrorsAreInAHeader(t *testing.T) {
	document := func(code string) map[string]string {
		return map[string]string{"x-oss-err": base64.StdEncoding.EncodeToString([]byte(`<Error><Code>` + code + `</Code></Error>`))}
	}
	tests := []struct {
		status  int
		headers map[string]string
		kind    guard.Kind
		code    string
	}{
		{404, document("NoSuchKey"), guard.NotFound, "NoSuchKey"},
		{404, document("NoSuchVersion"), guard.NotFound, "NoSuchVersion"},
		{403, document("AccessDenied"), guard.Denied, "AccessDenied"},
		{503, document("TotalQpsLimitExceeded"), guard.Throttled, "TotalQpsLimitExceeded"},
		{404, nil, guard.Unavailable, ""},
		{404, map[string]string{"x-oss-err": "?"}, guard.Unavailable, ""},
	}
	for _, tt := range tests {
		s, _ := head(t, tt.status, tt.headers)
		_, err := s.ObjectEncryption(t.Context(), "orders", acs.ObjectVersion{Key: "a", ID: "null"})
		checkError(t, tt.code, err, tt.kind, tt.code)
	}
}

func TestListInventories(t *testing.T) {
	tests := []struct {
		name, body string
		want       acs.InventoryPage
		kind       guard.Kind
	}{
		{"key and none", `<ListInventoryConfigurationsResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>` +
			`<InventoryConfiguration><Id>a</Id><Destination><OSSBucketDestination><Encryption><SSE-KMS><KeyId>key-1</KeyId></SSE-KMS></Encryption></OSSBucketDestination></Destination></InventoryConfiguration>` +
			`<InventoryConfiguration><Id>b</Id></InventoryConfiguration></ListInventoryConfigurationsResult>`,
			acs.InventoryPage{Inventories: []acs.Inventory{{ID: "a", KeyID: "key-1"}, {ID: "b"}}, Next: "t", RequestID: "OSS-1"}, 0},
		{"a key without name", `<ListInventoryConfigurationsResult><IsTruncated>false</IsTruncated><InventoryConfiguration><Id>a</Id><Destination><OSSBucketDestination><Encryption><SSE-KMS/></Encryption></OSSBucketDestination></Destination></InventoryConfiguration></ListInventoryConfigurationsResult>`,
			acs.InventoryPage{}, guard.Incomplete},
		{"no name", `<ListInventoryConfigurationsResult><IsTruncated>false</IsTruncated><InventoryConfiguration/></ListInventoryConfigurationsResult>`, acs.InventoryPage{}, guard.Incomplete},
		{"says not whether it goes on", `<ListInventoryConfigurationsResult/>`, acs.InventoryPage{}, guard.Incomplete},
	}
	for _, tt := range tests {
		s, c := storage(t, 200, tt.body)
		got, err := s.ListInventories(t.Context(), "orders", "from")
		if d := cmp.Diff(tt.want, got); d != "" || guard.KindOf(err) != tt.kind {
			t.Errorf("%s: %v, page (-want +got):\n%s", tt.name, err, d)
		}
		if asked := c.seen()[0].query["continuation-token"]; asked != "from" {
			t.Errorf("%s: asked from %q", tt.name, asked)
		}
	}
}

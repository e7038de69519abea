package aliyunsim

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseOSSTarget(t *testing.T) {
	rows := []struct {
		name string
		host string
		path string
		want ossTarget
	}{
		{"service at an address", "127.0.0.1:8080", "/", ossTarget{}},
		{"bucket in the path", "127.0.0.1:8080", "/orders/", ossTarget{bucket: "orders"}},
		{"bucket in the path without slash", "127.0.0.1:8080", "/orders", ossTarget{bucket: "orders"}},
		{"object in the path", "[::1]:80", "/orders/2026/a.bin", ossTarget{bucket: "orders", object: "2026/a.bin"}},
		{"service of a region", "oss-cn-hangzhou.aliyuncs.com", "/", ossTarget{region: "cn-hangzhou", public: true}},
		{
			"bucket in the host", "orders.oss-cn-hangzhou.aliyuncs.com:443", "/a/b",
			ossTarget{bucket: "orders", object: "a/b", region: "cn-hangzhou", virtual: true, public: true},
		},
		{
			"internal host", "orders.oss-eu-central-1-internal.aliyuncs.com", "/",
			ossTarget{bucket: "orders", region: "eu-central-1", virtual: true, public: true},
		},
		{
			"own domain", "orders.OSS-cn-beijing.localhost:9000", "/a",
			ossTarget{bucket: "orders", object: "a", region: "cn-beijing", virtual: true},
		},
		{"a name that is no OSS host", "localhost:9000", "/orders/a", ossTarget{bucket: "orders", object: "a"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got := parseOSSTarget(row.host, row.path)
			if diff := cmp.Diff(row.want, got, cmp.AllowUnexported(ossTarget{})); diff != "" {
				t.Errorf("parseOSSTarget(%q, %q) (-want +got):\n%s", row.host, row.path, diff)
			}
		})
	}
}

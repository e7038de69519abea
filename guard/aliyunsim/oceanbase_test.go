package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const oceanbaseVersion = "2019-09-01"

type tenantEncryptions struct {
	TotalCount        int
	TenantEncryptions []tenantEntry
}

type tenantEntry struct {
	TenantID         string `json:"TenantId"`
	EnableEncryption bool
	Status           string
	EncryptionType   string
	EncryptionKeyID  string `json:"EncryptionKeyId"`
}

func TestOceanBaseTenantsNameTheKey(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{{ID: "key-service", Region: "cn-hangzhou", Creator: "OceanBase", Aliases: []string{"alias/acs/oceanbase"}}},
		Resources: Resources{OceanBaseTenants: []OceanBaseTenant{
			{ID: "t-own", Name: "pay", Region: "cn-hangzhou", Instance: "ob-1", Key: testKey},
			{ID: "t-service", Region: "cn-hangzhou", Instance: "ob-1", Encrypted: true},
			{ID: "t-plain", Region: "cn-hangzhou", Instance: "ob-1"},
			{ID: "t-other", Region: "cn-hangzhou", Instance: "ob-2"},
		}},
	})
	want := []tenantEntry{
		{"t-own", true, "OPEN", "USER_KMS", testKey}, {"t-service", true, "OPEN", "INTERNAL", "key-service"}, {"t-plain", false, "CLOSED", "", ""},
	}
	got := read[tenantEncryptions](c, oceanbaseVersion, "DescribeTenantEncryption", "InstanceId=ob-1")
	if diff := cmp.Diff(want, got.TenantEncryptions); diff != "" || got.TotalCount != 3 {
		t.Errorf("%d in all (-want +got):\n%s", got.TotalCount, diff)
	}
	for param, want := range map[string]int{"TenantId=t-own": 1, "TenantId=t-other": 0, "TenantName=pay": 1} {
		if got := read[tenantEncryptions](c, oceanbaseVersion, "DescribeTenantEncryption", "InstanceId=ob-1", param).TotalCount; got != want {
			t.Errorf("%s: %d tenants, want %d", param, got, want)
		}
	}
	c.refused(http.StatusNotFound, "Instance.NotFound", oceanbaseVersion, "DescribeTenantEncryption", "InstanceId=ob-ghost")
	c.refused(http.StatusBadRequest, "MissingParameter", oceanbaseVersion, "DescribeTenantEncryption")
	c.refused(http.StatusBadRequest, "InvalidParameter", oceanbaseVersion, "DescribeTenantEncryption", "InstanceId=ob-1", "MaxResults=10")
}

func TestOceanBasePages(t *testing.T) {
	tenants := []OceanBaseTenant{{ID: "t", Region: "cn-hangzhou", Instance: "ob-many", Count: 130}}
	for n := 1; n <= 14; n++ {
		tenants = append(tenants, OceanBaseTenant{ID: numberedName("t-of", n), Region: "cn-hangzhou", Instance: numberedName("ob", n)})
	}
	c := serveProducts(t, World{Resources: Resources{OceanBaseTenants: tenants}})
	for _, tt := range []struct {
		action, list string
		params       []string
		rows, total  int
	}{
		{"DescribeInstances", "Instances", nil, 10, 15},
		{"DescribeInstances", "Instances", []string{"PageSize=100"}, 15, 15},
		{"DescribeInstances", "Instances", []string{"PageNumber=2"}, 5, 15},
		{"DescribeInstances", "Instances", []string{"InstanceId=ob-many"}, 1, 1},
		{"DescribeInstances", "Instances", []string{"InstanceId=ob-ghost"}, 0, 0},
		{"DescribeTenants", "Tenants", []string{"InstanceId=ob-many"}, 10, 130},
		{"DescribeTenants", "Tenants", []string{"InstanceId=ob-many", "PageSize=100", "PageNumber=2"}, 30, 130},
		{"DescribeTenantEncryption", "TenantEncryptions", []string{"InstanceId=ob-many", "PageSize=100"}, 100, 130},
	} {
		got := read[map[string]any](c, oceanbaseVersion, tt.action, tt.params...)
		rows, _ := got[tt.list].([]any)
		if len(rows) != tt.rows || got["TotalCount"] != float64(tt.total) {
			t.Errorf("%s %v: %d rows of %v, want %d of %d", tt.action, tt.params, len(rows), got["TotalCount"], tt.rows, tt.total)
		}
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", oceanbaseVersion, "DescribeInstances", "PageSize=101")
}

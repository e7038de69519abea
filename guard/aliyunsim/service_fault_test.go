package aliyunsim

import (
	"slices"
	"strings"
	"testing"
)

// Every list of a service can lose a row or all, and every answer of one can
// carry a value that nobody knows.
func TestServiceListsCanBeSpoiled(t *testing.T) {
	world := World{Resources: Resources{
		KafkaInstances:        []KafkaInstance{{ID: "alikafka", Region: "cn-hangzhou", Count: 3}},
		DBFSFileSystems:       []DBFSFileSystem{{ID: "dbfs", Region: "cn-hangzhou", Count: 3}},
		EBSDedicatedDisks:     []EBSDedicatedDisk{{ID: "d", Region: "cn-hangzhou", Cluster: "dbsc", Count: 3}},
		ScalingConfigurations: []ScalingConfiguration{{ID: "asc", Region: "cn-hangzhou", Count: 3}},
		Desktops:              []Desktop{{ID: "ecd", Region: "cn-hangzhou", Count: 3}},
		GatewayShares:         []GatewayShare{{ID: "share", Region: "cn-hangzhou", Gateway: "gw", Count: 3}},
		OceanBaseTenants:      []OceanBaseTenant{{ID: "t", Region: "cn-hangzhou", Instance: "ob", Count: 3}},
	}}
	for _, list := range []struct {
		api, version, id string
		params           []string
		counted          bool // tells a total
	}{
		{"alikafka.GetInstanceList", kafkaVersion, "alikafka-0", nil, false},
		{"dbfs.ListDbfs", dbfsVersion, "dbfs-0", nil, true},
		{"ebs.DescribeDedicatedBlockStorageClusterDisks", ebsVersion, "d-0", []string{"DbscId", "dbsc"}, false},
		{"ess.DescribeScalingConfigurations", essVersion, `"ScalingConfigurationId":"asc-0`, nil, true},
		{"ecd.DescribeDesktops", ecdVersion, `"DesktopId":"ecd-0`, nil, true},
		{"sgw.DescribeGatewayFileShares", sgwVersion, `"IndexId":"share-0`, []string{"GatewayId", "gw"}, false},
		{"oceanbasepro.DescribeTenantEncryption", oceanbaseVersion, `"TenantId":"t-0`, []string{"InstanceId", "ob"}, true},
	} {
		t.Run(list.api, func(t *testing.T) {
			c := serveProducts(t, world)
			_, action, _ := strings.Cut(list.api, ".")
			for kind, want := range map[FaultKind]int{FaultDropRow: 2, FaultEmptyPage: 0, FaultWrongTotal: 3} {
				c.fault(Fault{API: list.api, Kind: kind, Times: 1})
				text := c.call(admin, list.version, action, list.params...).text
				ids := slices.DeleteFunc([]string{"00001", "00002", "00003"}, func(n string) bool { return !strings.Contains(text, list.id+n) })
				wrong := strings.Contains(text, `"TotalCount":4`)
				if len(ids) != want || wrong != (kind == FaultWrongTotal && list.counted) {
					t.Errorf("%s: %d rows, want %d, with a wrong total: %t: %s", kind, len(ids), want, wrong, text)
				}
			}
			c.fault(Fault{API: list.api, Kind: FaultUnknownValue, Times: 1})
			if text := c.call(admin, list.version, action, list.params...).text; !strings.Contains(text, "Transmogrifying") && !strings.Contains(text, ":97") {
				t.Errorf("no value is unknown: %s", text)
			}
		})
	}
}

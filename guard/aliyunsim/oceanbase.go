package aliyunsim

import "net/http"

// oceanbaseAPI is the catalogue of ApsaraDB for OceanBase, which names in RAM
// only oceanbase. It has no action that tells its regions.
func oceanbaseAPI() product {
	paged := func(more ...string) []string { return append(more, "RegionId", "PageNumber", "PageSize") }
	instance := []string{"InstanceId"}
	return product{
		code: "oceanbasepro", service: "OceanBasePro", version: "2019-09-01", denied: "Forbidden.RAM",
		actions: []action{
			{
				name: "DescribeInstances", optional: paged("InstanceId"),
				permission: "oceanbase:DescribeInstances", handle: oceanbaseDescribeInstances,
			},
			{
				name: "DescribeTenants", required: instance, optional: paged("TenantId", "TenantName"),
				permission: "oceanbase:DescribeTenants", handle: oceanbaseTenants("Tenants", (*Sim).tenantRow),
			},
			{
				name: "DescribeTenantEncryption", required: instance, optional: paged("TenantId", "TenantName"),
				permission: "oceanbase:DescribeTenantEncryption", handle: oceanbaseTenants("TenantEncryptions", (*Sim).tenantEncryptionRow),
			},
		},
	}
}

// oceanbaseDescribeInstances serves DescribeInstances. OceanBase: 1 to 100 rows
// a page, 10 by default.
func oceanbaseDescribeInstances(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	match := func(r OceanBaseTenant) bool { return r.Region == c.region && c.fits("InstanceId", r.Instance) }
	instances := s.tables.oceanbaseTenants.distinct(match, func(r OceanBaseTenant) string { return r.Instance })
	rows := objects(cut(instances, (number-1)*size, size), func(id string) object {
		return object{
			"InstanceId": id, "InstanceName": id, "State": "ONLINE", "InstanceType": "cluster", "InstanceRole": "NORMAL", "Series": "normal",
			"PayType": "POSTPAY", "Version": "4.2", "AvailableZones": []string{c.region + "-a"},
		}
	})
	return object{"TotalCount": len(instances), "Instances": rows}, nil
}

// oceanbaseTenants lists the tenants of one cluster, below the given name and
// each as row shows it. OceanBase: 1 to 100 rows a page, 10 by default.
func oceanbaseTenants(list string, row func(*Sim, OceanBaseTenant) object) func(*Sim, *call) (any, *apiError) {
	return func(s *Sim, c *call) (any, *apiError) {
		number, size, err := c.paged(10, 1)
		if err != nil {
			return nil, err
		}
		t := &s.tables.oceanbaseTenants
		inCluster := func(r OceanBaseTenant) bool { return r.Region == c.region && r.Instance == c.str("InstanceId") }
		if _, total := t.page(inCluster, 0, 0); total == 0 {
			return nil, refuse(http.StatusNotFound, "Instance.NotFound", "The specified instance %s is not found.", c.str("InstanceId"))
		}
		match := func(r OceanBaseTenant) bool { return inCluster(r) && c.fits("TenantName", r.Name) }
		rows, total := pageOf(t, c.str("TenantId"), match, number, size)
		return object{"TotalCount": total, list: objects(rows, func(r OceanBaseTenant) object { return row(s, r) })}, nil
	}
}

func (r OceanBaseTenant) mode() string   { return firstOf(r.Mode, "MySQL") }
func (r OceanBaseTenant) status() string { return firstOf(r.Status, "ONLINE") }

func (s *Sim) tenantRow(r OceanBaseTenant) object {
	return object{
		"TenantId": r.ID, "TenantName": firstOf(r.Name, r.ID), "TenantMode": r.mode(), "Status": r.status(),
		"Description": "", "Cpu": 4, "Mem": 16,
	}
}

// tenantEncryptionRow tells a tenant under a key of its own (USER_KMS) from one
// under the service's (INTERNAL) and one that is not encrypted.
func (s *Sim) tenantEncryptionRow(r OceanBaseTenant) object {
	encrypted, kind, status := r.Encrypted || r.Key != "", "", "CLOSED"
	switch {
	case r.Key != "":
		kind, status = "USER_KMS", "OPEN"
	case r.Encrypted:
		kind, status = "INTERNAL", "OPEN"
	}
	return object{
		"TenantId": r.ID, "TenantName": firstOf(r.Name, r.ID), "TenantMode": r.mode(), "TenantStatus": r.status(),
		"EnableEncryption": encrypted, "Status": status, "EncryptionType": kind,
		"EncryptionKeyId": s.ownOrServiceKey(r.Region, "oceanbase", r.Key, encrypted),
	}
}

package aliyunsim

import (
	"net/http"
	"regexp"
)

// polardbAPI is the catalogue of PolarDB. It has no action that tells a key of
// disk encryption.
func polardbAPI() product {
	cluster := []string{"DBClusterId"}
	return product{
		code: "polardb", service: "polardb", version: "2017-08-01", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", handle: describeZonedRegions},
			{
				name: "DescribeDBClusters", required: []string{"RegionId"},
				optional: []string{"DBClusterIds", "DBClusterStatus", "DBType", "PageNumber", "PageSize"}, handle: polardbDescribeClusters,
			},
			{name: "DescribeDBClusterTDE", required: cluster, handle: polardbDescribeTDE},
			{
				name: "DescribeUserEncryptionKeyList", required: cluster, optional: []string{"RegionId", "TDERegion"},
				handle: polardbDescribeKeyList,
			},
		},
	}
}

// polardbDescribeClusters serves DescribeDBClusters. PolarDB: PageSize 30, 50 or
// 100, 30 by default; deleted clusters are not listed.
func polardbDescribeClusters(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.pagedBySizes()
	if err != nil {
		return nil, err
	}
	match := func(p PolarDBCluster) bool {
		return p.Region == c.region && c.fits("DBType", p.engine()) && c.fits("DBClusterStatus", p.status())
	}
	rows, total := pageOf(&s.tables.polardbClusters, c.str("DBClusterIds"), match, number, size)
	return object{
		"PageNumber": number, "PageRecordCount": len(rows), "TotalRecordCount": total,
		"Items": object{"DBCluster": objects(rows, clusterRow)},
	}, nil
}

func (p PolarDBCluster) engine() string    { return firstOf(p.Engine, "MySQL") }
func (p PolarDBCluster) status() string    { return firstOf(p.Status, "Running") }
func (p PolarDBCluster) tdeRegion() string { return firstOf(p.TDERegion, p.Region) }

func clusterRow(p PolarDBCluster) object {
	return object{
		"DBClusterId": p.ID, "DBClusterDescription": firstOf(p.Name, p.ID), "DBType": p.engine(), "Engine": "POLARDB",
		"DBClusterStatus": p.status(), "RegionId": p.Region, "ZoneId": p.Region + "-a", "IsDeleted": 0, "Expired": "false",
		"PayType": "Postpaid", "DBNodeNumber": 2, "Tags": object{"Tag": tagPairs(p.Tags)},
	}
}

// polardbID is the form of a cluster ID.
var polardbID = regexp.MustCompile(`^pc-[a-zA-Z0-9-]+$`)

func (s *Sim) polardbCluster(c *call) (PolarDBCluster, *apiError) {
	id := c.str("DBClusterId")
	if !polardbID.MatchString(id) {
		return PolarDBCluster{}, refuse(http.StatusNotFound, "InvalidDBClusterId.Malformed", "The specified parameter DBClusterId is not valid.")
	}
	p, ok := s.tables.polardbClusters.get(id)
	if !ok || p.Region != c.region {
		return p, refuse(http.StatusNotFound, "InvalidDBCluster.NotFound", "The specified DB cluster %s does not exist.", id)
	}
	return p, nil
}

// polardbDescribeTDE serves DescribeDBClusterTDE. The key may lie in another
// region, the TDERegion.
func polardbDescribeTDE(s *Sim, c *call) (any, *apiError) {
	p, err := s.polardbCluster(c)
	if err != nil {
		return nil, err
	}
	out := object{"DBClusterId": p.ID, "TDEStatus": "Disabled", "EncryptNewTables": "OFF"}
	if !p.TDE {
		return out, nil
	}
	key := firstOf(p.Key, s.serviceKey(p.tdeRegion(), "polardb"))
	out["TDEStatus"], out["EncryptionKey"], out["TDERegion"] = "Enabled", key, p.tdeRegion()
	out["EncryptionKeyStatus"] = s.keyStatus(p.tdeRegion(), key)
	return out, nil
}

// polardbDescribeKeyList serves DescribeUserEncryptionKeyList: the keys that
// the user could choose for TDE, not those in use.
func polardbDescribeKeyList(s *Sim, c *call) (any, *apiError) {
	p, err := s.polardbCluster(c)
	if err != nil {
		return nil, err
	}
	region, ids := firstOf(c.str("TDERegion"), p.tdeRegion()), []string{}
	for _, k := range s.keys.order {
		if k.Region == region && k.State == stateEnabled && k.Usage == "ENCRYPT/DECRYPT" && !k.isService() {
			ids = append(ids, k.ID)
		}
	}
	return object{"DBClusterId": p.ID, "KeyList": ids}, nil
}

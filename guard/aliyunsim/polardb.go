package aliyunsim

import (
	"net/http"
	"regexp"
	"strings"
)

// polardbAPI is the catalogue of PolarDB. It has no action that tells a key of
// disk encryption.
func polardbAPI() product {
	cluster := []string{"DBClusterId"}
	return product{
		code: "polardb", service: "polardb", version: "2017-08-01", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", handle: polardbDescribeRegions},
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

func polardbDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		zones := []object{{"ZoneId": region + "-a", "VpcEnabled": true}, {"ZoneId": region + "-b", "VpcEnabled": true}}
		rows = append(rows, object{"RegionId": region, "Zones": object{"Zone": zones}})
	}
	return object{"Regions": object{"Region": rows}}, nil
}

// polardbPageSizes are the only sizes of a page that PolarDB takes.
var polardbPageSizes = is("30", "50", "100")

// polardbDescribeClusters serves DescribeDBClusters. PolarDB: PageSize 30, 50 or
// 100, 30 by default; deleted clusters are not listed.
func polardbDescribeClusters(s *Sim, c *call) (any, *apiError) {
	if size, sent := c.params["PageSize"]; sent && !polardbPageSizes(size) {
		return nil, refuse(http.StatusBadRequest, "InvalidPageSize.Malformed", "The specified PageSize is not valid: use 30, 50 or 100.")
	}
	number, size, err := c.paged(30, 30)
	if err != nil {
		return nil, err
	}
	fits := func(param, value string) bool { return c.str(param) == "" || c.str(param) == value }
	match := func(p PolarDBCluster) bool {
		return p.Region == c.region && fits("DBType", p.engine()) && fits("DBClusterStatus", p.status())
	}
	rows, total := s.tables.polardbClusters.page(match, (number-1)*size, size)
	if ids := c.str("DBClusterIds"); ids != "" {
		found := byIDs(&s.tables.polardbClusters, strings.Split(ids, ","), match)
		rows, total = cut(found, (number-1)*size, size), len(found)
	}
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
		"PayType": "Postpaid", "DBNodeNumber": 2, "Tags": object{"Tag": keyValueTags(p.Tags)},
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

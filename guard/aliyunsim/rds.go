package aliyunsim

import (
	"net/http"
	"slices"
)

// rdsAPI is the catalogue of RDS.
func rdsAPI() product {
	instance := []string{"DBInstanceId"}
	return product{
		code: "rds", service: "Rds", version: "2014-08-15", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"AcceptLanguage"}, handle: rdsDescribeRegions},
			{
				name: "DescribeDBInstances", required: []string{"RegionId"},
				optional: []string{
					"DBInstanceId", "DBInstanceStatus", "DBInstanceType", "Engine", "MaxResults", "NextToken", "PageNumber", "PageSize",
				},
				handle: rdsDescribeInstances,
			},
			{name: "DescribeDBInstanceTDE", required: instance, handle: rdsDescribeTDE},
			{
				name: "DescribeDBInstanceEncryptionKey", required: instance,
				optional: []string{"RegionId", "TargetRegionId", "EncryptionKey"}, handle: rdsDescribeEncryptionKey,
			},
			{
				name: "DescribeKmsAssociateResources", required: []string{"KmsResourceId", "KmsResourceType", "KmsResourceUser"},
				optional: []string{"KmsResourceRegionId", "RegionId"}, handle: rdsDescribeAssociateResources,
			},
		},
	}
}

// rdsZones are the zones that every region has here.
var rdsZones = []string{"a", "b", "c"}

// rdsDescribeRegions serves DescribeRegions. RDS lists one row a zone, so that
// each region is there several times.
func rdsDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		for _, zone := range rdsZones {
			rows = append(rows, object{
				"RegionId": region, "ZoneId": region + "-" + zone, "LocalName": region, "ZoneName": region + "-" + zone,
				"RegionEndpoint": "rds." + region + ".aliyuncs.com",
			})
		}
	}
	return object{"Regions": object{"RDSRegion": rows}}, nil
}

// rdsRoles and rdsEngines are what the filters of DescribeDBInstances take.
var (
	rdsRoles   = []string{"Primary", "Readonly", "Guard", "Temp"}
	rdsEngines = []string{"MySQL", "SQLServer", "PostgreSQL", "MariaDB"}
)

// rdsDescribeInstances serves DescribeDBInstances in both of its paging styles:
// with MaxResults or NextToken the page parameters are ignored. RDS: 1 to 100
// rows a page, 30 by default.
func rdsDescribeInstances(s *Sim, c *call) (any, *apiError) {
	match, err := rdsFilter(c)
	if err != nil {
		return nil, err
	}
	_, sized := c.params["MaxResults"]
	if sized || c.str("NextToken") != "" {
		return rdsByToken(s, c, match)
	}
	number, size, err := c.paged(30, 1)
	if err != nil {
		return nil, err
	}
	rows, total := rdsRows(s, c, match, (number-1)*size, size)
	return object{
		"PageNumber": number, "PageRecordCount": len(rows), "TotalRecordCount": total,
		"Items": object{"DBInstance": objects(rows, instanceRow)},
	}, nil
}

func rdsByToken(s *Sim, c *call, match func(RDSInstance) bool) (any, *apiError) {
	size, err := c.integer("MaxResults", 30, 1, 100)
	if err != nil {
		return nil, err
	}
	query := queryPrint(c)
	offset, err := pageOffset(c, query)
	if err != nil {
		return nil, err
	}
	rows, total := rdsRows(s, c, match, offset, size)
	out := object{
		"PageRecordCount": len(rows), "TotalRecordCount": total, "NextToken": "",
		"Items": object{"DBInstance": objects(rows, instanceRow)},
	}
	if offset+size < total {
		out["NextToken"] = pageToken(query, offset+size)
	}
	return out, nil
}

func rdsRows(s *Sim, c *call, match func(RDSInstance) bool, offset, limit int) ([]RDSInstance, int) {
	id := c.str("DBInstanceId")
	if id == "" {
		return s.tables.rdsInstances.page(match, offset, limit)
	}
	found := byIDs(&s.tables.rdsInstances, []string{id}, match)
	return cut(found, offset, limit), len(found)
}

// rdsFilter matches the instances of the region that fit the call's filters;
// without a type, those of every role.
func rdsFilter(c *call) (func(RDSInstance) bool, *apiError) {
	if role := c.str("DBInstanceType"); role != "" && !slices.Contains(rdsRoles, role) {
		return nil, invalidParameter("DBInstanceType", "must be Primary, Readonly, Guard or Temp")
	}
	if engine := c.str("Engine"); engine != "" && !slices.Contains(rdsEngines, engine) {
		return nil, invalidParameter("Engine", "must be MySQL, SQLServer, PostgreSQL or MariaDB")
	}
	return func(i RDSInstance) bool {
		return i.Region == c.region && c.fits("Engine", i.engine()) && c.fits("DBInstanceType", i.role()) && c.fits("DBInstanceStatus", i.status())
	}, nil
}

func (r RDSInstance) engine() string { return firstOf(r.Engine, "MySQL") }
func (r RDSInstance) role() string   { return firstOf(r.Role, "Primary") }
func (r RDSInstance) status() string { return firstOf(r.Status, "Running") }

func instanceRow(i RDSInstance) object {
	return object{
		"DBInstanceId": i.ID, "DBInstanceDescription": firstOf(i.Name, i.ID), "Engine": i.engine(), "EngineVersion": "8.0",
		"DBInstanceStatus": i.status(), "DBInstanceType": i.role(), "RegionId": i.Region, "ZoneId": i.Region + "-a",
		"DBInstanceNetType": "Intranet", "PayType": "Postpaid", "InstanceNetworkType": "VPC", "ReadOnlyDBInstanceIds": object{"ReadOnlyDBInstanceId": []object{}},
	}
}

// rdsInstance finds the instance of a call in the call's region.
func (s *Sim) rdsInstance(c *call) (RDSInstance, *apiError) {
	i, ok := s.tables.rdsInstances.get(c.str("DBInstanceId"))
	if !ok || i.Region != c.region {
		return i, refuse(http.StatusNotFound, "InvalidDBInstanceId.NotFound", "The specified DB instance %s does not exist.", c.str("DBInstanceId"))
	}
	return i, nil
}

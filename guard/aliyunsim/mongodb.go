package aliyunsim

import (
	"net/http"
	"slices"
)

// mongodbAPI is the catalogue of MongoDB, whose API is named DDS.
func mongodbAPI() product {
	instance := []string{"DBInstanceId"}
	return product{
		code: "dds", service: "Dds", version: "2015-12-01", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"AcceptLanguage"}, handle: mongodbDescribeRegions},
			{
				name:     "DescribeDBInstances",
				optional: []string{"DBInstanceId", "DBInstanceStatus", "DBInstanceType", "PageNumber", "PageSize"}, handle: mongodbDescribeInstances,
			},
			{name: "DescribeDBInstanceTDEInfo", required: instance, handle: mongodbDescribeTDE},
			{name: "DescribeDBInstanceEncryptionKey", required: instance, optional: []string{"EncryptionKey"}, handle: mongodbDescribeKey},
		},
	}
}

func mongodbDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		zones := []object{}
		for _, z := range zonesOf(region) {
			zones = append(zones, object{"ZoneId": z, "ZoneName": z, "VpcEnabled": true})
		}
		rows = append(rows, object{
			"RegionId": region, "RegionName": region, "EndPoint": "mongodb." + region + ".aliyuncs.com", "Zones": object{"Zone": zones},
		})
	}
	return object{"Regions": object{"DdsRegion": rows}}, nil
}

// mongodbTypes are the values of DBInstanceType. The first is the default: it
// leaves sharded clusters out.
var mongodbTypes = []string{"replicate", "sharding"}

// mongodbDescribeInstances serves DescribeDBInstances: the instances of one
// type. The rows name the key of disk encryption, not that of TDE. MongoDB:
// PageSize 30, 50 or 100, 30 by default.
func mongodbDescribeInstances(s *Sim, c *call) (any, *apiError) {
	kind := firstOf(c.str("DBInstanceType"), mongodbTypes[0])
	if !slices.Contains(mongodbTypes, kind) {
		return nil, invalidParameter("DBInstanceType", "must be replicate or sharding")
	}
	number, size, err := c.pagedBySizes()
	if err != nil {
		return nil, err
	}
	match := func(m MongoDBInstance) bool {
		return m.Region == c.region && m.kind() == kind && c.fits("DBInstanceStatus", m.status())
	}
	rows, total := pageOf(&s.tables.mongodbInstances, c.str("DBInstanceId"), match, number, size)
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"DBInstances": object{"DBInstance": objects(rows, s.mongodbRow)},
	}, nil
}

func (m MongoDBInstance) kind() string        { return firstOf(m.Type, mongodbTypes[0]) }
func (m MongoDBInstance) status() string      { return firstOf(m.Status, "Running") }
func (m MongoDBInstance) diskEncrypted() bool { return m.DiskEncrypted || m.DiskKey != "" }

func (s *Sim) mongodbRow(m MongoDBInstance) object {
	key := s.ownOrServiceKey(m.Region, "mongodb", m.DiskKey, m.DiskEncrypted)
	return object{
		"DBInstanceId": m.ID, "DBInstanceDescription": firstOf(m.Name, m.ID), "DBInstanceType": m.kind(), "DBInstanceStatus": m.status(),
		"Engine": "MongoDB", "EngineVersion": "4.2", "RegionId": m.Region, "ZoneId": m.Region + "-a", "ChargeType": "PostPaid",
		"StorageType": "cloud_essd1", "Encrypted": m.diskEncrypted(), "EncryptionKey": key, "Tags": object{"Tag": tagPairs(m.Tags)},
	}
}

// mongodbInstance finds the instance of a call, of either type, in the call's region.
func (s *Sim) mongodbInstance(c *call) (MongoDBInstance, *apiError) {
	m, ok := s.tables.mongodbInstances.get(c.str("DBInstanceId"))
	if !ok || m.Region != c.region {
		return m, refuse(http.StatusNotFound, "InvalidDBInstanceId.NotFound", "The specified instance %s does not exist.", c.str("DBInstanceId"))
	}
	return m, nil
}

// noActiveBYOK stands for the key where an instance is encrypted by one that
// the user cannot manage.
const noActiveBYOK = "NoActiveBYOK"

// mongodbDescribeTDE serves DescribeDBInstanceTDEInfo. MongoDB writes the status
// in small letters, and names a key only where TDE is enabled: the user's own,
// or NoActiveBYOK.
func mongodbDescribeTDE(s *Sim, c *call) (any, *apiError) {
	m, err := s.mongodbInstance(c)
	if err != nil {
		return nil, err
	}
	if !m.TDE {
		return object{"TDEStatus": "disabled"}, nil
	}
	return object{
		"TDEStatus": "enabled", "EncryptionKey": firstOf(m.Key, noActiveBYOK), "EncryptorName": "aes-256-cbc",
		"RoleARN": "acs:ram::" + s.account + ":role/aliyunrdsinstanceencryptiondefaultrole",
	}, nil
}

// mongodbDescribeKey serves DescribeDBInstanceEncryptionKey: what KMS says of the
// key of TDE, or of another key that the call names. It takes an instance with
// TDE under the user's own key only; the code of its refusal is RDS's, since
// MongoDB's is not published.
func mongodbDescribeKey(s *Sim, c *call) (any, *apiError) {
	m, err := s.mongodbInstance(c)
	if err != nil {
		return nil, err
	}
	if m.Key == "" {
		return nil, refuse(http.StatusBadRequest, noActiveBYOK, "There is no active BYOK of the instance.")
	}
	return s.keyDetails(m.Region, firstOf(c.str("EncryptionKey"), m.Key)), nil
}

package aliyunsim

import (
	"net/http"
	"strings"
)

// rdsDescribeTDE serves DescribeDBInstanceTDE. The answer holds EncryptionKey at
// its top, which the vendor's older typed clients do not know.
func rdsDescribeTDE(s *Sim, c *call) (any, *apiError) {
	i, err := s.rdsInstance(c)
	if err != nil {
		return nil, err
	}
	if i.engine() == "MariaDB" {
		return nil, refuse(http.StatusBadRequest, "InstanceEngineType.NotSupport", "The engine of the instance does not support this operation.")
	}
	out := object{"TDEStatus": "Disabled", "Databases": object{"Database": []object{}}}
	if !i.TDE {
		return out, nil
	}
	out["TDEStatus"], out["TDEMode"] = "Enabled", "Customer_Provided_Key"
	if i.Key == "" {
		out["TDEMode"] = "Aliyun_Generate_Key"
	}
	out["EncryptionKey"] = firstOf(i.Key, s.serviceKey(i.Region, "rds"))
	if i.engine() == "SQLServer" {
		out["Databases"] = object{"Database": []object{{"DBName": "main", "TDEStatus": "Enabled"}}}
	}
	return out, nil
}

// rdsDescribeEncryptionKey serves DescribeDBInstanceEncryptionKey: the key of
// cloud-disk encryption. The code NoActiveBYOK says that there is none.
func rdsDescribeEncryptionKey(s *Sim, c *call) (any, *apiError) {
	i, err := s.rdsInstance(c)
	if err != nil {
		return nil, err
	}
	if i.engine() == "MariaDB" {
		return nil, refuse(http.StatusBadRequest, "InvaildEngineInRegion.ValueNotSupported", "The engine does not support cloud disk encryption in this region.")
	}
	if i.DiskKey == "" {
		return nil, refuse(http.StatusBadRequest, noActiveBYOK, "There is no active BYOK of the DB instance.")
	}
	out := s.keyDetails(i.Region, i.DiskKey)
	out["EncryptionKeyList"] = []object{s.rdsKeyRow(i.Region, i.DiskKey)}
	return out, nil
}

// rdsKeyRow is the key of an instance as a row of EncryptionKeyList.
func (s *Sim) rdsKeyRow(region, reference string) object {
	row := object{
		"EncryptionKey": reference, "KeyType": "CMK", "UsedBy": "DiskEncryption", "AliasName": "",
		"EncryptionKeyStatus": s.keyStatus(region, reference), "DeleteDate": "",
	}
	if k := s.keys.byID[s.keyIDOf(region, reference)]; k != nil {
		row["DeleteDate"] = stampOrEmpty(k.deletesAt)
		if len(k.Aliases) > 0 {
			row["AliasName"] = k.Aliases[0]
		}
	}
	return row
}

// rdsDescribeAssociateResources serves DescribeKmsAssociateResources, the only
// reverse lookup that any product has: the instances under one key, unpaged.
// Here it covers TDE and disk encryption, each as a row of its own.
func rdsDescribeAssociateResources(s *Sim, c *call) (any, *apiError) {
	id := c.str("KmsResourceId")
	switch {
	case c.str("KmsResourceType") != "key":
		return nil, invalidParameter("KmsResourceType", "must be key")
	case c.str("KmsResourceUser") != s.account:
		return nil, refuse(http.StatusForbidden, "Forbidden.RAM", "The key belongs to another account.")
	case strings.ContainsAny(id, ":/"):
		return nil, invalidParameter("KmsResourceId", "must be a key ID")
	}
	rows := []object{}
	region := firstOf(c.str("KmsResourceRegionId"), c.region)
	for i := range s.tables.rdsInstances.all(inRegion[RDSInstance](region)) {
		if i.TDE && s.sameKey(region, id, i.Key) {
			rows = append(rows, associated(i, "TDE"))
		}
		if s.sameKey(region, id, i.DiskKey) {
			rows = append(rows, associated(i, "DiskEncryption"))
		}
	}
	return object{"AssociateStatus": len(rows) > 0, "AssociateDBInstances": rows}, nil
}

func associated(i RDSInstance, use string) object {
	return object{
		"DBInstanceId": i.ID, "DBInstanceName": firstOf(i.Name, i.ID), "Engine": i.engine(), "Status": i.status(), "KeyUsedBy": use,
	}
}

package aliyunsim

import "net/http"

// dbfsAPI is the catalogue of Database File Storage. It has no action that
// tells its regions.
func dbfsAPI() product {
	return product{
		code: "dbfs", service: "DBFS", version: "2020-04-18", denied: "Forbidden.RAM",
		actions: []action{
			{name: "ListDbfs", required: []string{"RegionId"}, optional: []string{"PageNumber", "PageSize"}, handle: dbfsList},
			{name: "GetDbfs", required: []string{"RegionId", "FsId"}, handle: dbfsGet},
		},
	}
}

// dbfsList serves ListDbfs. DBFS: 1 to 100 rows a page, 10 by default.
func dbfsList(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	rows, total := s.tables.dbfsFileSystems.page(inRegion[DBFSFileSystem](c.region), (number-1)*size, size)
	return object{"PageNumber": number, "PageSize": size, "TotalCount": total, "DBFSInfo": objects(rows, s.dbfsRow)}, nil
}

// dbfsGet serves GetDbfs.
func dbfsGet(s *Sim, c *call) (any, *apiError) {
	f, ok := s.tables.dbfsFileSystems.get(c.str("FsId"))
	if !ok || f.Region != c.region {
		return nil, refuse(http.StatusNotFound, "EntityNotExist.DBFS", "The DBFS instance does not exist.")
	}
	return object{"DBFSInfo": s.dbfsRow(f)}, nil
}

func (f DBFSFileSystem) status() string {
	if len(f.Instances) > 0 {
		return firstOf(f.Status, "attached")
	}
	return firstOf(f.Status, "unattached")
}

func (s *Sim) dbfsRow(f DBFSFileSystem) object {
	attached := []object{}
	for _, id := range f.Instances {
		attached = append(attached, object{"EcsId": id})
	}
	encrypted := f.Encrypted || f.Key != ""
	return object{
		"FsId": f.ID, "FsName": firstOf(f.Name, f.ID), "RegionId": f.Region, "ZoneId": f.Region + "-a", "Status": f.status(),
		"Category": "standard", "SizeG": 40, "PayType": "postpaid", "AttachNodeNumber": len(attached), "EcsList": attached,
		"Encryption": encrypted, "KMSKeyId": s.ownOrServiceKey(f.Region, "dbfs", f.Key, encrypted), "Tags": tagRows(f.Tags),
	}
}

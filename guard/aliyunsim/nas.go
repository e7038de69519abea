package aliyunsim

import (
	"net/http"
	"slices"
)

// nasAPI is the catalogue of NAS.
func nasAPI() product {
	return product{
		code: "nas", service: "Nas", version: "2017-06-26", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"FileSystemType", "PageNumber", "PageSize"}, handle: nasDescribeRegions},
			{
				name:     "DescribeFileSystems",
				optional: []string{"FileSystemId", "FileSystemType", "PageNumber", "PageSize"}, handle: nasDescribeFileSystems,
			},
		},
	}
}

// nasKinds are the values of FileSystemType.
var nasKinds = []string{"standard", "extreme", "cpfs"}

// nasPage reads the page of a call. NAS: 1 to 100 rows a page, 10 by default.
func nasPage(c *call) (number, size int, err *apiError) {
	if kind := c.str("FileSystemType"); kind != "" && kind != "all" && !slices.Contains(nasKinds, kind) {
		return 0, 0, invalidParameter("FileSystemType", "must be all, standard, extreme or cpfs")
	}
	return c.paged(10, 1)
}

// nasDescribeRegions serves DescribeRegions, which is paged like a list of
// resources.
func nasDescribeRegions(s *Sim, c *call) (any, *apiError) {
	number, size, err := nasPage(c)
	if err != nil {
		return nil, err
	}
	all := s.regions.all()
	rows := objects(cut(all, (number-1)*size, size), func(region string) object {
		return object{"RegionId": region, "LocalName": region, "RegionEndpoint": "nas." + region + ".aliyuncs.com"}
	})
	return object{"PageNumber": number, "PageSize": size, "TotalCount": len(all), "Regions": object{"Region": rows}}, nil
}

// nasDescribeFileSystems serves DescribeFileSystems, whose rows name the key
// themselves. An ID that does not exist is an error, not an empty list.
func nasDescribeFileSystems(s *Sim, c *call) (any, *apiError) {
	number, size, err := nasPage(c)
	if err != nil {
		return nil, err
	}
	match := func(f NASFileSystem) bool {
		kind := c.str("FileSystemType")
		return f.Region == c.region && (kind == "all" || c.fits("FileSystemType", f.kind()))
	}
	id := c.str("FileSystemId")
	rows, total := pageOf(&s.tables.nasFileSystems, id, match, number, size)
	if id != "" && total == 0 {
		return nil, refuse(http.StatusNotFound, "InvalidFileSystem.NotFound", "The specified file system %s does not exist.", id)
	}
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"FileSystems": object{"FileSystem": objects(rows, s.nasRow)},
	}, nil
}

func (r NASFileSystem) kind() string { return firstOf(r.Kind, "standard") }

// The values of EncryptType.
const (
	nasPlain    = 0
	nasOwnKey   = 1 // managed by NAS
	nasUsersKey = 2
)

// nasEncryption is EncryptType and the key that goes with it.
func (s *Sim) nasEncryption(r NASFileSystem) (kind int, key string) {
	switch {
	case r.Key != "":
		return nasUsersKey, r.Key
	case r.Encrypted:
		return nasOwnKey, s.serviceKey(r.Region, "nas")
	default:
		return nasPlain, ""
	}
}

func (s *Sim) nasRow(r NASFileSystem) object {
	kind, key := s.nasEncryption(r)
	return object{
		"FileSystemId": r.ID, "Description": firstOf(r.Name, r.ID), "RegionId": r.Region, "ZoneId": r.Region + "-a",
		"FileSystemType": r.kind(), "ProtocolType": "NFS", "StorageType": "Performance", "ChargeType": "PayAsYouGo",
		"Status": firstOf(r.Status, "Running"), "EncryptType": kind, "KMSKeyId": key, "CreateTime": "2025-01-01T00:00:00CST",
		"MeteredSize": 0, "Capacity": 10995116277760, "Tags": object{"Tag": tagPairs(r.Tags)},
		"MountTargets": object{"MountTarget": []object{}}, "Packages": object{"Package": []object{}},
	}
}

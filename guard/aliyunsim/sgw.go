package aliyunsim

import (
	"maps"
	"net/http"
)

// sgwAPI is the catalogue of Cloud Storage Gateway: bundles hold gateways, which
// serve file shares. In RAM the product is called hcs-sgw.
func sgwAPI() product {
	paged := []string{"PageNumber", "PageSize"}
	return product{
		code: "sgw", service: "sgw", version: "2018-05-11", denied: "Forbidden.RAM",
		actions: []action{
			{name: "DescribeRegions", optional: []string{"RegionId"}, permission: "hcs-sgw:DescribeRegions", handle: sgwDescribeRegions},
			{
				name: "DescribeStorageBundles", required: []string{"BackendBucketRegionId"}, optional: paged,
				permission: "hcs-sgw:DescribeStorageBundles", handle: sgwDescribeBundles,
			},
			{
				name: "DescribeGateways", optional: append([]string{"StorageBundleId"}, paged...),
				permission: "hcs-sgw:DescribeGateways", handle: sgwDescribeGateways,
			},
			{
				name: "DescribeGatewayFileShares", required: []string{"GatewayId"}, optional: []string{"IndexId"},
				permission: "hcs-sgw:DescribeGatewayFileShares", handle: sgwDescribeShares,
			},
		},
	}
}

// sgwReply is an answer in the form of Cloud Storage Gateway.
func sgwReply(body object) object {
	out := object{"Success": true, "Code": "200", "Message": "successful"}
	maps.Copy(out, body)
	return out
}

func sgwDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := objects(s.regions.all(), func(region string) object { return object{"RegionId": region} })
	return sgwReply(object{"Regions": object{"Region": rows}}), nil
}

// sgwDescribeBundles serves DescribeStorageBundles: those of the region that is
// asked for, wherever the call goes. Cloud Storage Gateway: 1 to 50 rows a page,
// 10 by default.
func sgwDescribeBundles(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.pagedTo(10, 1, 50)
	if err != nil {
		return nil, err
	}
	region := c.str("BackendBucketRegionId")
	bundles := s.tables.gatewayShares.distinct(inRegion[GatewayShare](region), GatewayShare.bundle)
	rows := objects(cut(bundles, (number-1)*size, size), func(id string) object {
		return object{"StorageBundleId": id, "Name": id, "Description": "", "BackendBucketRegionId": region, "Location": "Cloud"}
	})
	return sgwReply(object{
		"PageNumber": number, "PageSize": size, "TotalCount": len(bundles), "StorageBundles": object{"StorageBundle": rows},
	}), nil
}

func (r GatewayShare) bundle() string { return firstOf(r.Bundle, "sb-"+r.Region) }

// sgwDescribeGateways serves DescribeGateways, of one bundle or of the call's
// region. Cloud Storage Gateway: 1 to 50 rows a page, 10 by default.
func sgwDescribeGateways(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.pagedTo(10, 1, 50)
	if err != nil {
		return nil, err
	}
	match := inRegion[GatewayShare](c.region)
	bundle := c.str("StorageBundleId")
	if bundle != "" {
		match = func(r GatewayShare) bool { return r.bundle() == bundle }
	}
	gateways := s.tables.gatewayShares.distinct(match, func(r GatewayShare) string { return r.Gateway })
	if bundle != "" && len(gateways) == 0 {
		return nil, refuse(http.StatusNotFound, "StorageBundleNotExist", "The gateway cluster %s does not exist.", bundle)
	}
	rows := objects(cut(gateways, (number-1)*size, size), func(id string) object {
		return object{
			"GatewayId": id, "Name": id, "StorageBundleId": bundle, "Category": "Aliyun", "Type": "File", "Location": "Cloud",
			"Status": "Running", "GatewayClass": "Standard", "ElasticNodes": object{"ElasticNode": []string{}},
		}
	})
	return sgwReply(object{"PageNumber": number, "PageSize": size, "TotalCount": len(gateways), "Gateways": object{"Gateway": rows}}), nil
}

// sgwDescribeShares serves DescribeGatewayFileShares, which is not paged.
func sgwDescribeShares(s *Sim, c *call) (any, *apiError) {
	rows, known := []object{}, false
	for r := range s.tables.gatewayShares.all(func(r GatewayShare) bool { return r.Gateway == c.str("GatewayId") }) {
		known = true
		if index := c.str("IndexId"); index == "" || index == r.ID {
			rows = append(rows, s.shareRow(r))
		}
	}
	if !known {
		return nil, refuse(http.StatusNotFound, "GatewayNotExist", "The gateway %s does not exist.", c.str("GatewayId"))
	}
	return sgwReply(object{"FileShares": object{"FileShare": rows}}), nil
}

func (s *Sim) shareRow(r GatewayShare) object {
	encrypted := r.Encrypted || r.Key != ""
	return object{
		"IndexId": r.ID, "Name": firstOf(r.Name, r.ID), "Protocol": firstOf(r.Protocol, "NFS"), "State": "clean", "Enabled": true,
		"OssBucketName": r.Bucket, "OssEndpoint": "oss-" + r.Region + "-internal.aliyuncs.com",
		"ServerSideEncryption": encrypted, "ServerSideCmk": s.ownOrServiceKey(r.Region, "oss", r.Key, encrypted),
		"ClientSideEncryption": r.ClientKey != "", "ClientSideCmk": r.ClientKey,
	}
}

package aliyunsim

import "net/http"

// redisAPI is the catalogue of Redis and Tair, whose API is named R-kvstore; RAM
// names its actions kvstore.
func redisAPI() product {
	instance := []string{"InstanceId"}
	return product{
		code: "r-kvstore", service: "Redis", version: "2015-01-01", denied: "Forbidden.RAM",
		actions: []action{
			{
				name: "DescribeRegions", optional: []string{"AcceptLanguage"}, permission: "kvstore:DescribeRegions",
				handle: redisDescribeRegions,
			},
			{
				name: "DescribeInstances", optional: []string{"InstanceIds", "InstanceStatus", "PageNumber", "PageSize"},
				permission: "kvstore:DescribeInstances", handle: redisDescribeInstances,
			},
			{
				name: "DescribeInstanceTDEStatus", required: instance,
				permission: "kvstore:DescribeInstanceTDEStatus", handle: redisDescribeTDE,
			},
			{
				name: "DescribeEncryptionKey", required: instance, optional: []string{"EncryptionKey"},
				permission: "kvstore:DescribeEncryptionKey", handle: redisDescribeKey,
			},
		},
	}
}

func redisDescribeRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		rows = append(rows, object{
			"RegionId": region, "LocalName": region, "RegionEndpoint": "r-kvstore." + region + ".aliyuncs.com",
			"ZoneIdList": object{"ZoneId": zonesOf(region)},
		})
	}
	return object{"RegionIds": object{"KVStoreRegion": rows}}, nil
}

// redisLargestPage is the most rows a page. Redis: 50, and 10 by default.
const redisLargestPage = 50

// redisDescribeInstances serves DescribeInstances, whose rows say nothing of
// encryption.
func redisDescribeInstances(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.pagedTo(10, 1, redisLargestPage)
	if err != nil {
		return nil, err
	}
	match := func(r RedisInstance) bool { return r.Region == c.region && c.fits("InstanceStatus", r.status()) }
	rows, total := pageOf(&s.tables.redisInstances, c.str("InstanceIds"), match, number, size)
	return object{
		"PageNumber": number, "PageSize": size, "TotalCount": total,
		"Instances": object{"KVStoreInstance": objects(rows, redisRow)},
	}, nil
}

func (r RedisInstance) status() string { return firstOf(r.Status, "Normal") }

func redisRow(r RedisInstance) object {
	return object{
		"InstanceId": r.ID, "InstanceName": firstOf(r.Name, r.ID), "InstanceStatus": r.status(), "InstanceType": "Redis",
		"EngineVersion": "6.0", "EditionType": "Enterprise", "ArchitectureType": "standard", "RegionId": r.Region,
		"ZoneId": r.Region + "-a", "ChargeType": "PostPaid", "Tags": object{"Tag": tagPairs(r.Tags)},
	}
}

// redisInstance finds the instance of a call in the call's region.
func (s *Sim) redisInstance(c *call) (RedisInstance, *apiError) {
	r, ok := s.tables.redisInstances.get(c.str("InstanceId"))
	if !ok || r.Region != c.region {
		return r, refuse(http.StatusNotFound, "InvalidInstanceId.NotFound", "The InstanceId provided does not exist in our records.")
	}
	return r, nil
}

// redisDescribeTDE serves DescribeInstanceTDEStatus, which tells the status and
// no key.
func redisDescribeTDE(s *Sim, c *call) (any, *apiError) {
	r, err := s.redisInstance(c)
	if err != nil {
		return nil, err
	}
	if r.TDE {
		return object{"TDEStatus": "Enabled"}, nil
	}
	return object{"TDEStatus": "Disabled"}, nil
}

// redisDescribeKey serves DescribeEncryptionKey, which takes an instance with TDE
// only. The code of its refusal is not published.
func redisDescribeKey(s *Sim, c *call) (any, *apiError) {
	r, err := s.redisInstance(c)
	if err != nil {
		return nil, err
	}
	if !r.TDE {
		return nil, refuse(http.StatusBadRequest, "IncorrectTDEStatus", "TDE is not enabled for the instance.")
	}
	own := firstOf(r.Key, s.serviceKey(r.Region, "kvstore"))
	out := s.keyDetails(r.Region, firstOf(c.str("EncryptionKey"), own))
	out["EncryptionName"], out["RoleArn"] = "AES-CTR-256", "acs:ram::"+s.account+":role/aliyunrdsinstanceencryptiondefaultrole"
	return out, nil
}

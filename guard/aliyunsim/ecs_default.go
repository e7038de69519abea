package aliyunsim

import "encoding/json"

// ecsDescribeSnapshotPolicies serves DescribeAutoSnapshotPolicyEx: automatic
// policies, with the key under which future copies are encrypted. ECS: PageSize
// from 1 to 100, 10 by default.
func ecsDescribeSnapshotPolicies(s *Sim, c *call) (any, *apiError) {
	number, size, err := c.paged(10, 1)
	if err != nil {
		return nil, err
	}
	page := ecsPage{byNumber: true, number: number, offset: (number - 1) * size, limit: size}
	match := inRegion[ECSSnapshotPolicy](c.region)
	rows, total := s.tables.ecsPolicies.page(match, page.offset, page.limit)
	if id := c.str("AutoSnapshotPolicyId"); id != "" {
		found := byIDs(&s.tables.ecsPolicies, []string{id}, match)
		rows, total = cut(found, page.offset, page.limit), len(found)
	}
	return page.reply("AutoSnapshotPolicies", "AutoSnapshotPolicy", objects(rows, snapshotPolicyObject), total), nil
}

func snapshotPolicyObject(p ECSSnapshotPolicy) object {
	targets := "[]"
	if p.Target != "" {
		if text, err := json.Marshal([]string{p.Target}); err == nil {
			targets = string(text)
		}
	}
	return object{
		"AutoSnapshotPolicyId": p.ID, "AutoSnapshotPolicyName": p.Name, "RegionId": p.Region, "Status": "Normal",
		"EnableCrossRegionCopy": p.Target != "", "TargetCopyRegions": targets, "RetentionDays": 30,
		"CopyEncryptionConfiguration": object{"Encrypted": p.Key != "", "KMSKeyId": p.Key}, "Tags": tagList{tagRows(p.Tags)},
	}
}

// ecsDescribeDefaultKey serves DescribeDiskDefaultKMSKeyId: the key of new
// disks that name none. Without a choice that is the service key of ECS.
func ecsDescribeDefaultKey(s *Sim, c *call) (any, *apiError) {
	d, _ := s.tables.ecsDefaultKeys.get(c.region)
	return object{"KMSKeyId": firstOf(d.Key, s.serviceKey(c.region, "ecs"))}, nil
}

// ecsDescribeDefaultStatus serves DescribeDiskEncryptionByDefaultStatus.
func ecsDescribeDefaultStatus(s *Sim, c *call) (any, *apiError) {
	d, _ := s.tables.ecsDefaultKeys.get(c.region)
	return object{"Encrypted": d.Encrypted}, nil
}

package aliyunsim

// ecsDescribeInstances serves DescribeInstances. ECS: MaxResults at most 100.
// An instance names no key: its disks do.
func ecsDescribeInstances(s *Sim, c *call) (any, *apiError) {
	page, err := pageOfECS(c, ecsLimits{1, 100, false})
	if err != nil {
		return nil, err
	}
	ids, err := ecsIDs(c, "InstanceIds")
	if err != nil {
		return nil, err
	}
	if err := ecsDryRun(c); err != nil {
		return nil, err
	}
	fits := func(param, value string) bool { return c.str(param) == "" || c.str(param) == value }
	match := func(i ECSInstance) bool {
		return i.Region == c.region && fits("Status", i.status()) && fits("InstanceName", i.Name)
	}
	all := s.allInstances()
	var rows []ECSInstance
	var total int
	if ids == nil {
		rows, total = all.page(match, page.offset, page.limit)
	} else {
		found := byIDs(all, ids, match)
		rows, total = cut(found, page.offset, page.limit), len(found)
	}
	return page.reply("Instances", "Instance", objects(rows, instanceObject), total), nil
}

// allInstances is the written instances and those that exist because a disk is
// attached to them.
func (s *Sim) allInstances() *table[ECSInstance] {
	all := &table[ECSInstance]{}
	all.replace(0, 0, append([]span[ECSInstance]{}, s.tables.ecsInstances.spans...))
	for _, d := range s.tables.ecsDisks.spans {
		id := d.base.Instance
		if _, known := all.get(id); known || id == "" {
			continue
		}
		// Refused only where the name is a counted row's, whose instances are there already.
		_ = all.add(ECSInstance{ID: id, Region: d.base.Region})
	}
	return all
}

func (i ECSInstance) status() string { return firstOf(i.Status, "Running") }

func instanceObject(i ECSInstance) object {
	return object{
		"InstanceId": i.ID, "InstanceName": i.Name, "RegionId": i.Region, "ZoneId": i.Region + "-a", "Status": i.status(),
		"InstanceType": "ecs.g7.large", "InstanceChargeType": "PostPaid", "Tags": tagList{tagRows(i.Tags)},
	}
}

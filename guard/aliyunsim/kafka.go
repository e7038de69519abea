package aliyunsim

// kafkaAPI is the catalogue of ApsaraMQ for Kafka. It has no action that tells
// its regions.
func kafkaAPI() product {
	return product{
		code: "alikafka", service: "AliKafka", version: "2019-09-16", denied: "Forbidden.RAM",
		actions: []action{{
			name: "GetInstanceList", required: []string{"RegionId"}, optional: []string{"InstanceId.N"},
			permission: "alikafka:ListInstance", handle: kafkaGetInstances,
		}},
	}
}

// kafkaRunning is the ServiceStatus of an instance that works.
const kafkaRunning = 5

// kafkaGetInstances serves GetInstanceList, which is not paged.
func kafkaGetInstances(s *Sim, c *call) (any, *apiError) {
	match := inRegion[KafkaInstance](c.region)
	rows := []object{}
	if ids := c.list("InstanceId"); len(ids) > 0 {
		rows = objects(byIDs(&s.tables.kafkaInstances, ids, match), s.kafkaRow)
	} else {
		for r := range s.tables.kafkaInstances.all(match) {
			rows = append(rows, s.kafkaRow(r))
		}
	}
	return object{"Code": 200, "Message": "operation success.", "Success": true, "InstanceList": object{"InstanceVO": rows}}, nil
}

func (s *Sim) kafkaRow(k KafkaInstance) object {
	return object{
		"InstanceId": k.ID, "Name": firstOf(k.Name, k.ID), "RegionId": k.Region, "ZoneId": k.Region + "-a",
		"ServiceStatus": firstOf(k.Status, kafkaRunning), "DeployType": 5, "PaidType": 1, "SpecType": "professional",
		"DiskType": 1, "DiskSize": 500, "KmsKeyId": s.ownOrServiceKey(k.Region, "alikafka", k.Key, k.Encrypted),
		"Tags": object{"TagVO": tagPairs(k.Tags)},
	}
}

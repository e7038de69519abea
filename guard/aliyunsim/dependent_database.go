package aliyunsim

func mongodbDependents(m MongoDBInstance) []Dependent {
	return []Dependent{
		{Name: m.Name, Key: m.Key, Detail: "MongoDB " + m.kind() + " instance, transparent encryption"},
		{Name: m.Name, Key: m.DiskKey, Detail: "MongoDB " + m.kind() + " instance, disk encryption"},
	}
}

func redisDependents(r RedisInstance) []Dependent {
	return []Dependent{{Name: r.Name, Key: r.Key, Detail: "Redis instance, transparent encryption"}}
}

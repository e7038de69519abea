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

func hbaseDependents(r HBaseCluster) []Dependent {
	return []Dependent{{Name: r.Name, Key: r.Key, Detail: "HBase cluster, disk encryption"}}
}

func adbMySQLDependents(r ADBMySQLCluster) []Dependent {
	return []Dependent{{Name: r.Name, Key: r.Key, Detail: "AnalyticDB MySQL cluster, disk encryption"}}
}

func adbPGDependents(r ADBPGInstance) []Dependent {
	return []Dependent{{Name: r.Name, Key: r.Key, Detail: "AnalyticDB PostgreSQL instance, disk encryption"}}
}

func clickhouseDependents(r ClickHouseCluster) []Dependent {
	return []Dependent{{Name: r.Name, Key: r.Key, Detail: "ClickHouse cluster, disk encryption"}}
}

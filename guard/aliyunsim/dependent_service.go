package aliyunsim

import "slices"

// serviceDependents are the rows that name a key among services that are
// neither disks, buckets and databases nor of KMS itself.
func (t *tables) serviceDependents() []Dependent {
	return slices.Concat(
		dependents("kafka_instances", &t.kafkaInstances, kafkaDependents),
		dependents("dbfs_file_systems", &t.dbfsFileSystems, dbfsDependents),
		dependents("ebs_dedicated_disks", &t.ebsDedicatedDisks, dedicatedDiskDependents),
		dependents("scaling_configurations", &t.scalingConfigurations, scalingDependents),
		dependents("desktops", &t.desktops, desktopDependents),
		dependents("gateway_shares", &t.gatewayShares, shareDependents),
		dependents("oceanbase_tenants", &t.oceanbaseTenants, tenantDependents),
	)
}

func kafkaDependents(k KafkaInstance) []Dependent {
	return []Dependent{{Name: k.Name, Key: k.Key, Detail: "Kafka instance, disk encryption"}}
}

func dbfsDependents(f DBFSFileSystem) []Dependent {
	return []Dependent{{Name: f.Name, Key: f.Key, Detail: "database file system, " + f.status()}}
}

func dedicatedDiskDependents(d EBSDedicatedDisk) []Dependent {
	return []Dependent{{Name: d.Name, Key: d.Key, Detail: d.kind() + " disk in cluster " + d.Cluster}}
}

func scalingDependents(x ScalingConfiguration) []Dependent {
	all := []Dependent{{Name: x.Name, Key: x.Key, Detail: "scaling configuration, system disks of new instances"}}
	for _, d := range x.DataDisks {
		all = append(all, Dependent{Name: x.Name, Key: d.Key, Detail: "scaling configuration, data disks of new instances"})
	}
	return all
}

func desktopDependents(d Desktop) []Dependent {
	return []Dependent{{Name: d.Name, Key: d.Key, Detail: "cloud desktop, volume encryption"}}
}

func shareDependents(r GatewayShare) []Dependent {
	return []Dependent{
		{Name: r.Name, Key: r.Key, Detail: "file share of " + r.Gateway + ", encrypted in its bucket"},
		{Name: r.Name, Key: r.ClientKey, Detail: "file share of " + r.Gateway + ", encrypted by the gateway"},
	}
}

func tenantDependents(r OceanBaseTenant) []Dependent {
	return []Dependent{{Name: r.Name, Key: r.Key, Detail: "OceanBase tenant of " + r.Instance + ", transparent encryption"}}
}

// serviceSamples make a row of each of these kinds, or of an access point to KMS.
func serviceSamples() []sample {
	return []sample{
		sampleOf("kms_applications", "application-colleague", func(t *tables) *table[KMSApplication] { return &t.kmsApplications }, func(id, region, key string) KMSApplication {
			return KMSApplication{Name: id, Region: region, Keys: []string{key}}
		}),
		sampleOf("kafka_instances", "alikafka-colleague", func(t *tables) *table[KafkaInstance] { return &t.kafkaInstances }, func(id, region, key string) KafkaInstance {
			return KafkaInstance{ID: id, Region: region, Key: key}
		}),
		sampleOf("dbfs_file_systems", "dbfs-colleague", func(t *tables) *table[DBFSFileSystem] { return &t.dbfsFileSystems }, func(id, region, key string) DBFSFileSystem {
			return DBFSFileSystem{ID: id, Region: region, Key: key}
		}),
		sampleOf("ebs_dedicated_disks", "d-colleague-dedicated", func(t *tables) *table[EBSDedicatedDisk] { return &t.ebsDedicatedDisks }, func(id, region, key string) EBSDedicatedDisk {
			return EBSDedicatedDisk{ID: id, Region: region, Cluster: "dbsc-colleague", Key: key}
		}),
		sampleOf("scaling_configurations", "asc-colleague", func(t *tables) *table[ScalingConfiguration] { return &t.scalingConfigurations }, func(id, region, key string) ScalingConfiguration {
			return ScalingConfiguration{ID: id, Region: region, Group: "asg-colleague", Key: key}
		}),
		sampleOf("desktops", "ecd-colleague", func(t *tables) *table[Desktop] { return &t.desktops }, func(id, region, key string) Desktop {
			return Desktop{ID: id, Region: region, Key: key}
		}),
		sampleOf("gateway_shares", "share-colleague", func(t *tables) *table[GatewayShare] { return &t.gatewayShares }, func(id, region, key string) GatewayShare {
			return GatewayShare{ID: id, Region: region, Gateway: "gw-colleague", Bucket: "colleague-bucket", Key: key}
		}),
		sampleOf("oceanbase_tenants", "t-colleague", func(t *tables) *table[OceanBaseTenant] { return &t.oceanbaseTenants }, func(id, region, key string) OceanBaseTenant {
			return OceanBaseTenant{ID: id, Region: region, Instance: "ob-colleague", Key: key}
		}),
	}
}

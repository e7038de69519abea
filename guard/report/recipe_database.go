package report

import "kmsguard/guard"

// databaseRecipes move databases and queues.
var databaseRecipes = map[guard.Category]map[string]recipe{
	guard.RDS: {
		"TDE": tde("the instance", "DescribeDBInstanceTDE", func(m move) []string {
			return []string{
				m.call("rds", "ModifyDBInstanceTDE", "DBInstanceId", m.ID, "TDEStatus", "Enabled", "EncryptionKey", m.to, "IsRotate", "true"),
				m.call("rds", "DescribeDBInstanceTDE", "DBInstanceId", m.ID),
			}
		}),
		"": anew("the instance", "Copy the data with DTS, and move the connection string.", "DescribeDBInstanceEncryptionKey names the new key, and the applications use the new instance.",
			func(m move) []string {
				return []string{
					m.call("rds", "DescribeDBInstanceAttribute", "DBInstanceId", m.ID),
					m.call("rds", "CreateDBInstance", "Engine", "ENGINE", "EngineVersion", "VERSION", "DBInstanceClass", "CLASS", "DBInstanceStorage", "SIZE",
						"DBInstanceNetType", "Intranet", "PayType", "PAY_TYPE", "SecurityIPList", "ADDRESSES", "EncryptionKey", m.to),
				}
			}),
	},
	guard.PolarDB: {
		"": tde("the cluster", "DescribeDBClusterTDE", func(m move) []string {
			return []string{
				aliyun("polardb", "ModifyDBClusterTDE", "DBClusterId", m.ID, "TDEStatus", "Enable", "EncryptionKey", m.to),
				aliyun("polardb", "DescribeDBClusterTDE", "DBClusterId", m.ID),
			}
		}),
		"disk encryption": anew("the cluster", "Copy the data with DTS, and move the addresses.", "the new cluster names the new key, and the applications use it.",
			func(m move) []string {
				return []string{m.call("polardb", "CreateDBCluster", "DBType", "TYPE", "DBVersion", "VERSION", "DBNodeClass", "CLASS", "PayType", "PAY_TYPE", "StorageEncryption", "true", "StorageEncryptionKey", m.to)}
			}),
	},
	guard.MongoDB: {
		"TDE": tde("the instance", "DescribeDBInstanceTDEInfo", func(m move) []string {
			return []string{
				aliyun("dds", "ModifyDBInstanceTDE", "DBInstanceId", m.ID, "TDEStatus", "Enabled", "EncryptionKey", m.to),
				aliyun("dds", "DescribeDBInstanceTDEInfo", "DBInstanceId", m.ID),
			}
		}),
		"": anew("the instance", "Copy the data with DTS, and move the connection string.", "DescribeDBInstanceEncryptionKey names the new key, and the applications use the new instance.",
			func(m move) []string {
				return []string{m.call("dds", "CreateDBInstance", "EngineVersion", "VERSION", "DBInstanceClass", "CLASS", "DBInstanceStorage", "SIZE", "Encrypted", "true", "EncryptionKey", m.to)}
			}),
	},
	guard.Redis: {"": tde("the instance", "DescribeEncryptionKey", func(m move) []string {
		return []string{
			aliyun("r-kvstore", "ModifyInstanceTDE", "InstanceId", m.ID, "TDEStatus", "Enabled", "EncryptionKey", m.to),
			aliyun("r-kvstore", "DescribeInstanceTDEStatus", "InstanceId", m.ID),
		}
	})},
	guard.OceanBase: {"": tde("the tenant", "DescribeTenantEncryption", func(m move) []string {
		return []string{
			aliyun("oceanbasepro", "ModifyTenantEncryption", "InstanceId", "INSTANCE_ID", "TenantId", m.ID, "EncryptionType", "ENCRYPTION_TYPE", "EncryptionKeyId", m.to),
			aliyun("oceanbasepro", "DescribeTenantEncryption", "InstanceId", "INSTANCE_ID", "TenantId", m.ID),
		}
	})},
	guard.HBase: {"": anew("the cluster", "Copy the tables, and move the clients to the new cluster.", "DescribeInstance names the new key, and the clients read and write there.",
		func(m move) []string {
			return []string{m.call("hbase", "CreateCluster", "ZoneId", "ZONE_ID", "Engine", "ENGINE", "EngineVersion", "VERSION", "MasterInstanceType", "CLASS",
				"CoreInstanceType", "CLASS", "NodeCount", "NODES", "PayType", "PAY_TYPE", "EncryptionKey", m.to)}
		})},
	guard.AnalyticDBMySQL: {"": anew("the cluster", "Copy the data with DTS, and move the connection string.", "DescribeDBClusterAttribute names the new key, and the applications use the new cluster.",
		func(m move) []string {
			return []string{m.call("adb", "DescribeDBClusterAttribute", "DBClusterId", m.ID)}
		})},
	guard.AnalyticDBPostgreSQL: {"": anew("the instance", "Copy the data, and move the connection string.", "DescribeDBInstanceAttribute names the new key, and the applications use the new instance.",
		func(m move) []string {
			return []string{m.call("gpdb", "CreateDBInstance", "ZoneId", "ZONE_ID", "Engine", "gpdb", "EngineVersion", "VERSION", "DBInstanceMode", "StorageElastic", "InstanceSpec", "CLASS",
				"VPCId", "VPC_ID", "VSwitchId", "VSWITCH_ID", "EncryptionType", "CloudDisk", "EncryptionKey", m.to)}
		})},
	guard.ClickHouse: {"": anew("the cluster", "Copy the tables, and move the clients to the new cluster.", "DescribeDBClusterAttribute names the new key, and the clients read and write there.",
		func(m move) []string {
			return []string{m.call("clickhouse", "CreateDBInstance", "ZoneId", "ZONE_ID", "DBClusterCategory", "CATEGORY", "DBClusterClass", "CLASS", "DBClusterVersion", "VERSION",
				"DBNodeStorage", "SIZE", "EncryptionType", "CloudDisk", "EncryptionKey", m.to)}
		})},
	guard.Kafka: {"": anew("the instance", "Let producers write to both, let consumers finish the old one, then move them.", "GetInstanceList names the new key, and nothing is consumed from the old instance any more.",
		func(m move) []string {
			return []string{m.call("alikafka", "StartInstance", "InstanceId", "NEW_INSTANCE_ID", "VpcId", "VPC_ID", "VSwitchId", "VSWITCH_ID", "KMSKeyId", m.to)}
		})},
}

// tde is the recipe of transparent data encryption, of which the key can be changed.
func tde(what, read string, commands func(move) []string) recipe {
	return recipe{
		steps: []string{
			"Make a full backup and see that it can be restored.",
			"Name the new key for the encryption of " + what + ", at a time when a restart can be borne.",
			"Keep the old key until every backup made under it is expired or deleted.",
		},
		commands: commands, verify: read + " names the new key, a new full backup is made, and a restore of it works.",
		stuck: "some engines and versions refuse another key once encryption is on: then make " + what + " anew under the new key and copy the data with DTS. Backups that exist stay under the old key.",
	}
}

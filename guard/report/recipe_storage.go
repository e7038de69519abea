package report

import "kmsguard/guard"

// storageRecipes move objects, disks, snapshots, images and file systems.
var storageRecipes = map[guard.Category]map[string]recipe{
	guard.OSS: {
		"": {
			steps: []string{
				"Make the new key the default of the bucket. That counts for new objects alone.",
				"Copy every object onto itself so that it is encrypted again; with versioning, every version that is kept.",
				"Delete or let expire the old versions that are not kept.",
			},
			commands: bucketCommands,
			verify:   "HeadObject of a sample of objects and versions names the new key in x-oss-server-side-encryption-key-id, and an audit with an object scan finds none under the old key.",
			stuck:    "old versions are not encrypted again in place, and objects in archive storage have to be restored first.",
		},
		"replication": {
			steps: []string{
				"Stop the replication rule and make it anew with the new key for the copies.",
				"Copy the objects that the old rule had made in the target bucket onto themselves.",
			},
			commands: func(m move) []string {
				return []string{aliyun("oss", "replication", "method", "get", "region", m.Region) + " " + quoted("oss://"+m.ID)}
			},
			verify: "the rule names the new key, and a new object arrives in the target under it.",
			stuck:  "a rule cannot be changed in place: delete it and put it anew, without deleting what was copied.",
		},
		"inventory": {
			steps:    []string{"Put the inventory configuration anew with the new key for its lists.", "Delete old lists that are not kept."},
			commands: func(m move) []string { return []string{"aliyun oss inventory --method get " + quoted("oss://"+m.ID)} },
			verify:   "the next list is written, and HeadObject of it names the new key.",
		},
	},
	guard.ECSDisk: {"": {
		steps: []string{
			"Make a snapshot of the disk, and copy that under the new key.",
			"Make a disk of the copy under the new key, in the zone of the old one.",
			"Stop the instance, detach the old disk, attach the new one in its place, start it. A system disk is replaced by an image copied under the new key instead.",
			"Delete the old disk and its snapshots when nobody needs them any more.",
		},
		commands: func(m move) []string {
			return []string{
				m.call("ecs", "CreateSnapshot", "DiskId", m.ID),
				m.call("ecs", "CopySnapshot", "SnapshotId", "SNAPSHOT_ID", "DestinationRegionId", m.Region, "Encrypted", "true", "KMSKeyId", m.to),
				m.call("ecs", "CreateDisk", "ZoneId", "ZONE_ID", "SnapshotId", "COPIED_SNAPSHOT_ID", "Encrypted", "true", "KMSKeyId", m.to),
				m.call("ecs", "DescribeDisks", "DiskIds", `["NEW_DISK_ID"]`),
			}
		},
		verify: "DescribeDisks names the new key for the new disk, the instance has been started with it once, and its data is there.",
		stuck:  "the key of an existing disk is fixed.",
	}},
	guard.ECSSnapshot: {
		"": {
			steps: []string{
				"Copy each snapshot that is kept under the new key; delete those that are not kept.",
				"Point what makes disks of it to the copy, then delete the old one.",
			},
			commands: func(m move) []string {
				return []string{
					m.call("ecs", "CopySnapshot", "SnapshotId", m.ID, "DestinationRegionId", m.Region, "Encrypted", "true", "KMSKeyId", m.to),
					m.call("ecs", "DescribeSnapshots", "SnapshotIds", `["COPIED_SNAPSHOT_ID"]`),
				}
			},
			verify: "DescribeSnapshots names the new key for the copy, and a disk can be made of it.",
		},
		"image": {
			steps: []string{
				"Copy the image under the new key.",
				"Point launch templates and scaling configurations to the copy, then delete the old image and its snapshots.",
			},
			commands: func(m move) []string {
				return []string{
					m.call("ecs", "CopyImage", "ImageId", m.ID, "DestinationRegionId", m.Region, "Encrypted", "true", "KMSKeyId", m.to),
					m.call("ecs", "DescribeImages", "ImageId", "COPIED_IMAGE_ID"),
				}
			},
			verify: "an instance has been started from the copy.",
			stuck:  "accounts with which the image is shared have to copy it themselves.",
		},
	},
	guard.SnapshotPolicy: {"": {
		steps: []string{"Name the new key for the copies of the policy.", "Copy or delete the copies that are there already, as any snapshot."},
		commands: func(m move) []string {
			return []string{aliyun("ecs", "ModifyAutoSnapshotPolicyEx", "regionId", m.Region, "autoSnapshotPolicyId", m.ID,
				"CopyEncryptionConfiguration.Encrypted", "true", "CopyEncryptionConfiguration.KMSKeyId", m.to)}
		},
		verify: "DescribeAutoSnapshotPolicyEx names the new key, and so does the next copy.",
	}},
	guard.DefaultKey: {"": {
		steps:    []string{"Name another default key for new disks of the region. Disks that exist keep theirs."},
		commands: func(m move) []string { return []string{m.call("ecs", "ModifyDiskDefaultKMSKeyId", "KMSKeyId", m.to)} },
		verify:   "DescribeDiskDefaultKMSKeyId names the new key, and a disk made without a key is under it.",
	}},
	guard.NAS: {"": anew("the file system", "Copy the files, and mount the new file system in place of the old one.", "DescribeFileSystems names the new key, and the applications write to the new mount target.",
		func(m move) []string {
			return []string{m.call("nas", "CreateFileSystem", "ProtocolType", "PROTOCOL", "StorageType", "STORAGE_TYPE", "ZoneId", "ZONE_ID", "EncryptType", "2", "KmsKeyId", m.to)}
		})},
	guard.DBFS: {"": anew("the file system", "Copy the files, and attach the new file system in place of the old one.", "ListDbfs names the new key, and the database has been started on the new file system.",
		func(m move) []string {
			return []string{m.call("dbfs", "CreateDbfs", "Category", "CATEGORY", "ZoneId", "ZONE_ID", "FsName", "NEW_NAME", "SizeG", "SIZE", "Encryption", "true", "KMSKeyId", m.to)}
		})},
	guard.DedicatedStorage: {"": anew("the disk", "Copy its snapshot under the new key, make the disk of the copy on the same cluster, and attach it in place of the old one.",
		"DescribeDedicatedBlockStorageClusterDisks names the new key, and the instance has been started with the disk once.",
		func(m move) []string {
			return []string{
				m.call("ecs", "CreateSnapshot", "DiskId", m.ID),
				m.call("ecs", "CopySnapshot", "SnapshotId", "SNAPSHOT_ID", "DestinationRegionId", m.Region, "Encrypted", "true", "KMSKeyId", m.to),
				m.call("ecs", "CreateDisk", "ZoneId", "ZONE_ID", "StorageClusterId", "CLUSTER_ID", "SnapshotId", "COPIED_SNAPSHOT_ID", "Encrypted", "true", "KMSKeyId", m.to),
			}
		})},
	guard.StorageGateway: {"": {
		steps: []string{"Name the new key for the share. It counts for what is written from then on.", "Copy the files of the share's bucket onto themselves, as for any bucket."},
		commands: func(m move) []string {
			return []string{
				m.call("sgw", "DescribeGatewayFileShares", "GatewayId", "GATEWAY_ID"),
				m.call("sgw", "UpdateGatewayFileShare", "GatewayId", "GATEWAY_ID", "IndexId", "INDEX_ID", "Name", m.ID, "ServerSideEncryption", "true", "ServerSideCmk", m.to),
			}
		},
		verify: "DescribeGatewayFileShares names the new key, and a file written through the share is under it.",
		stuck:  "files that the gateway encrypts itself (ClientSideCmk) are read with the old key for ever: copy them through a share under the new key.",
	}},
}

// bucketCommands set the default of a bucket and encrypt its objects again.
func bucketCommands(m move) []string {
	bucket := quoted("oss://" + m.ID)
	return []string{
		aliyun("oss", "bucket-encryption", "method", "put", "region", m.Region, "sse-algorithm", "KMS", "kms-masterkey-id", m.to) + " " + bucket,
		aliyun("oss", "cp", "region", m.Region, "meta", "x-oss-server-side-encryption:KMS#x-oss-server-side-encryption-key-id:"+m.to) +
			" --recursive --force " + quoted("oss://"+m.ID+"/") + " " + quoted("oss://"+m.ID+"/"),
		aliyun("oss", "bucket-encryption", "method", "get", "region", m.Region) + " " + bucket,
	}
}

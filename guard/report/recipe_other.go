package report

import "kmsguard/guard"

// otherRecipes move what is neither storage nor a database, and settle what is no resource at all.
var otherRecipes = map[guard.Category]map[string]recipe{
	guard.Certificate: {"": {
		steps: []string{
			"Make a request for a certificate that is signed with the new key, and have it issued.",
			"Upload the certificate, and name it in each listener that serves the old one.",
			"Revoke the old certificate when no listener serves it.",
		},
		commands: func(m move) []string {
			return []string{
				aliyun("kms", "AsymmetricSign", "region", m.Region, "KeyId", m.to, "KeyVersionId", "VERSION_ID", "Algorithm", "ALGORITHM", "Digest", "DIGEST"),
				aliyun("cas", "ListCloudResources", "CertIds", m.ID),
			}
		},
		verify: "each listener presents the new certificate (openssl s_client), and clients that pin the old one are changed.",
		stuck:  "a certificate is bound to its key: it is issued anew, and whoever issued it decides how long that takes.",
	}},
	guard.Secret: {"": {
		steps: []string{
			"Read the value, and make the secret anew under the new key, under another name.",
			"Move the applications to the new name, or delete the old secret and make it again under its own name.",
			"Schedule the deletion of the old secret with a window in which it can be restored.",
		},
		commands: func(m move) []string {
			return []string{
				aliyun("kms", "GetSecretValue", "region", m.Region, "SecretName", m.ID),
				aliyun("kms", "CreateSecret", "region", m.Region, "SecretName", m.ID+"-new", "VersionId", "v1", "SecretData", "VALUE", "EncryptionKeyId", m.to),
				aliyun("kms", "DescribeSecret", "region", m.Region, "SecretName", m.ID+"-new"),
			}
		},
		verify: "DescribeSecret of the new secret names the new key, and the applications read it.",
		stuck:  "the key of an existing secret is fixed. A secret that rotates by itself is set up anew with its rotation.",
	}},
	guard.SLS: {"": anew("the log store", "Let what writes logs write to the new one, and keep the old one until its logs are expired.", "GetLogStore names the new key, and queries and alarms use the new log store.",
		func(m move) []string {
			return []string{aliyun("sls", "GetLogStore", "region", m.Region, "project", "PROJECT", "logstore", m.ID)}
		})},
	guard.AutoScaling: {"": {
		steps: []string{
			"Name the new key for each disk of the configuration that is under the old one.",
			"Replace the instances that were made from it; their disks are moved as any disk.",
		},
		commands: func(m move) []string {
			return []string{
				m.call("ess", "DescribeScalingConfigurations", "ScalingConfigurationId.1", m.ID),
				m.call("ess", "ModifyScalingConfiguration", "ScalingConfigurationId", m.ID, "SystemDisk.Encrypted", "true", "SystemDisk.KMSKeyId", m.to),
				m.call("ess", "ModifyScalingConfiguration", "ScalingConfigurationId", m.ID, "DataDisk.1.Encrypted", "true", "DataDisk.1.KMSKeyId", m.to),
			}
		},
		verify: "DescribeScalingConfigurations names the new key for every disk, and one instance has been scaled out.",
		stuck:  "the first data disk stands for all: the call replaces the list, so that every disk has to be named.",
	}},
	guard.Desktop: {"": anew("the desktop", "Move the user's files, and assign the new desktop.", "DescribeDesktops names the new key, and the user has logged on to the new desktop.",
		func(m move) []string {
			return []string{m.call("ecd", "CreateDesktops", "BundleId", "BUNDLE_ID", "OfficeSiteId", "OFFICE_SITE_ID", "PolicyGroupId", "POLICY_GROUP_ID", "EndUserId.1", "USER_ID",
				"VolumeEncryptionEnabled", "true", "VolumeEncryptionKey", m.to)}
		})},
	guard.Alias: {"": {
		steps: []string{
			"Find the applications that call by the alias.",
			"Point the alias to the new key. What was encrypted under the old key still names that, and is decrypted with it.",
		},
		commands: func(m move) []string {
			return []string{
				aliyun("kms", "UpdateAlias", "region", m.Region, "AliasName", m.ID, "KeyId", m.to),
				aliyun("kms", "DescribeKey", "region", m.Region, "KeyId", m.ID),
			}
		},
		verify: "DescribeKey of the alias answers the new key, and the applications encrypt with it.",
		stuck:  "data that applications encrypted themselves: they have to decrypt it with the old key and encrypt it with the new one.",
	}},
	guard.KeyPolicy: {"": {
		steps: []string{
			"Ask the accounts that the key policy admits what they use the key for; an audit in their account shows it.",
			"Admit them in the policy of the new key, and let them move as this list says.",
		},
		commands: func(m move) []string {
			return []string{
				aliyun("kms", "GetKeyPolicy", "region", m.Region, "KeyId", m.from, "PolicyName", "default"),
				aliyun("kms", "SetKeyPolicy", "region", m.Region, "KeyId", m.to, "PolicyName", "default", "Policy", "POLICY"),
			}
		},
		verify: "ActionTrail of the other accounts shows no use of the old key.",
		stuck:  "resources of other accounts: only these accounts can move them.",
	}},
	guard.Gateway: {"": {
		steps: []string{
			"Find the applications that reach the KMS instance, by its access points and its logs.",
			"Let them encrypt with the new key, and encrypt again what they keep.",
		},
		commands: func(m move) []string {
			return []string{aliyun("kms", "ListApplicationAccessPoints", "region", m.Region), aliyun("kms", "DescribeApplicationAccessPoint", "region", m.Region, "Name", m.ID)}
		},
		verify: "the logs of the KMS instance show no use of the old key for as long as the rarest job takes to come round.",
		stuck:  "what applications encrypted themselves; use through the instance is not in ActionTrail.",
	}},
	guard.Scope: {"": {
		steps:  []string{"Add the regions and accounts that were left out to the configuration, and audit again."},
		verify: "the audit speaks of every region and account.",
		stuck:  "nothing can be moved of which nothing is known.",
	}},
}

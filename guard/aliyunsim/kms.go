package aliyunsim

// Groups of KMS actions that share one quota, named as a world's quotas may name them.
const (
	groupKeyReads     = "kms.key-reads"
	groupKeyWrites    = "kms.key-writes"
	groupCrypto       = "kms.crypto"
	groupSecretReads  = "kms.secret-reads"
	groupAccount      = "kms.account"
	groupInstanceRead = "kms.instance-reads"
)

// kmsActions are what the simulator serves of KMS 2016-01-20. The limits are
// those that KMS publishes per account and region for the shared gateway.
func kmsActions() []action {
	groups := [][]action{
		kmsGroup(groupKeyReads, 50, kmsKeyReads()),
		kmsGroup(groupKeyWrites, 30, kmsKeyWrites()),
		kmsGroup(groupCrypto, 1000, kmsCrypto()),
		kmsGroup(groupSecretReads, 40, kmsSecretReads()),
		kmsGroup(groupInstanceRead, 50, kmsInstanceReads()),
		kmsGroup("", 300, []action{{name: "ListResourceTags", required: []string{"KeyId"}, resource: keyResource, handle: listResourceTags}}),
		kmsGroup(groupAccount, 1, []action{{name: "DescribeAccountKmsStatus", resource: kmsResource("*"), handle: describeAccountKmsStatus}}),
	}
	var all []action
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// kmsGroup gives actions their shared quota.
func kmsGroup(group string, qps int, actions []action) []action {
	for i := range actions {
		actions[i].group, actions[i].rate = group, perSecond(qps)
	}
	return actions
}

func kmsKeyReads() []action {
	paged := []string{"PageNumber", "PageSize"}
	return []action{
		{name: "DescribeKey", required: []string{"KeyId"}, resource: keyResource, handle: describeKey},
		{name: "ListKeys", optional: []string{"Filters", "PageNumber", "PageSize"}, resource: kmsResource("key"), handle: listKeys},
		{name: "ListAliases", optional: paged, resource: kmsResource("alias"), handle: listAliases},
		{name: "ListAliasesByKeyId", required: []string{"KeyId"}, optional: paged, resource: keyResource, handle: listAliasesByKeyID},
		{name: "ListKeyVersions", required: []string{"KeyId"}, optional: paged, resource: keyResource, handle: listKeyVersions},
		{name: "DescribeKeyVersion", required: []string{"KeyId", "KeyVersionId"}, resource: keyResource, handle: describeKeyVersion},
		{name: "GetPublicKey", required: []string{"KeyId", "KeyVersionId"}, optional: []string{"DryRun"}, resource: keyResource, handle: getPublicKey},
		{name: "GetKeyPolicy", required: []string{"KeyId"}, optional: []string{"PolicyName"}, resource: keyResource, handle: getKeyPolicy},
		{
			name: "ListTagResources", required: []string{"RegionId", "ResourceType"},
			optional: []string{"ResourceId.N", "Tag.N.Key", "Tag.N.Value", "NextToken"},
			resource: kmsResource("*"), handle: listTagResources,
		},
		{name: "DescribeRegions", permission: noPermission, handle: describeRegions("Regions", "Region")},
	}
}

func kmsKeyWrites() []action {
	id := []string{"KeyId"}
	return []action{
		{name: "EnableKey", required: id, resource: keyResource, handle: enableKey},
		{name: "DisableKey", required: id, resource: keyResource, handle: disableKey},
		{name: "ScheduleKeyDeletion", required: []string{"KeyId", "PendingWindowInDays"}, resource: keyResource, handle: scheduleKeyDeletion},
		{name: "CancelKeyDeletion", required: id, resource: keyResource, handle: cancelKeyDeletion},
		{name: "CreateKeyVersion", required: id, resource: keyResource, handle: createKeyVersion},
		{
			name: "UpdateRotationPolicy", required: []string{"KeyId", "EnableAutomaticRotation"}, optional: []string{"RotationInterval"},
			resource: keyResource, handle: updateRotationPolicy,
		},
		{
			name: "SetDeletionProtection", required: []string{"EnableDeletionProtection"},
			optional: []string{"KeyId", "ProtectedResourceArn", "DeletionProtectionDescription"},
			resource: protectedResource, handle: setDeletionProtection,
		},
		{name: "DeleteKeyMaterial", required: id, resource: keyResource, handle: deleteKeyMaterial},
		{name: "SetKeyPolicy", required: []string{"KeyId", "Policy"}, optional: []string{"PolicyName"}, resource: keyResource, handle: setKeyPolicy},
		{name: "UpdateKeyDescription", required: []string{"KeyId", "Description"}, resource: keyResource, handle: updateKeyDescription},
		{name: "CreateAlias", required: []string{"KeyId", "AliasName"}, resource: keyResource, handle: createAlias},
		{name: "UpdateAlias", required: []string{"KeyId", "AliasName"}, resource: keyResource, handle: updateAlias},
		{name: "DeleteAlias", required: []string{"AliasName"}, resource: aliasResource, handle: deleteAlias},
	}
}

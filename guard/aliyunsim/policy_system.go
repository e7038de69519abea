package aliyunsim

// systemPolicies are the policies that every account has, in the form that
// matters for key management.
var systemPolicies = map[string]string{
	"AliyunKMSFullAccess": `{"Version":"1","Statement":[` +
		`{"Effect":"Allow","Action":"kms:*","Resource":"*"},` +
		`{"Effect":"Allow","Action":"ram:CreateServiceLinkedRole","Resource":"*","Condition":{"StringEquals":{"ram:ServiceName":["secretsmanager-rds.kms.aliyuncs.com","keystore.kms.aliyuncs.com"]}}}]}`,
	"AliyunKMSReadOnlyAccess": `{"Version":"1","Statement":[{"Effect":"Allow","Action":[` +
		`"kms:List*","kms:Describe*","kms:GetPublicKey","kms:GetKeyPolicy","kms:GetSecretPolicy","kms:GetKmsInstance",` +
		`"kms:GetDefaultKmsInstance","kms:GetKmsInstanceQuotaInfos","kms:GetCheckAssociateResourceTaskResults"],"Resource":"*"}]}`,
	"AliyunSTSAssumeRoleAccess": `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}`,
	"AliyunReadOnlyAccess": `{"Version":"1","Statement":[{"Effect":"Allow","Action":[` +
		`"*:Describe*","*:List*","*:Get*","*:Lookup*","*:Query*"],"Resource":"*"}]}`,
}

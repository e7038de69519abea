package acs

// The hosts that do not follow their product's pattern, from the endpoint
// tables that the vendor's SDK v1.63.107 ships (regions that customers can
// use). A shared host needs the region in each request; each request has it.

var ecsHosts = hosts("ecs-cn-hangzhou.aliyuncs.com",
	"cn-hangzhou", "cn-shanghai-finance-1", "cn-shenzhen-finance-1", "us-west-1")

var rdsHosts = hosts("rds.aliyuncs.com",
	"ap-southeast-1", "cn-beijing", "cn-beijing-finance-1", "cn-hangzhou", "cn-heyuan", "cn-hongkong", "cn-qingdao",
	"cn-shanghai", "cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "us-east-1", "us-west-1")

var polardbHosts = hosts("polardb.aliyuncs.com",
	"cn-beijing", "cn-guangzhou", "cn-hangzhou", "cn-hangzhou-finance", "cn-hongkong", "cn-qingdao", "cn-shanghai",
	"cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "cn-wulanchabu")

var slbHosts = hosts("slb.aliyuncs.com",
	"ap-southeast-1", "cn-beijing", "cn-hangzhou", "cn-hangzhou-finance", "cn-hongkong", "cn-qingdao", "cn-shanghai",
	"cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "us-east-1", "us-west-1")

// The certificate service is central for China; these regions keep their own.
var casHosts = map[string]string{
	"ap-northeast-1": "cas.ap-northeast-1.aliyuncs.com",
	"ap-southeast-1": "cas.ap-southeast-1.aliyuncs.com",
	"ap-southeast-2": "cas.ap-southeast-2.aliyuncs.com",
	"eu-central-1":   "cas.eu-central-1.aliyuncs.com",
	"me-east-1":      "cas.me-east-1.aliyuncs.com",
}

func hosts(host string, regions ...string) map[string]string {
	m := make(map[string]string, len(regions))
	for _, r := range regions {
		m[r] = host
	}
	return m
}

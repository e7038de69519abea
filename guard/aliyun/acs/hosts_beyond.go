package acs

// The hosts of the products beyond those that every audit needs, where they do
// not follow the pattern; from the same tables of the vendor's SDK.

var mongodbHosts = hosts("mongodb.aliyuncs.com",
	"cn-beijing", "cn-beijing-finance-1", "cn-guangzhou", "cn-hangzhou", "cn-hangzhou-finance", "cn-heyuan", "cn-qingdao",
	"cn-shanghai", "cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "cn-wulanchabu")

var redisHosts = hosts("r-kvstore.aliyuncs.com",
	"cn-beijing", "cn-beijing-finance-1", "cn-guangzhou", "cn-hangzhou", "cn-hangzhou-finance", "cn-heyuan", "cn-qingdao",
	"cn-shanghai", "cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "cn-wulanchabu")

var hbaseHosts = hosts("hbase.aliyuncs.com",
	"ap-southeast-1", "cn-beijing", "cn-beijing-finance-1", "cn-hangzhou", "cn-hangzhou-finance", "cn-hongkong", "cn-qingdao",
	"cn-shanghai", "cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "us-east-1", "us-west-1")

var adbHosts = hosts("adb.aliyuncs.com",
	"ap-southeast-1", "cn-beijing", "cn-beijing-finance-1", "cn-hangzhou", "cn-hangzhou-finance", "cn-hongkong", "cn-qingdao",
	"cn-shanghai", "cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "us-east-1", "us-west-1")

var gpdbHosts = hosts("gpdb.aliyuncs.com",
	"ap-southeast-1", "cn-beijing", "cn-hangzhou", "cn-hangzhou-finance", "cn-hongkong", "cn-qingdao", "cn-shanghai",
	"cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "us-east-1", "us-west-1")

var clickhouseHosts = hosts("clickhouse.aliyuncs.com",
	"ap-southeast-1", "cn-beijing", "cn-beijing-finance-1", "cn-hangzhou", "cn-hangzhou-finance", "cn-hongkong", "cn-qingdao",
	"cn-shanghai", "cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "me-east-1", "us-east-1", "us-west-1")

var dbfsHosts = hosts("dbfs.aliyuncs.com",
	"cn-beijing-finance-1", "cn-hangzhou-finance", "cn-shanghai-finance-1", "cn-shenzhen-finance-1", "cn-wulanchabu")

var essHosts = hosts("ess.aliyuncs.com",
	"ap-southeast-1", "cn-beijing", "cn-hangzhou", "cn-hangzhou-finance", "cn-hongkong", "cn-qingdao", "cn-shanghai",
	"cn-shanghai-finance-1", "cn-shenzhen", "cn-shenzhen-finance-1", "us-east-1", "us-west-1")

// Storage gateways of most regions are managed from Shanghai.
var sgwHosts = hosts("sgw.cn-shanghai.aliyuncs.com",
	"cn-beijing", "cn-chengdu", "cn-hangzhou", "cn-hongkong", "cn-huhehaote", "cn-qingdao", "cn-shenzhen", "cn-zhangjiakou")

package acs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

func TestHosts(t *testing.T) {
	a, err := acs.New(acs.Options{Endpoints: map[acs.Product]string{acs.STS: "sts-vpc.{region}.aliyuncs.com"}})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		product acs.Product
		region  string
		want    string
	}{
		{acs.KMS, "cn-hangzhou", "kms.cn-hangzhou.aliyuncs.com"},
		{acs.KMS, "ap-southeast-5", "kms.ap-southeast-5.aliyuncs.com"},
		{acs.STS, "cn-hangzhou", "sts-vpc.cn-hangzhou.aliyuncs.com"},
		{acs.RAM, "cn-hangzhou", "ram.aliyuncs.com"},
		{acs.ECS, "cn-hangzhou", "ecs-cn-hangzhou.aliyuncs.com"},
		{acs.ECS, "eu-central-1", "ecs.eu-central-1.aliyuncs.com"},
		{acs.RDS, "cn-shanghai", "rds.aliyuncs.com"},
		{acs.RDS, "eu-central-1", "rds.eu-central-1.aliyuncs.com"},
		{acs.PolarDB, "cn-beijing", "polardb.aliyuncs.com"},
		{acs.SLB, "us-west-1", "slb.aliyuncs.com"},
		{acs.ALB, "cn-hangzhou", "alb.cn-hangzhou.aliyuncs.com"},
		{acs.CAS, "cn-hangzhou", "cas.aliyuncs.com"},
		{acs.CAS, "ap-southeast-1", "cas.ap-southeast-1.aliyuncs.com"},
		{acs.CMS, "cn-hangzhou", "metrics.cn-hangzhou.aliyuncs.com"},
		{acs.ActionTrail, "cn-hangzhou", "actiontrail.cn-hangzhou.aliyuncs.com"},
		{acs.MongoDB, "cn-hangzhou", "mongodb.aliyuncs.com"},
		{acs.MongoDB, "eu-central-1", "mongodb.eu-central-1.aliyuncs.com"},
		{acs.Redis, "cn-heyuan", "r-kvstore.aliyuncs.com"},
		{acs.NAS, "cn-chengdu", "nas.cn-chengdu.aliyuncs.com"},
		{acs.HBase, "us-east-1", "hbase.aliyuncs.com"},
		{acs.AnalyticDB, "me-east-1", "adb.me-east-1.aliyuncs.com"},
		{acs.Greenplum, "cn-beijing", "gpdb.aliyuncs.com"},
		{acs.ClickHouse, "me-east-1", "clickhouse.aliyuncs.com"},
		{acs.AutoScaling, "cn-hongkong", "ess.aliyuncs.com"},
		{acs.DBFS, "cn-wulanchabu", "dbfs.aliyuncs.com"},
		{acs.StorageGateway, "cn-hangzhou", "sgw.cn-shanghai.aliyuncs.com"},
		{acs.SLS, "cn-hangzhou", "cn-hangzhou.log.aliyuncs.com"},
		{acs.OSS, "cn-hangzhou", "oss-cn-hangzhou.aliyuncs.com"},
	}
	for _, tt := range tests {
		got, err := a.Hosts([]acs.Product{tt.product}, []string{tt.region})
		if err != nil {
			t.Errorf("%s in %s: %v", tt.product, tt.region, err)
		}
		if d := cmp.Diff([]string{tt.want}, got); d != "" {
			t.Errorf("%s in %s (-want +got):\n%s", tt.product, tt.region, d)
		}
	}
}

func TestOddRegionsAndProductsAreRefused(t *testing.T) {
	c := serve(t, says(200, done))
	a := client(t, c, acs.Options{})
	for _, region := range []string{"", "cn-hangzhou.evil.example", "cn-hangzhou/x", "CN", "x@y"} {
		if _, err := a.Keys(region, user).DescribeKey(t.Context(), key); guard.KindOf(err) != guard.Invalid {
			t.Errorf("region %q: %v, want an invalid one", region, err)
		}
	}
	for _, product := range []acs.Product{"", "fc", acs.OSS, acs.SLS} {
		_, err := a.Call(t.Context(), acs.Request{Product: product, Action: "X", Region: "cn-hangzhou", Credentials: user})
		if guard.KindOf(err) != guard.Invalid {
			t.Errorf("product %q: %v, want an invalid one", product, err)
		}
	}
	if n := len(c.seen()); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
	if _, err := acs.New(acs.Options{Endpoints: map[acs.Product]string{"ksm": c.URL}}); guard.KindOf(err) != guard.Invalid {
		t.Errorf("endpoint of an unknown product: %v, want an invalid one", err)
	}
}

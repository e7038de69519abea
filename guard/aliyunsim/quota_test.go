package aliyunsim

import (
	"testing"
	"time"
)

// exhaust calls until it is refused, and returns how often it was let through.
func (c *cloud) exhaust(version, action string, pairs ...string) (n int, refused answer) {
	c.t.Helper()
	for n = range 500 {
		if a := c.call(admin, version, action, pairs...); a.code() != "ok" {
			return n, a
		}
	}
	c.t.Fatalf("%s is never throttled", action)
	return 0, answer{}
}

func TestKMSReadsShareOneQuota(t *testing.T) {
	c := startCloud(t, "")
	for range 30 {
		c.kms("ListKeys")
	}
	n, refused := c.exhaust(kmsVersion, "DescribeKey", "KeyId", testKey)
	if n != 20 || refused.code() != "Rejected.Throttling" || refused.status != 429 {
		t.Errorf("%d more, then %d %s", n, refused.status, refused.code())
	}
	if a := c.kms("DisableKey", "KeyId", testKey); a.code() != "ok" {
		t.Errorf("writes have a quota of their own: %s", a.code())
	}
	if a := c.kms("DescribeKey", "KeyId", "key-bjother", "RegionId", "cn-beijing"); a.code() != "ok" {
		t.Errorf("each region has a quota of its own: %s", a.code())
	}
	c.advance(time.Hour)
	if a := c.kms("DescribeKey", "KeyId", testKey); a.code() != "Rejected.Throttling" {
		t.Errorf("quotas follow real time, not the calendar: %s", a.code())
	}
	c.advanceReal(time.Second)
	if a := c.kms("DescribeKey", "KeyId", testKey); a.code() != "ok" {
		t.Errorf("a second later: %s", a.code())
	}
}

func TestDocumentedQuotas(t *testing.T) {
	for _, tt := range []struct {
		version, action string
		pairs           []string
		want, status    int
		code            string
	}{
		{kmsVersion, "DescribeAccountKmsStatus", nil, 1, 429, "Rejected.Throttling"},
		{trailVersion, "LookupEvents", nil, 2, 400, "Throttling.User"},
		{cmsVersion, "DescribeMetricLast", []string{"Namespace", "acs_kms", "MetricName", "code_4xx_1m"}, 50, 400, "Throttling.User"},
		{kmsVersion, "EnableKey", []string{"KeyId", testKey}, 30, 429, "Rejected.Throttling"},
	} {
		c := startCloud(t, "")
		n, refused := c.exhaust(tt.version, tt.action, tt.pairs...)
		if n != tt.want || refused.status != tt.status || refused.code() != tt.code {
			t.Errorf("%s: %d, then %d %s", tt.action, n, refused.status, refused.code())
		}
	}
}

func TestQuotasOfTheWorld(t *testing.T) {
	c := startCloud(t, "quotas: {kms.key-reads: 5/m, kms.ListKeys: 2/s}")
	if n, _ := c.exhaust(kmsVersion, "DescribeKey", "KeyId", testKey); n != 5 {
		t.Errorf("the group lets %d through, want 5", n)
	}
	if n, _ := c.exhaust(kmsVersion, "ListKeys"); n != 2 {
		t.Errorf("the API lets %d through, want 2", n)
	}
	c.advanceReal(59 * time.Second)
	if a := c.kms("DescribeKey", "KeyId", testKey); a.code() == "ok" {
		t.Error("open again within the minute")
	}
	c.advanceReal(time.Second)
	if a := c.kms("DescribeKey", "KeyId", testKey); a.code() != "ok" {
		t.Errorf("in the next minute: %s", a.code())
	}
}

// ECS says that an API throttled in one minute opens again in the next.
func TestMinuteLock(t *testing.T) {
	for _, tt := range []struct{ settings, soon string }{
		{"", "ok"}, {"settings: {minute_lock: true}", "Throttling.User"},
	} {
		c := startCloud(t, "quotas: {ecs.DescribeDisks: 2/s, kms.ListKeys: 2/s}\n"+tt.settings)
		if n, refused := c.exhaust(ecsVersion, "DescribeDisks"); n != 2 || refused.code() != "Throttling.User" {
			t.Errorf("%q: %d, then %s", tt.settings, n, refused.code())
		}
		c.exhaust(kmsVersion, "ListKeys")
		for _, wait := range []time.Duration{time.Second, 58 * time.Second} {
			c.advanceReal(wait)
			if a := c.call(admin, ecsVersion, "DescribeDisks"); a.code() != tt.soon {
				t.Errorf("%q, within the minute: got %s, want %s", tt.settings, a.code(), tt.soon)
			}
			if a := c.kms("ListKeys"); a.code() != "ok" {
				t.Errorf("%q: KMS is locked too: %s", tt.settings, a.code())
			}
		}
		if a := c.call(admin, ecsVersion, "DescribeSnapshots"); a.code() != "ok" {
			t.Errorf("%q: another API is locked too: %s", tt.settings, a.code())
		}
		c.advanceReal(time.Second)
		if a := c.call(admin, ecsVersion, "DescribeDisks"); a.code() != "ok" {
			t.Errorf("%q, in the next minute: %s", tt.settings, a.code())
		}
	}
}
